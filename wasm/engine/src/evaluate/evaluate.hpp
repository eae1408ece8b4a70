#pragma once
// The one entrance to evaluation: which promotions apply to this cart, and what everything costs
// then.

#include "base/arena.hpp"
#include "base/limits.hpp"
#include "base/result.hpp"
#include "evaluate/near_miss.hpp"
#include "model/answer.hpp"
#include "model/request.hpp"
#include "program/program.hpp"

namespace tendero {

struct EvaluateOptions {
  bool full_scan = false;  // without the candidate index; the answer must be the same (tests)
  NearMisses* near_misses = nullptr;  // filled with the promotions within reach
  Assumed assumed;
  std::uint64_t steps = limits::kSteps;
  bool totals_only = false;  // no lines, no other shipping options, nothing explained
};

/// Prices the cart. Deterministic: the same play and request give the same answer everywhere.
/// Errors: `too_complex` (steps), `out_of_memory`. The answer lives in `arena`.
Result<Answer> evaluate(const Play& play, const Request& request, Arena& arena,
                        const EvaluateOptions& options = {});

}  // namespace tendero
