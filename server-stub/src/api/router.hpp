#pragma once
// From a request to its endpoint: who calls, may they, from where, under which idempotency key.

#include <atomic>
#include <mutex>
#include <string>
#include <unordered_map>

#include "api/app.hpp"
#include "http/loop.hpp"
#include "http/static_files.hpp"

namespace tendero::server {

class Router final : public Handler {
 public:
  explicit Router(App& app) : app_(app), files_(app.config.mounts) {}

  void handle(Request request, Responder respond) override;
  std::uint64_t body_limit(std::string_view method, std::string_view path) override;
  Response refuse(int status, std::string_view code) override;

  /// After this, /readyz says 503, so that a balancer looks elsewhere.
  void drain() { draining_ = true; }

 private:
  struct Match {
    const Route* route = nullptr;
    std::vector<std::string> params;
    std::string allow;  // the methods of the path, when the method is wrong
  };

  static Match match(std::string_view method, std::string_view path);
  void handle_api(Call call);
  /// Fills the caller in; a problem when the key is unknown, misused or from a wrong origin.
  std::optional<Problem> identify(Call& call, const Route* route) const;
  std::optional<Problem> check_origin(const Call& call) const;
  std::optional<Problem> check_idempotency(Call& call) const;
  /// Calls the endpoint, unless the same key is in flight or was answered before.
  void run_idempotent(Call call, const Route& route);
  std::string client_address(const Request& request) const;
  bool origin_allowed(const ApiKey& key, const Request& request) const;
  Response preflight(const Request& request) const;
  Responder decorate(const Call& call, std::string_view pattern);

  App& app_;
  StaticFiles files_;
  std::atomic<bool> draining_{false};
  std::mutex mutex_;
  std::unordered_map<std::string, std::string> in_flight_;  // idempotency key → body
};

}  // namespace tendero::server
