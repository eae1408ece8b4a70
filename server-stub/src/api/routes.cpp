#include "api/app.hpp"

namespace tendero::server {

const std::vector<Route>& routes() {
  constexpr std::uint64_t kSmall = 64 * 1024;
  constexpr std::uint64_t kCart = 1024 * 1024 + kSmall;  // a request of the engine, and its tokens
  constexpr std::uint64_t kRules = 8 * 1024 * 1024;
  using enum Access;
  static const std::vector<Route> kRoutes = {
      {"GET", "/healthz", anyone, false, 0, get_health},
      {"GET", "/readyz", anyone, false, 0, get_ready},
      {"GET", "/v1/keys", anyone, false, 0, get_keys},
      {"GET", "/v1/rules", either, false, 0, get_rules},
      {"PUT", "/v1/rules", secret, true, kRules, put_rules},
      {"GET", "/v1/rules/source", secret, false, 0, get_rules_source},
      {"GET", "/v1/rules/{bundle}.json", anyone, false, 0, get_bundle},
      {"POST", "/v1/codes", secret, true, kSmall, post_codes},
      {"POST", "/v1/codes/apply", publishable, false, kSmall, post_codes_apply},
      {"POST", "/v1/quotes", either, false, 2 * kCart, post_quotes},
      {"POST", "/v1/reservations", either, true, kCart, post_reservations},
      {"GET", "/v1/reservations/{id}", secret, false, 0, get_reservation},
      {"POST", "/v1/reservations/{id}/confirm", secret, true, kSmall, post_confirm},
      {"POST", "/v1/reservations/{id}/cancel", secret, true, kSmall, post_cancel},
  };
  return kRoutes;
}

}  // namespace tendero::server
