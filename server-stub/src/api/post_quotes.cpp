// The server prices the cart itself: with its own prices, facts and counters, by the same engine.
#include "api/app.hpp"
#include "common/body.hpp"
#include "common/clock.hpp"
#include "common/log.hpp"
#include "redemption/quote.hpp"
#include "tendero/engine.hpp"

namespace tendero::server {
namespace {

constexpr std::size_t kMostFragments = 30;
constexpr std::size_t kLongestToken = 512 * 1024;

struct Asked {
  QuoteInput input;
  std::string cart_token, customer_token;
  std::optional<std::int64_t> expected;
};

void read(Body& body, const App& app, Asked& out) {
  out.input.request = body.object("request", true);
  out.input.fragments = body.texts("fragments", kMostFragments, kLongestToken);
  out.input.session = read_session(app, body.text("session", false, 256));
  out.cart_token = body.text("cart_token", false, kLongestToken);
  out.customer_token = body.text("customer_token", false, 16384);
  body.text("revision", false, 128);  // the browser's; the answer says which one is in force
  out.expected = body.expected_total();
}

/// What the engine found wrong with the request. Codes are not repeated.
Problem refused(std::string_view errors) {
  Problem out = engine_problem(errors, "/request");
  for (Fault& fault : out.errors) {
    if (fault.pointer.starts_with("/request/cart/codes") ||
        fault.pointer.starts_with("/request/fragments")) {
      fault.found.clear();
    }
  }
  return out;
}

/// Where an input was replaced, what the caller sent was never evaluated: it must still be right.
std::optional<Problem> check_given(const Published& published, const QuoteInput& input) {
  json::Writer given;
  given.begin_object();
  for (const json::Member& member : input.request.members()) {
    if (member.name != "fragments" && member.name != "usage")
      given.key(member.name).value(member.value);
  }
  const std::string answer = published.engine->digest(given.end_object().str());
  if (answer.starts_with("{\"errors\"")) return refused(answer);
  return std::nullopt;
}

std::string answer_text(const Canonical& canonical, const Evaluated& evaluated,
                        const SignedQuote& quote) {
  json::Writer out;
  out.reserve(evaluated.result.size() + 4096);
  // The engine's own bytes, not read and written again.
  out.begin_object().key("result").raw(evaluated.result).key("meta").raw(evaluated.meta);
  out.key("replaced").begin_array();
  for (const std::string& pointer : canonical.replaced) out.text(pointer);
  out.end_array().member("prices", canonical.verified ? "verified" : "unverified");
  out.member("quote", quote.token).member("revision", quote.quote.revision);
  out.member("expires_at", rfc3339(quote.quote.expires * 1000));
  return out.end_object().take();
}

Problem totals_changed(const Evaluated& evaluated, const Call& call) {
  log_event(Level::warn, "totals_changed", {{"at", "quote"}, {"request", call.request_id}});
  json::Writer answer;
  answer.begin_object()
      .key("result")
      .raw(evaluated.result)
      .key("meta")
      .raw(evaluated.meta)
      .end_object();
  return problem(409, "totals_changed").with("answer", answer.take());
}

}  // namespace

void post_quotes(App& app, Call call) {
  Body body(call.request.body, {2U << 20, 36});
  Asked asked;
  read(body, app, asked);
  if (const auto& wrong = body.finish()) return call.answer(*wrong);
  const auto published = app.rules.get();
  if (!published) return call.answer(problem(404, "rules_missing"));
  QuoteInput& input = asked.input;
  input.now = now_ms();
  input.secret = call.caller.secret();
  if (const auto wrong = read_cart_token(app, asked.cart_token, input.now, input.cart))
    return call.answer(*wrong);
  if (const auto wrong =
          read_customer_token(app, asked.customer_token, input.now, input.customer)) {
    return call.answer(*wrong);
  }
  const Canonical canonical = canonicalise(app, *published, input);
  if (!canonical.replaced.empty()) {
    if (const auto wrong = check_given(*published, input)) return call.answer(*wrong);
  }
  const Evaluated evaluated = published->engine->evaluate_parts(canonical.text);
  if (!evaluated.ok) return call.answer(refused(evaluated.errors));
  const SignedQuote quote = sign_quote(app, *published, canonical, input, evaluated);
  if (asked.expected && *asked.expected != quote.quote.total)
    return call.answer(totals_changed(evaluated, call));
  call.respond(json_response(200, answer_text(canonical, evaluated, quote)));
}

}  // namespace tendero::server
