#include "evaluate/selection/bounds.hpp"

#include <algorithm>

#include "base/sort.hpp"
#include "evaluate/conditions.hpp"
#include "evaluate/shipping.hpp"

namespace tendero {
namespace {

Money capped_sum(Money a, Money b) {
  return std::min(a + b, Money::minor(kMaxMinor));
}

/// Rounded up: no rounding of the engine takes more.
Money most_of_percent(Money amount, PartsPerMillion percent) {
  return Money::minor(
      std::min(amount.minor(),
               mul_div(amount.minor(), percent.parts(), kWhole.parts(), Rounding::floor) + 1));
}

Money unit_excess(Money price, Money target) {
  return price > target ? price - target : Money();
}

/// Facts of the cart as sent: prices never rise, so what an effect takes there bounds it everywhere
/// once its conditions and units are given every freedom.
class EffectBound {
 public:
  EffectBound(Context& context, const Program& program, std::uint32_t option)
      : context_(context), program_(program), option_(option) {}

  Money of(const PlayedEffect& played) const {
    const Effect& effect = *played.effect;
    Money bound = uncapped(played);
    if (effect.max_amount != kUnlimited) {
      bound = std::min(bound, Money::minor(effect.max_amount));
    }
    return bound;
  }

 private:
  Money uncapped(const PlayedEffect& played) const {
    const Effect& effect = *played.effect;
    if (effect.phase == Phase::rewards) return {};
    if (effect.phase == Phase::shipping) return of_shipping(effect);
    EffectLines& found = context_.effect_lines[played.position];
    if (effect.type == EffectType::buy_x_get_y) return of_buy(effect, found);
    const LineSet lines = bound_lines(effect.where, found.where);
    if (effect.phase == Phase::lines) return of_lines(effect, lines);
    Money base = sent(lines);
    if (effect.phase == Phase::order_and_shipping && (effect.where == kNone || !lines.empty())) {
      base += shipping_price();
    }
    return of_sum(effect, base);
  }

  /// A `where` that asks what has run may find any line.
  LineSet bound_lines(std::uint32_t where, FoundLines& found) const {
    const Moment moment{context_, nullptr, option_};
    if (where_sees_run(program_, where)) return find_lines(moment, program_, kNone);
    return lines_for(moment, program_, where, found);
  }

  Money sent(LineSet lines) const {
    Money sum;
    for (const std::uint32_t line : lines) sum += context_.request.lines[line].subtotal();
    return sum;
  }

  Money shipping_price() const {
    return option_ == kNone ? Money() : context_.request.options[option_].price;
  }

  Money of_sum(const Effect& effect, Money base) const {
    switch (effect.type) {
      case EffectType::percent_off:
        return most_of_percent(base, effect.percent);
      case EffectType::amount_off:
        return std::min(base, effect.amount);
      case EffectType::fixed_price:
        return unit_excess(base, effect.amount);
      default:
        return base;
    }
  }

  Money of_shipping(const Effect& effect) const {
    if (option_ == kNone || !country_fits(context_, program_, effect)) return {};
    if (!method_fits(context_, option_, program_, effect)) return {};
    return of_sum(effect, shipping_price());
  }

  Money of_lines(const Effect& effect, LineSet lines) const {
    if (effect.type == EffectType::amount_off && effect.allocate == Allocate::across) {
      return std::min(effect.amount, sent(lines));
    }
    std::int64_t units = 0;
    Money sum;
    for (const std::uint32_t line : lines) {
      units += context_.request.lines[line].quantity;
      sum = capped_sum(sum, of_line(effect, context_.request.lines[line]));
    }
    const bool group = effect.type == EffectType::fixed_price && effect.quantity != kUnlimited;
    return group && units < effect.quantity ? Money() : sum;
  }

  Money of_line(const Effect& effect, const Line& line) const {
    const Money price = line.unit_price;
    if (effect.type == EffectType::percent_off) {
      if (context_.store().round_at != RoundAt::unit) {
        return most_of_percent(line.subtotal(), effect.percent);
      }
      return times(most_of_percent(price, effect.percent), line.quantity);
    }
    if (effect.type == EffectType::amount_off) {
      if (effect.target != Target::units) return std::min(effect.amount, line.subtotal());
      return times(std::min(effect.amount, price), line.quantity);
    }
    // A group's discount is its units' sum less the price: no unit gives more than it costs above
    // its even part of that price.
    const std::int64_t size = effect.quantity == kUnlimited ? 1 : effect.quantity;
    return times(unit_excess(price, Money::minor(effect.amount.minor() / size)), line.quantity);
  }

  static Money times(Money amount, std::int64_t count) { return capped_product(amount, count); }

  /// The dearest units that can be got, each with the whole change.
  Money of_buy(const Effect& effect, EffectLines& found) const {
    const LineSet get = bound_lines(effect.get_where, found.get);
    const LineSet buy = bound_lines(effect.buy_where, found.buy);
    std::int64_t left = most_gets(effect, buy, get);
    const auto order = context_.arena.make<std::uint32_t>(get.size());
    const auto scratch = context_.arena.make<std::uint32_t>(get.size());
    if (scratch.size() != get.size()) return Money::minor(kMaxMinor);
    std::copy(get.begin(), get.end(), order.begin());
    const auto price = [&](std::uint32_t line) { return context_.request.lines[line].unit_price; };
    sort_positions(order, scratch,
                   [&](std::uint32_t a, std::uint32_t b) { return price(a) > price(b); });
    Money sum;
    for (const std::uint32_t line : order) {
      const std::int64_t count = std::min(left, context_.request.lines[line].quantity);
      sum = capped_sum(sum, times(most_of_unit(effect, price(line)), count));
      left -= count;
    }
    return sum;
  }

  std::int64_t most_gets(const Effect& effect, LineSet buy, LineSet get) const {
    const std::int64_t gets = units(get);
    std::int64_t most = 0;  // applications, the partial one too
    if (effect.buy_quantity > 0) {
      const bool same = effect.buy_where == effect.get_where;
      most = units(buy) / effect.buy_quantity;
      if (same) most = std::min(most, gets / (effect.buy_quantity + 1));
    } else {
      most = sent(buy).minor() / effect.buy_amount;
    }
    if (!effect.partial) most = std::min(most, gets / effect.get_quantity);
    std::int64_t all = 0;
    if (__builtin_mul_overflow(most, effect.get_quantity, &all)) return gets;
    return std::min(gets, all);
  }

  std::int64_t units(LineSet lines) const {
    std::int64_t sum = 0;
    for (const std::uint32_t line : lines) sum += context_.request.lines[line].quantity;
    return sum;
  }

  Money most_of_unit(const Effect& effect, Money price) const {
    switch (effect.get_change) {
      case Change::percent_off:
        return most_of_percent(price, effect.percent);
      case Change::amount_off:
        return std::min(price, effect.amount);
      case Change::fixed_price:
        return unit_excess(price, effect.amount);
    }
    return price;
  }

  Context& context_;
  const Program& program_;
  const std::uint32_t option_;
};

}  // namespace

std::span<Money> bound_turns(Context& context, std::uint32_t option) {
  const auto bounds = context.arena.make<Money>(context.turns.size());
  if (bounds.size() != context.turns.size()) return {};
  for (std::size_t i = 0; i < bounds.size(); ++i) {
    const Turn& turn = context.turns[i];
    const Candidate& candidate = context.candidates[turn.candidate];
    const EffectBound effects(context, *candidate.promotion.program, option);
    for (std::uint32_t e = 0; e < candidate.effects.count; ++e) {
      const PlayedEffect& played = context.effects[candidate.effects.first + e];
      if (played.effect->phase != turn.phase) continue;
      bounds[i] = capped_sum(bounds[i], effects.of(played));
    }
  }
  return bounds;
}

}  // namespace tendero
