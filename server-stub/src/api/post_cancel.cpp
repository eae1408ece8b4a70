#include "api/app.hpp"
#include "api/reservation_answer.hpp"
#include "common/body.hpp"

namespace tendero::server {

/// Gives back what was held. Cancelling twice is no error; cancelling what was redeemed is.
void post_cancel(App& app, Call call) {
  Body body(call.request.body.empty() ? "{}" : std::string_view(call.request.body));
  if (const auto& wrong = body.finish()) return call.answer(*wrong);
  Cancel command{call.params.at(0)};
  write(
      app, std::move(call), std::move(command),
      [](const Outcome& outcome) {
        return Answer{200, reservation_text(outcome.hold)};
      },
      refusal);
}

}  // namespace tendero::server
