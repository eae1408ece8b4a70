#include "api/router.hpp"

#include <algorithm>

#include "api/write.hpp"
#include "common/clock.hpp"
#include "common/log.hpp"
#include "common/text.hpp"

namespace tendero::server {
namespace {

/// "/v1/rules/{bundle}.json" against a path; the parameters in order.
std::optional<std::vector<std::string>> fits(std::string_view pattern, std::string_view path) {
  const auto wanted = split(pattern, '/');
  const auto given = split(path, '/');
  if (wanted.size() != given.size()) return std::nullopt;
  std::vector<std::string> params;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    const auto open = wanted[i].find('{');
    if (open == std::string_view::npos) {
      if (wanted[i] != given[i]) return std::nullopt;
      continue;
    }
    const std::string_view suffix = wanted[i].substr(wanted[i].find('}') + 1);
    if (given[i].size() <= suffix.size() || !given[i].ends_with(suffix)) return std::nullopt;
    const auto value = percent_decode(given[i].substr(0, given[i].size() - suffix.size()));
    if (!value || value->size() > 200) return std::nullopt;
    params.push_back(*value);
  }
  return params;
}

bool is_api(std::string_view path) {
  return path == "/v1" || path.starts_with("/v1/") || path == "/healthz" || path == "/readyz";
}

Problem with_alarm(Problem out, const Call& call) {
  log_event(Level::error, "alarm", {{"reason", out.code}, {"request", call.request_id}});
  return out;
}

}  // namespace

Router::Match Router::match(std::string_view method, std::string_view path) {
  Match found;
  if (method == "HEAD") method = "GET";
  for (const Route& route : routes()) {
    auto params = fits(route.pattern, path);
    if (!params) continue;
    if (route.method == method) return {&route, std::move(*params), {}};
    found.allow += (found.allow.empty() ? "" : ", ") + std::string(route.method);
  }
  return found;
}

std::uint64_t Router::body_limit(std::string_view method, std::string_view path) {
  constexpr std::uint64_t kUnknown =
      64 * 1024;  // read, so that 404 and 405 can be answered in peace
  const Match found = match(method, path);
  return found.route ? found.route->body_limit : kUnknown;
}

Response Router::refuse(int status, std::string_view code) {
  return problem_response(problem(status, code));
}

void Router::handle(Request request, Responder respond) {
  if (!is_api(request.path)) {
    if (request.method == "GET" || request.method == "HEAD") return respond(files_.serve(request));
    Response response = problem_response(problem(405, "method_not_allowed"));
    return respond(response.with("Allow", "GET, HEAD"));
  }
  if (request.method == "OPTIONS") return respond(preflight(request));
  Call call;
  call.request_id = uuid7(now_ms());
  call.request = std::move(request);
  call.respond = std::move(respond);
  handle_api(std::move(call));
}

/// Runs an endpoint; what it throws is answered by the caller's own responder, so that whatever
/// waits for the answer (an idempotency key in flight) hears of it.
template <class Endpoint>
void guarded(const Call& call, Endpoint endpoint) {
  const Responder respond = call.respond;
  const std::string id = call.request_id;
  const auto failed = [&](Problem out, std::string_view what) {
    log_event(Level::error, "endpoint_failed", {{"what", what}, {"request", id}});
    respond(problem_response(out));
  };
  try {
    endpoint();
  } catch (const StoreError& error) {
    Problem out = problem(503, "store_unavailable");
    out.retryable = true;
    out.retry_after_ms = 2000;
    failed(std::move(out), error.what());
  } catch (const std::exception& error) {
    failed(problem(500, "internal"), error.what());
  }
}

void Router::handle_api(Call call) {
  Match found = match(call.request.method, call.request.path);
  call.respond = decorate(call, found.route ? found.route->pattern : "unknown");
  call.caller.address = client_address(call.request);
  // A secret key in a browser is an alarm wherever it is sent.
  if (const auto wrong = identify(call, found.route)) return call.answer(*wrong);
  if (!found.route && found.allow.empty()) return call.answer(problem(404, "not_found"));
  if (!found.route) {
    Response response = problem_response(problem(405, "method_not_allowed"));
    return call.respond(response.with("Allow", found.allow));
  }
  const std::string_view coding = call.request.header("Content-Encoding");
  if (!coding.empty() && !equal_ignoring_case(coding, "identity")) {
    return call.answer(problem(415, "content_encoding_refused"));
  }
  if (draining_ && found.route->pattern == "/readyz") return call.answer(problem(503, "draining"));
  call.params = std::move(found.params);
  if (!found.route->idempotent) {
    return guarded(call, [&] { found.route->handle(app_, std::move(call)); });
  }
  if (const auto wrong = check_idempotency(call)) return call.answer(*wrong);
  run_idempotent(std::move(call), *found.route);
}

std::optional<Problem> Router::identify(Call& call, const Route* route) const {
  const std::string_view sent = call.request.header("Authorization");
  if (call.request.header_count("Authorization") > 1) return problem(400, "authorization_twice");
  if (!sent.empty()) {
    const bool bearer = sent.size() > 7 && equal_ignoring_case(sent.substr(0, 7), "bearer ");
    const std::string_view key = bearer ? trim(sent.substr(7)) : std::string_view();
    const bool secret = key.starts_with("sk_");
    if (secret && call.request.header_count("Origin") > 0) {
      return with_alarm(problem(403, "secret_key_in_browser"), call);
    }
    const std::string hash = secret ? sha256(key) : std::string();
    for (const ApiKey& known : app_.config.keys) {
      const bool same = known.kind == KeyKind::secret ? secret && equal_secret(known.hash, hash)
                                                      : !secret && known.text == key;
      if (same) call.caller.key = &known;
    }
    if (!call.caller.key) return problem(401, "key_unknown");
  }
  if (!route) return std::nullopt;
  if (route->access != Access::anyone && !call.caller.key) return problem(401, "key_missing");
  const bool wrong_kind = (route->access == Access::secret && !call.caller.secret()) ||
                          (route->access == Access::publishable && call.caller.secret());
  if (wrong_kind) return problem(403, "key_not_allowed");
  return check_origin(call);
}

std::optional<Problem> Router::check_origin(const Call& call) const {
  if (!call.caller.key || call.caller.secret() || call.request.header_count("Origin") == 0)
    return std::nullopt;
  if (origin_allowed(*call.caller.key, call.request)) return std::nullopt;
  return problem(403, "origin_not_allowed");
}

bool Router::origin_allowed(const ApiKey& key, const Request& request) const {
  const std::string_view origin = request.header("Origin");
  for (const std::string& allowed : key.origins) {
    if (allowed == origin) return true;
    if (allowed != "self") continue;
    const std::string host(request.header("Host"));
    if (origin == "http://" + host || origin == "https://" + host) return true;
  }
  return false;
}

std::optional<Problem> Router::check_idempotency(Call& call) const {
  constexpr std::string_view kHeader = "Idempotency-Key";
  const std::size_t count = call.request.header_count(kHeader);
  const std::string_view key = call.request.header(kHeader);
  if (count == 0) return problem(400, "idempotency_key_missing");
  const bool visible =
      std::all_of(key.begin(), key.end(), [](char c) { return c >= 0x21 && c <= 0x7e; });
  if (count > 1 || key.empty() || key.size() > 255 || !visible) {
    return problem(400, "idempotency_key_invalid");
  }
  call.idempotency_key = key;
  call.idempotency = IdempotencyKey{
      app_.vault.idempotency_key(call.caller.scope(), key),
      app_.vault.idempotency_body(call.request.method, call.request.path, call.request.body)};
  return std::nullopt;
}

void Router::run_idempotent(Call call, const Route& route) {
  const IdempotencyKey key = *call.idempotency;
  {
    const std::lock_guard lock(mutex_);
    const auto [at, fresh] = in_flight_.emplace(key.key, key.body);
    if (!fresh) {
      if (at->second != key.body) return call.answer(key_reused());
      Problem out = problem(409, "idempotency_in_flight");
      out.retryable = true;
      out.retry_after_ms = 100;
      return call.answer(out);
    }
  }
  call.respond = [this, key = key.key, inner = std::move(call.respond)](Response response) {
    {
      const std::lock_guard lock(mutex_);
      in_flight_.erase(key);
    }
    inner(std::move(response));
  };
  guarded(call, [&] {
    // Before anything is judged: a retry may come when the quote is long over.
    const WriteResult before = app_.store.recall(key);
    switch (before.end) {
      case WriteEnd::replayed:
        return call.respond(replay(app_, call, before.stored));
      case WriteEnd::key_reused:
        return call.answer(key_reused());
      case WriteEnd::answer_forgotten:
        return call.answer(answer_forgotten());
      default:
        return route.handle(app_, std::move(call));
    }
  });
}

std::string Router::client_address(const Request& request) const {
  const auto trusted = [&](std::string_view address) {
    return std::any_of(app_.config.trusted_proxies.begin(), app_.config.trusted_proxies.end(),
                       [&](const AddressRange& range) { return range.holds(address); });
  };
  std::string_view address = request.peer;
  if (request.header_count("X-Forwarded-For") == 1) {
    // From the right: each proxy that we trust has written down whom it heard.
    const auto hops = split(request.header("X-Forwarded-For"), ',');
    for (auto hop = hops.rbegin(); hop != hops.rend() && trusted(address); ++hop) {
      const std::string_view next = trim(*hop);
      if (address_bytes(next).empty()) break;
      address = next;
    }
  }
  return address_bytes(address);
}

Response Router::preflight(const Request& request) const {
  Response response;
  response.status = 204;
  const std::string_view origin = request.header("Origin");
  const auto& keys = app_.config.keys;
  const bool allowed = std::any_of(keys.begin(), keys.end(), [&](const ApiKey& key) {
    return key.kind == KeyKind::publishable && origin_allowed(key, request);
  });
  response.with("Vary", "Origin");
  if (!allowed || origin.empty()) return response;
  return response.with("Access-Control-Allow-Origin", std::string(origin))
      .with("Access-Control-Allow-Methods", "GET, POST")
      .with("Access-Control-Allow-Headers",
            "authorization, content-type, if-none-match, idempotency-key")
      .with("Access-Control-Max-Age", "600");
}

Responder Router::decorate(const Call& call, std::string_view pattern) {
  const std::string origin(call.request.header("Origin"));
  const bool shared =
      !origin.empty() &&
      std::any_of(app_.config.keys.begin(), app_.config.keys.end(), [&](const ApiKey& key) {
        return key.kind == KeyKind::publishable && origin_allowed(key, call.request);
      });
  const std::int64_t began = now_ms();
  return [inner = call.respond, id = call.request_id, method = call.request.method, pattern,
          origin = shared ? origin : std::string(), began](Response response) {
    log_event(Level::debug, "request",
              {{"method", method},
               {"route", pattern},
               {"status", std::to_string(response.status)},
               {"ms", std::to_string(now_ms() - began)},
               {"request", id}});
    response.with("X-Request-Id", id).with("Vary", "Origin");
    if (!origin.empty()) {
      response.with("Access-Control-Allow-Origin", origin)
          .with("Access-Control-Expose-Headers", "ETag, Date, Retry-After, Idempotency-Replayed");
    }
    inner(std::move(response));
  };
}

}  // namespace tendero::server
