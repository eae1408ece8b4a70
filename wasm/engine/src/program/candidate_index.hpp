#pragma once
// Which promotions can matter for a cart, found without looking at the others. Each promotion
// stands in exactly one list, by its most selective *necessary* condition, so that what the lists
// yield is a superset of what can apply: the answer is that of a full scan (a property test holds
// it to that).

#include <cstdint>
#include <vector>

#include "program/fact.hpp"

namespace tendero {

/// Promotions that need some line (or the cart) to carry one of certain strings in one fact:
/// promotions[starts[id] .. starts[id + 1]) for the string with that StringId.
struct Posting {
  Fact fact = Fact::line_sku;             // line_* (any line) or a given fact of the request
  std::vector<std::uint32_t> starts;      // pool size + 2: ids are 1 … size
  std::vector<std::uint32_t> promotions;  // indices in Program::promotions
};

/// A promotion that needs cart.subtotal (as sent) of at least so much.
struct SubtotalThreshold {
  std::int64_t at_least = 0;
  std::uint32_t promotion = 0;
};

struct CandidateIndex {
  std::vector<std::uint32_t> always;  // nothing necessary is known of these
  std::vector<Posting> postings;
  std::vector<SubtotalThreshold> thresholds;  // ascending by at_least
};

}  // namespace tendero
