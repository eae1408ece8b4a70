#include "api/app.hpp"

namespace tendero::server {

/// The process answers.
void get_health(App&, Call call) {
  call.respond(json_response(200, "{\"status\":\"ok\"}"));
}

/// The store answers too.
void get_ready(App& app, Call call) {
  const bool has_rules = app.rules.get() != nullptr;
  try {
    app.store.find_hold("readiness");
  } catch (const std::exception&) {
    return call.answer(problem(503, "store_unavailable"));
  }
  json::Writer out;
  out.begin_object().member("status", "ready").member("rules", has_rules).end_object();
  call.respond(json_response(200, out.take()));
}

}  // namespace tendero::server
