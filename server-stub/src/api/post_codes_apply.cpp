// Trying a code: a hit answers the signed fragment, every miss the same few bytes.
#include "api/app.hpp"
#include "common/body.hpp"
#include "common/clock.hpp"
#include "redemption/codes.hpp"
#include "redemption/tokens.hpp"
#include "tendero/engine.hpp"

namespace tendero::server {
namespace {

constexpr std::int64_t kRefreshAfter = 15 * 60'000;
constexpr std::int64_t kFragmentLife =
    24 * 3'600'000;  // without a network a page prices on for a day

struct Asked {
  std::string code, session, customer_token, challenge, nonce;
};

std::optional<Problem> read(std::string_view text, Asked& out) {
  Body body(text);
  out.code = body.code("code", true, 256);
  out.session = body.text("session", false, 256);
  out.customer_token = body.text("customer_token", false, 16384);
  if (const json::Value solution = body.object("solution", false)) {
    out.challenge = solution["challenge"].text_or("");
    out.nonce = solution["nonce"].text_or("");
    if (out.challenge.empty())
      body.fail("/solution/challenge", "kind_wrong", found_kind(solution["challenge"]), "a text");
    if (out.nonce.empty())
      body.fail("/solution/nonce", "kind_wrong", found_kind(solution["nonce"]),
                "a decimal as text");
  }
  return body.finish();
}

Problem challenged(const Challenge& challenge, const std::string& session) {
  Problem out = problem(429, "challenge_required");
  out.retryable = true;
  json::Writer text;
  text.begin_object()
      .member("challenge", challenge.text)
      .member("bits", std::int64_t{challenge.bits});
  text.member("expires_at", challenge.expires_at).end_object();
  return out.with("challenge", text.take()).with("session", json::Writer().text(session).take());
}

std::string sign_fragment(const App& app, const Published& published, const LiveCode& code,
                          const Asked& asked, std::int64_t now) {
  json::Writer out;
  out.begin_object()
      .member("iss", "tendero")
      .member("aud", app.config.shop)
      .member("code", asked.code);
  out.key("promotion").raw(code.fragment->promotion).key("segments").raw(code.fragment->segments);
  out.member("use", code.row.code_id)
      .member("session", asked.session)
      .member("revision", published.row.revision);
  out.member("iat", now)
      .member("refresh_at", now + kRefreshAfter)
      .member("exp", now + kFragmentLife)
      .end_object();
  return app.vault.signing().sign(kFragmentType, out.str());
}

std::string miss(const std::string& session) {
  json::Writer out;
  out.begin_object()
      .member("applied", false)
      .member("session", session)
      .member("reason", "code_not_applicable");
  return out.end_object().take();
}

}  // namespace

void post_codes_apply(App& app, Call call) {
  Asked asked;
  if (const auto wrong = read(call.request.body, asked)) return call.answer(*wrong);
  const std::int64_t now = now_ms();
  const auto published = app.rules.get();
  if (!published) return call.answer(problem(404, "rules_missing"));
  std::optional<Token> token;
  if (const auto wrong = read_customer_token(app, asked.customer_token, now, token))
    return call.answer(*wrong);
  const std::string customer =
      token ? app.vault.opaque("customer", token->payload()["sub"].text()) : std::string();
  asked.session = read_session(app, asked.session);
  if (asked.session.empty()) asked.session = app.vault.new_session();
  const std::string lookup = app.vault.code_lookup(normalise_code(asked.code));
  const Guesser guesser{asked.session, call.caller.address, customer};
  const bool proved =
      app.guesses.holds(asked.session, lookup) ||
      (!asked.challenge.empty() && app.guesses.solved(asked.challenge, asked.nonce, now));
  if (const auto challenge = app.guesses.begin(guesser, proved, now)) {
    return call.answer(challenged(*challenge, asked.session));
  }
  const auto code = find_live_code(app, *published, asked.code, customer, {}, now);
  // Used up is no more than unknown, but for a session that proved to hold the code: it hears why
  // at the quote.
  const bool spent = code && (code->exhausted || code->customer_exhausted);
  if (!code || (spent && !app.guesses.holds(asked.session, lookup))) {
    return call.respond(json_response(200, miss(asked.session)));
  }
  app.guesses.right(guesser, lookup, now);
  json::Writer out;
  out.begin_object().member("applied", true).member("session", asked.session);
  out.member("fragment", sign_fragment(app, *published, *code, asked, now)).end_object();
  call.respond(json_response(200, out.take()));
}

}  // namespace tendero::server
