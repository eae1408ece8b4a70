#include "evaluate/points.hpp"

#include <algorithm>
#include <numeric>

namespace tendero {
namespace {

/// a * b / c rounded down, stopping at the largest number that JSON readers agree on.
std::int64_t bounded_mul_div(std::int64_t a, std::int64_t b, std::int64_t c) {
  std::int64_t product = 0;
  if (!__builtin_mul_overflow(a, b, &product)) return std::min(product / c, kMaxMinor);
  __extension__ using Wide = __int128;
  const Wide quotient = static_cast<Wide>(a) * b / c;
  return quotient > kMaxMinor ? kMaxMinor : static_cast<std::int64_t>(quotient);
}

/// A product of factors as a reduced fraction, and its floor over a number.
class Factors {
 public:
  explicit Factors(std::int64_t base) : base_(base) {}

  void times(PartsPerMillion factor) {
    std::int64_t above = factor.parts();
    std::int64_t below = kWhole.parts();
    std::int64_t shared = std::gcd(above, below);
    above /= shared;
    below /= shared;
    shared = std::gcd(above, below_);
    above /= shared;
    below_ /= shared;
    shared = std::gcd(above_, below);
    above_ /= shared;
    below /= shared;
    if (above > kBound / std::max<std::int64_t>(above_, 1) || below > kBound / below_) {
      base_ = floor();  // dozens of factors: the product so far is floored
      above_ = below_ = 1;
    }
    above_ *= above;
    below_ *= below;
  }

  std::int64_t floor() const { return bounded_mul_div(base_, above_, below_); }

 private:
  static constexpr std::int64_t kBound = std::int64_t{1} << 60;
  std::int64_t base_;
  std::int64_t above_ = 1, below_ = 1;
};

}  // namespace

std::int64_t earn_points(RunState& state, std::uint32_t candidate, const Effect& effect) {
  if (effect.multiplies) {
    state.outcomes[candidate].multiplies = true;
    return 0;
  }
  if (effect.per == 0) {
    state.points = std::min(state.points + effect.points, kMaxMinor);
    return effect.points;
  }
  const std::int64_t earned = bounded_mul_div(state.goods.minor(), effect.points, effect.per);
  state.per_points = std::min(state.per_points + earned, kMaxMinor);
  return earned;
}

void finish_points(const Context& context, RunState& state) {
  Factors factors(state.per_points);
  for (std::uint32_t i = 0; i < context.candidates.size(); ++i) {
    Outcome& outcome = state.outcomes[i];
    if (outcome.standing != Standing::taken || !outcome.multiplies) continue;
    const std::int64_t before = factors.floor();
    const Range effects = context.candidates[i].effects;
    for (std::uint32_t e = effects.first; e < effects.first + effects.count; ++e) {
      const Effect& effect = *context.effects[e].effect;
      if (effect.type == EffectType::earn_points && effect.multiplies) {
        factors.times(effect.percent);
      }
    }
    outcome.points += factors.floor() - before;
  }
  state.per_points = factors.floor();
}

Points points_of(const RunState& state) {
  return Points::of(std::min(state.per_points + state.points, kMaxMinor));
}

}  // namespace tendero
