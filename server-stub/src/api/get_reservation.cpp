#include "api/app.hpp"
#include "api/reservation_answer.hpp"

namespace tendero::server {

void get_reservation(App& app, Call call) {
  const auto hold = app.store.find_hold(call.params.at(0));
  if (!hold) return call.answer(problem(404, "reservation_unknown"));
  call.respond(json_response(200, reservation_text(*hold)));
}

}  // namespace tendero::server
