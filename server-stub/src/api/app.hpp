#pragma once
// What every endpoint can reach, and what it is given.

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "common/problem.hpp"
#include "config/config.hpp"
#include "http/message.hpp"
#include "redemption/guesses.hpp"
#include "redemption/rules_cache.hpp"
#include "sign/vault.hpp"
#include "store/store.hpp"

namespace tendero::server {

struct App {
  const Config& config;
  const Vault& vault;
  Store& store;
  RulesCache& rules;
  Guesses& guesses;
};

/// Who calls.
struct Caller {
  const ApiKey* key = nullptr;  // null: nobody in particular
  std::string address;          // bytes; the client's, behind trusted proxies too

  bool secret() const { return key && key->kind == KeyKind::secret; }
  /// Whose idempotency keys they are: the shop's (whichever secret key it uses now), or one
  /// publishable key's.
  std::string scope() const { return !key || secret() ? "sk" : key->text; }
};

/// One call on its way through an endpoint. `respond` is called once.
struct Call {
  Request request;
  Caller caller;
  std::vector<std::string> params;  // of the path, decoded
  std::string idempotency_key;      // as sent, where the route asks for one
  std::optional<IdempotencyKey> idempotency;
  std::string request_id;
  Responder respond;

  void answer(const Problem& problem) const { respond(problem_response(problem)); }
};

enum class Access { anyone, publishable, either, secret };

struct Route {
  std::string_view method;
  std::string_view pattern;  // "/v1/reservations/{id}/confirm"
  Access access = Access::anyone;
  bool idempotent = false;  // changes value: Idempotency-Key is required
  std::uint64_t body_limit = 0;
  void (*handle)(App& app, Call call) = nullptr;
};

/// Every route there is; openapi.yaml describes the same.
const std::vector<Route>& routes();

/// Sends the command and answers when it is durable: `render` gives the answer of the effect (it
/// runs inside the transaction), `refuse` that of a refusal.
void write(App& app, Call call, Command command, std::function<Answer(const Outcome&)> render,
           std::function<Problem(const Outcome&)> refuse);

// The endpoints, one file each.
void get_health(App& app, Call call);
void get_ready(App& app, Call call);
void get_keys(App& app, Call call);
void get_rules(App& app, Call call);
void get_bundle(App& app, Call call);
void put_rules(App& app, Call call);
void get_rules_source(App& app, Call call);
void post_codes(App& app, Call call);
void post_codes_apply(App& app, Call call);
void post_quotes(App& app, Call call);
void post_reservations(App& app, Call call);
void get_reservation(App& app, Call call);
void post_confirm(App& app, Call call);
void post_cancel(App& app, Call call);

}  // namespace tendero::server
