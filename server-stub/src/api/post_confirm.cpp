#include "api/app.hpp"
#include "api/reservation_answer.hpp"
#include "common/body.hpp"
#include "common/log.hpp"

namespace tendero::server {

/// The order is paid: what was held becomes used, once for ever for this order.
void post_confirm(App& app, Call call) {
  Body body(call.request.body);
  Confirm command;
  command.hold_id = call.params.at(0);
  command.order_id = body.text("order", true, 128);
  const auto expected = body.expected_total();
  if (const auto& wrong = body.finish()) return call.answer(*wrong);
  if (expected) {
    // A hold's total never changes, so it may be judged before the command.
    const auto hold = app.store.find_hold(command.hold_id);
    if (hold && hold->total != *expected) {
      log_event(Level::warn, "totals_changed", {{"at", "confirm"}, {"request", call.request_id}});
      return call.answer(problem(409, "totals_changed").with("total", std::to_string(hold->total)));
    }
  }
  write(
      app, std::move(call), std::move(command),
      [](const Outcome& outcome) {
        return Answer{200, reservation_text(outcome.hold)};
      },
      refusal);
}

}  // namespace tendero::server
