#include "codec/words.hpp"

#include <iterator>

#include "base/assert.hpp"

namespace tendero {
namespace {

constexpr std::string_view kExplain[] = {"none", "codes", "nearest", "all"};
constexpr std::string_view kDetail[] = {"totals", "lines", "allocations", "units"};
constexpr std::string_view kAllocate[] = {"across", "each"};
constexpr std::string_view kReasons[] = {
    "code_not_applicable",
    "not_started",
    "ended",
    "exhausted",
    "customer_limit_reached",
    "login_required",
    "first_order_only",
    "tier_required",
    "customer_not_eligible",
    "channel_not_eligible",
    "country_not_eligible",
    "shipping_method_required",
    "payment_method_required",
    "not_at_this_time",
    "subtotal_too_low",
    "subtotal_too_high",
    "quantity_too_low",
    "quantity_too_high",
    "products_missing",
    "products_excluded",
    "code_required",
    "condition_not_met",
    "no_matching_lines",
    "exclusive_applied",
    "group_taken",
    "stopped",
    "better_combination",
    "no_effect",
};
static_assert(std::size(kReasons) == static_cast<unsigned>(Reason::no_effect) + 1);

}  // namespace

std::string_view name_of(Explain explain) {
  return kExplain[static_cast<unsigned>(explain)];
}
std::string_view name_of(Detail detail) {
  return kDetail[static_cast<unsigned>(detail)];
}
std::string_view name_of(Allocate allocate) {
  return kAllocate[static_cast<unsigned>(allocate)];
}
std::string_view name_of(Reason reason) {
  return kReasons[static_cast<unsigned>(reason)];
}

}  // namespace tendero
