// Codes are made here and readable here only once: a shared one is stored sealed for staff, a
// unique one not at all, and both are found by their MAC.
#include <utf8proc.h>

#include <algorithm>
#include <cstdlib>
#include <memory>

#include "api/app.hpp"
#include "common/body.hpp"
#include "common/clock.hpp"
#include "common/text.hpp"
#include "sign/generated_code.hpp"
#include "tendero/engine.hpp"

namespace tendero::server {
namespace {

constexpr std::int64_t kMostUses = 1'000'000'000;
constexpr std::int64_t kMostCodes = 10'000;
constexpr std::size_t kShortestShared = 3;
constexpr std::size_t kLongestShared = 64;

struct Wanted {
  std::string promotion, code, customer;
  std::optional<std::int64_t> count, uses, uses_per_customer;
  std::int64_t length = 12;
};

/// The nearest code that would survive: accents off, everything else that is not A–Z 0–9 left out.
std::string nearest_spelling(std::string_view typed) {
  utf8proc_uint8_t* mapped = nullptr;
  const auto options =
      static_cast<utf8proc_option_t>(UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_STRIPMARK);
  const auto length = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(typed.data()),
                                   static_cast<utf8proc_ssize_t>(typed.size()), &mapped, options);
  const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owner(mapped, &std::free);
  std::string out;
  for (utf8proc_ssize_t i = 0; i < length; ++i) {
    const auto c = static_cast<char>(mapped[i]);
    if (c >= 'a' && c <= 'z')
      out += static_cast<char>(c - 'a' + 'A');
    else if ((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'))
      out += c;
  }
  return out;
}

std::optional<Problem> read(std::string_view text, Wanted& out) {
  Body body(text);
  out.promotion = body.text("promotion", true, 64);
  out.code = body.code("code", false, 256);
  out.count = body.integer("count", 1, kMostCodes);
  out.uses = body.integer("uses", 1, kMostUses);
  out.uses_per_customer = body.integer("uses_per_customer", 1, kMostUses);
  out.customer = body.text("customer", false, 256);
  const auto length = body.integer("length", 1, static_cast<std::int64_t>(kLongestGenerated));
  if (length) out.length = *length;
  if (body.root()["code"] && body.root()["count"])
    body.fail("/count", "member_excluded", "both code and count", "one of them");
  else if (!body.root()["code"] && !out.count)
    body.fail("/code", "member_missing", "nothing", "code, or count");
  if (body.root()["code"] && length)
    body.fail("/length", "member_excluded", "both code and length", "length with count only");
  return body.finish();
}

std::optional<Problem> check_promotion(const App& app, const Wanted& wanted) {
  const auto published = app.rules.get();
  if (!published) return problem(404, "rules_missing");
  if (published->fragments.contains(wanted.promotion)) return std::nullopt;
  const bool exists = published->promotions.contains(wanted.promotion);
  Problem out = invalid("/promotion", exists ? "promotion_without_code" : "promotion_unknown",
                        wanted.promotion, "a promotion with \"trigger\": \"code\"");
  std::vector<std::string_view> known;
  for (const auto& [id, fragment] : published->fragments) known.push_back(id);
  out.errors.front().did_you_mean = did_you_mean(wanted.promotion, known);
  return out;
}

/// What a guesser's chance would be: one in 32^(length - 1) for each guess and code.
std::optional<Problem> check_generated(const Wanted& wanted) {
  if (static_cast<std::size_t>(wanted.length) >= kShortestGenerated) return std::nullopt;
  Problem out = invalid("/length", "code_too_short", std::to_string(wanted.length),
                        "at least " + std::to_string(kShortestGenerated));
  std::uint64_t space = 1;
  for (std::int64_t i = 1; i < wanted.length; ++i) space *= 32;
  const std::uint64_t one_in =
      std::max<std::uint64_t>(1, space / static_cast<std::uint64_t>(*wanted.count));
  return out.with("odds", "{\"guesses_for_one_hit\":" + std::to_string(one_in) + "}");
}

std::optional<Problem> check_shared(const std::string& typed, const std::string& normalised) {
  if (normalised.empty()) {
    Problem out = invalid("/code", "code_not_normal", "characters that no shopper can type alike",
                          "A-Z and 0-9 (case, spaces, - and _ do not count)");
    out.errors.front().did_you_mean = nearest_spelling(typed);
    return out;
  }
  if (normalised.size() >= kShortestShared && normalised.size() <= kLongestShared)
    return std::nullopt;
  return invalid("/code", "length_wrong", std::to_string(normalised.size()) + " characters",
                 "3 to 64 characters");
}

NewCode make(const App& app, const Wanted& wanted, const std::string& normalised, bool shared) {
  NewCode code;
  code.code_id = uuid7(now_ms());
  code.lookup = app.vault.code_lookup(normalised);
  code.last4 = normalised.substr(normalised.size() - std::min<std::size_t>(4, normalised.size()));
  code.promotion = wanted.promotion;
  code.length = static_cast<std::int64_t>(normalised.size());
  code.shared = shared;
  code.checked = check_holds(normalised);
  code.uses = wanted.uses;
  code.uses_per_customer = wanted.uses_per_customer;
  if (!wanted.customer.empty()) code.customer = app.vault.opaque("customer", wanted.customer);
  if (shared)
    code.sealed = app.vault.seal_code(code.code_id, wanted.code);
  else if (!code.uses)
    code.uses = 1;
  return code;
}

std::string answer_of(const std::vector<std::string>& texts, const std::vector<NewCode>& codes) {
  json::Writer out;
  out.begin_object().key("codes").begin_array();
  for (std::size_t i = 0; i < codes.size(); ++i) {
    out.begin_object().member("code", texts[i]).member("last4", codes[i].last4).key("uses");
    if (codes[i].uses)
      out.integer(*codes[i].uses);
    else
      out.null();
    out.end_object();
  }
  return out.end_array().end_object().take();
}

}  // namespace

void post_codes(App& app, Call call) {
  Wanted wanted;
  if (const auto wrong = read(call.request.body, wanted)) return call.answer(*wrong);
  if (const auto wrong = check_promotion(app, wanted)) return call.answer(*wrong);
  CreateCodes command;
  std::vector<std::string> texts;
  if (wanted.count) {
    if (const auto wrong = check_generated(wanted)) return call.answer(*wrong);
    for (std::int64_t i = 0; i < *wanted.count; ++i) {
      texts.push_back(generate_code(static_cast<std::size_t>(wanted.length)));
      command.codes.push_back(make(app, wanted, texts.back(), false));
    }
  } else {
    const std::string normalised = normalise_code(wanted.code);
    if (const auto wrong = check_shared(wanted.code, normalised)) return call.answer(*wrong);
    texts.push_back(wanted.code);
    command.codes.push_back(make(app, wanted, normalised, true));
  }
  const std::string body = answer_of(texts, command.codes);
  write(
      app, std::move(call), std::move(command),
      [body](const Outcome&) {
        return Answer{201, body};
      },
      [](const Outcome& outcome) { return problem(409, outcome.refusal); });
}

}  // namespace tendero::server
