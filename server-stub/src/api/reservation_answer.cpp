#include "api/reservation_answer.hpp"

#include "common/clock.hpp"

namespace tendero::server {

std::string reservation_text(const HoldRow& hold) {
  json::Writer out;
  out.begin_object().member("reservation", hold.hold_id).member("state", hold.state);
  if (!hold.order_id.empty()) out.member("order", hold.order_id);
  out.member("expires_at", rfc3339(hold.expires_at))
      .member("total", hold.total)
      .member("currency", hold.currency);
  out.member("revision", hold.revision).key("applied").raw(hold.applied);
  if (hold.state == "redeemed") out.member("late", hold.late);
  return out.end_object().take();
}

Problem refusal(const Outcome& outcome) {
  Problem out = problem(outcome.refusal == "reservation_unknown" ? 404 : 409, outcome.refusal);
  if (outcome.missing.empty()) return out;
  json::Writer missing;
  missing.begin_array();
  for (const Missing& one : outcome.missing) {
    missing.begin_object();
    if (!one.promotion.empty()) missing.member("promotion", one.promotion);
    missing.member("limit", one.limit).end_object();
  }
  return out.with("missing", missing.end_array().take());
}

}  // namespace tendero::server
