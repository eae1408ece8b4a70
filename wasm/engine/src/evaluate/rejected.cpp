#include <algorithm>

#include "evaluate/answers.hpp"
#include "evaluate/candidates.hpp"

namespace tendero {
namespace {

class Rejected {
 public:
  Rejected(Context& context, const RunState& state, const Trace& trace)
      : context_(context), state_(state), trace_(trace), rejected_(context.arena) {}

  Slice<RejectedAnswer> run() {
    for (std::uint32_t i = 0; i < context_.request.codes.size(); ++i) add_code(i);
    if (context_.request.explain == Explain::all) add_promotions();
    return {rejected_.begin(), rejected_.size()};
  }

 private:
  /// kNone when the promotion is not in play.
  std::uint32_t candidate_of(const Program* program, std::uint32_t index) const {
    for (std::uint32_t i = 0; i < context_.candidates.size(); ++i) {
      const PromotionRef& promotion = context_.candidates[i].promotion;
      if (promotion.program == program && promotion.index == index) return i;
    }
    return kNone;
  }

  void add_code(std::uint32_t place) {
    const EnteredCode& code = context_.request.codes[place];
    const Program* program = context_.play.fragments;
    if (code.promotion == kNone || program == nullptr) {
      rejected_.push_back({code.typed, {}, {}});
      return;
    }
    const PromotionRef promotion{program, code.promotion};
    RejectedAnswer answer{code.typed, promotion, {}};
    if (!is_out(context_.request, *promotion, answer.rejection)) {
      const std::uint32_t candidate = candidate_of(program, code.promotion);
      TENDERO_ASSERT(candidate != kNone);
      if (state_.outcomes[candidate].standing != Standing::taken) {
        answer.rejection = trace_.why[candidate];
      } else if (code_of(context_.request, code.promotion) == place) {
        return;
      } else {  // an earlier code opened the same promotion
        answer.rejection.reason = Reason::no_effect;
        answer.rejection.winner = promotion->id;
      }
    }
    rejected_.push_back(answer);
  }

  /// Every other promotion that did not apply, by rank. (A fragment without its code is not in
  /// play.)
  void add_promotions() {
    const Program* program = context_.play.rules;
    std::uint32_t next = 0;  // candidates and promotions stand in the same order
    for (std::uint32_t i = 0; i < program->promotions.size(); ++i) {
      const PromotionRef promotion{program, i};
      RejectedAnswer answer{{}, promotion, {}};
      if (promotion->trigger == Trigger::code) {
        answer.rejection.reason = Reason::code_required;
      } else if (!is_out(context_.request, *promotion, answer.rejection)) {
        while (!is_candidate(next, promotion)) ++next;
        if (state_.outcomes[next].standing == Standing::taken) continue;
        answer.rejection = trace_.why[next];
      }
      rejected_.push_back(answer);
    }
  }

  bool is_candidate(std::uint32_t candidate, const PromotionRef& promotion) const {
    const PromotionRef& other = context_.candidates[candidate].promotion;
    return other.program == promotion.program && other.index == promotion.index;
  }

  Context& context_;
  const RunState& state_;
  const Trace& trace_;
  ArenaVector<RejectedAnswer> rejected_;
};

}  // namespace

bool write_rejected(Context& context, const RunState& state, const Trace& trace, Answer& answer) {
  answer.rejected = Rejected(context, state, trace).run();
  return !context.arena.failed();
}

}  // namespace tendero
