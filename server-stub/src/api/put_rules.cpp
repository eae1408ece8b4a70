#include <algorithm>

#include "api/app.hpp"
#include "common/clock.hpp"
#include "common/log.hpp"
#include "common/text.hpp"
#include "redemption/zone.hpp"
#include "tendero/engine.hpp"

namespace tendero::server {
namespace {

constexpr json::Limits kRules{8U << 20, 32};

/// The text with the clock changes of its zone, or what is wrong with it.
std::optional<Problem> add_offsets(std::string& text) {
  const std::string zone = timezone_of(text);
  if (zone.empty()) return std::nullopt;
  const auto offsets = zone_offsets(zone, now_ms());
  if (!offsets)
    return invalid("/store/timezone", "timezone_unknown", zone, "a zone such as Europe/Madrid");
  text = with_offsets(text, *offsets);
  return std::nullopt;
}

/// The errors of the engine, each at its place in the text that was sent, not in the one with clock
/// changes.
Problem refused(std::string_view errors, const std::string& sent) {
  Problem out = engine_problem(errors, "");
  for (Fault& fault : out.errors) {
    if (status_of_input(fault.code) != 422)
      continue;  // no JSON: the engine saw the text as it was sent
    const json::Place place = json::place_of(sent, json::offset_of(sent, fault.pointer));
    fault.line = static_cast<std::int64_t>(place.line);
    fault.column = static_cast<std::int64_t>(place.column);
  }
  return out;
}

std::vector<PromotionLimit> limits_of(const Published& published) {
  std::vector<PromotionLimit> out;
  for (const auto& [id, facts] : published.promotions) out.push_back({id, facts.uses});
  return out;
}

/// What publishing answers: what is public now, what stays here, what is doubtful.
std::string answer_of(const RulesetRow& row, json::Value parts, std::string_view loaded) {
  const auto load = json::Document::parse(loaded, kRules);
  json::Writer out;
  out.begin_object()
      .member("revision", row.revision)
      .member("revision_private", row.revision_private);
  out.key("public_promotions").value(parts["public_promotions"]);
  out.key("private_promotions").value(parts["private_promotions"]);
  out.key("warnings");
  const json::Value warnings = load.ok() ? load.value().root()["warnings"] : json::Value();
  if (warnings.is(json::Kind::array))
    out.value(warnings);
  else
    out.begin_array().end_array();
  return out.end_object().take();
}

}  // namespace

void put_rules(App& app, Call call) {
  auto text = nfc(call.request.body);
  if (!text) return call.answer(invalid("", "not_utf8", "other bytes", "UTF-8"));
  RulesetRow row;
  row.source = *text;
  if (const auto wrong = add_offsets(*text)) return call.answer(*wrong);
  const std::string parts = tendero::split(*text);
  // The answer holds texts of texts, so it is larger than what went in.
  const auto document = json::Document::parse(parts, {64U << 20, 32});
  if (!document.ok()) return call.answer(problem(500, "internal"));
  const json::Value root = document.value().root();
  if (root["errors"]) return call.answer(refused(parts, row.source));
  row.revision = root["revision"].text_or("");
  row.revision_private = root["revision_private"].text_or("");
  row.bundle = root["public"].text_or("");
  row.private_text = root["private"].text_or("");
  const std::string loaded = Ruleset::load(row.bundle).answer;
  const auto published = load_published(row);
  if (!published) return call.answer(refused(loaded, row.source));
  const std::string body = answer_of(row, root, loaded);
  call.respond = [&app, published, inner = std::move(call.respond)](Response response) {
    const bool fresh =
        response.status == 201 &&
        std::none_of(response.headers.begin(), response.headers.end(),
                     [](const auto& header) { return header.first == "Idempotency-Replayed"; });
    if (fresh) {
      app.rules.set(published);
      log_event(Level::info, "rules_published", {{"revision", published->row.revision}});
    }
    inner(std::move(response));
  };
  write(
      app, std::move(call), PublishRules{row, limits_of(*published)},
      [body](const Outcome&) {
        return Answer{201, body};
      },
      [](const Outcome& outcome) { return problem(409, outcome.refusal); });
}

}  // namespace tendero::server
