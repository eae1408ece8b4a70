#include "evaluate/evaluate.hpp"

#include <algorithm>

#include "evaluate/answers.hpp"
#include "evaluate/candidates.hpp"
#include "evaluate/selection/select.hpp"
#include "evaluate/tax.hpp"

namespace tendero {
namespace {

class Evaluation {
 public:
  Evaluation(const Play& play, const Request& request, Arena& arena, const EvaluateOptions& options)
      : request_(request),
        options_(options),
        steps_(options.steps),
        context_(play, request, arena, steps_),
        state_(arena) {
    context_.assumed = options.assumed;
  }

  Result<Answer> run() {
    bool done = prepare() && price();
    if (done && !options_.totals_only) done = price_options() && explain();
    const bool searched_long = answer_.steps > options_.steps;
    answer_.steps += steps_.used();
    if (context_.arena.failed()) return failure("out_of_memory", "memory for this evaluation");
    if (steps_.exhausted() || searched_long)
      return failure("too_complex", "fewer promotions on fewer lines");
    TENDERO_ASSERT(done);
    return answer_;
  }

 private:
  static Error failure(std::string_view code, const char* expected) {
    return Error(code, {}, {}, expected);
  }

  bool prepare() {
    const bool all = request_.explain == Explain::all && !options_.totals_only;
    return find_candidates(context_, options_.full_scan || all, options_.near_misses != nullptr);
  }

  bool price() {
    if (!ask()) return false;
    const bool traced = !trace_.asked.empty() || trace_.near != nullptr;
    Selection selection;
    if (!select(context_, request_.method, state_, selection, traced ? &trace_ : nullptr)) {
      return false;
    }
    answer_.sets = selection.sets;
    answer_.steps += selection.steps;
    answer_.proven = selection.proven;
    answer_.best_possible_total = selection.best_possible_total;
    return write_answer(context_, state_, answer_, options_.totals_only);
  }

  /// Asks the run to tell why: of promotions that a code opened, or of all.
  bool ask() {
    trace_.near = options_.near_misses;
    if (request_.explain == Explain::none || options_.totals_only) return true;
    const std::size_t count = context_.candidates.size();
    const bool all = request_.explain == Explain::all;
    const bool any = all || std::any_of(context_.candidates.begin(), context_.candidates.end(),
                                        [](const Candidate& one) { return one.code != kNone; });
    if (!any) return true;
    trace_.asked = context_.arena.make<std::uint8_t>(count);
    trace_.why = context_.arena.make<Rejection>(count);
    if (context_.arena.failed()) return false;
    for (std::size_t i = 0; i < count; ++i) {
      trace_.asked[i] = all || context_.candidates[i].code != kNone ? 1 : 0;
    }
    return true;
  }

  /// Each option with what this request answers when it is chosen.
  bool price_options() {
    const auto count = static_cast<std::uint32_t>(request_.options.size());
    const auto options = context_.arena.make<ShippingOptionAnswer>(count);
    if (options.size() != count) return false;
    for (std::uint32_t i = 0; i < count; ++i) {
      ShippingOptionAnswer& option = options[i];
      option.id = request_.options[i].id.bytes;
      option.price = request_.options[i].price;
      if (i == request_.method) {
        option.total = answer_.shipping.total;
        option.cart_total = answer_.totals.total;
      } else {
        RunState state(context_.arena);
        Selection selection;
        if (!select(context_, i, state, selection, nullptr)) return false;
        answer_.steps += selection.steps;
        if (answer_.steps > options_.steps) return false;  // many options, each searched long
        option.total = state.shipping;
        option.cart_total = total_now(context_, state);
      }
      option.discount = option.price - option.total;
      const bool lowest = i == 0 || option.cart_total < answer_.shipping.from;
      if (lowest) answer_.shipping.from = option.cart_total;
    }
    answer_.shipping.options = {options.data(), options.size()};
    return true;
  }

  bool explain() {
    if (request_.explain == Explain::none) return true;
    return write_rejected(context_, state_, trace_, answer_);
  }

  const Request& request_;
  EvaluateOptions options_;
  StepCounter steps_;
  Context context_;
  RunState state_;
  Trace trace_;
  Answer answer_;
};

}  // namespace

Result<Answer> evaluate(const Play& play, const Request& request, Arena& arena,
                        const EvaluateOptions& options) {
  return Evaluation(play, request, arena, options).run();
}

}  // namespace tendero
