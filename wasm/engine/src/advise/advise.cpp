#include "advise/advise.hpp"

#include "base/limits.hpp"
#include "evaluate/answers.hpp"
#include "evaluate/evaluate.hpp"

namespace tendero {
namespace {

Result<Answer> evaluate_if_met(const Play& play, const Request& request, Arena& arena,
                               const NearMiss& miss) {
  EvaluateOptions options;
  options.assumed = {miss.promotion, miss.condition};
  options.totals_only = true;
  return evaluate(play, request, arena, options);
}

NudgeAnswer nudge_of(const Play& play, const Request& request, const NearMiss& miss, Money gain) {
  NudgeAnswer nudge;
  nudge.promotion = miss.promotion;
  nudge.title = choose_text(*miss.promotion.program, miss.promotion->title, request.locale,
                            play.rules->store.locale);
  nudge.fact = miss.fact;
  nudge.missing = miss.missing;
  nudge.gain = gain;
  return nudge;
}

}  // namespace

Result<Answer> advise(const Play& play, const Request& request, Arena& arena) {
  if (request.explain != Explain::nearest) return evaluate(play, request, arena);
  NearMisses near;
  EvaluateOptions options;
  options.near_misses = &near;
  Result<Answer> result = evaluate(play, request, arena, options);
  if (!result || near.size() == 0) return result;
  Answer& answer = result.value();
  ArenaVector<NudgeAnswer> nudges(arena);
  for (std::size_t i = 0; i < near.size() && nudges.size() < limits::kNudges; ++i) {
    const Result<Answer> then = evaluate_if_met(play, request, arena, near[i]);
    if (!then) return then;
    answer.steps += then.value().steps;
    const Money gain = answer.totals.total - then.value().totals.total;
    if (gain > Money()) nudges.push_back(nudge_of(play, request, near[i], gain));
  }
  answer.nudges = {nudges.begin(), nudges.size()};
  return result;
}

}  // namespace tendero
