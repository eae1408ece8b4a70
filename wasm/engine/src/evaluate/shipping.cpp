#include "evaluate/shipping.hpp"

#include <algorithm>

#include "evaluate/allocation.hpp"

namespace tendero {
namespace {

bool lists(const Program& program, Range strings, StringId id) {
  const auto first = program.strings.begin() + strings.first;
  return id != kNoString && std::binary_search(first, first + strings.count, id);
}

bool shipping_is_open(const RunState& state, std::uint32_t candidate) {
  return state.option != kNone && candidate <= state.shipping_closed_by;
}

/// Books what comes off the shipping.
void take_off_shipping(Context& context, RunState& state, std::uint32_t candidate, Money amount) {
  if (amount.is_zero()) return;
  state.shipping -= amount;
  state.shipping_discount += amount;
  state.takes.push_back({kNone, candidate, amount, kNone});
  if (context.candidates[candidate].promotion->stop) {
    state.shipping_closed_by = std::min(state.shipping_closed_by, candidate);
  }
}

/// What the effect would take off `now`, which cost `sent` before anything ran.
Money wanted(const Store& store, const Effect& effect, Money now, Money sent) {
  switch (effect.type) {
    case EffectType::free_shipping:
      return now;
    case EffectType::amount_off:
      return effect.amount;
    case EffectType::fixed_price:
      return now > effect.amount ? now - effect.amount : Money();
    default:
      break;
  }
  return percent_of(store.percent_of == PercentOf::original ? sent : now, effect.percent,
                    store.rounding);
}

Money capped(const Effect& effect, Money amount) {
  if (effect.max_amount == kUnlimited) return amount;
  return std::min(amount, Money::minor(effect.max_amount));
}

/// The goods and the shipping as the parts of one allocation, shipping last.
class WholeCart {
 public:
  WholeCart(Context& context, RunState& state, std::uint32_t candidate, LineSet lines)
      : context_(context), state_(state), candidate_(candidate), parts_(context.arena) {
    parts_.reserve(lines.size() + 1);
    for (const std::uint32_t line : lines) {
      if (!is_open(context, state, candidate, line)) continue;
      add(state.totals[line], room_of_line(state, context, line), line);
      sent_ += context.request.lines[line].subtotal();
    }
    if (shipping_is_open(state, candidate)) {
      add(state.shipping, state.shipping, kNone);
      sent_ += state.shipping_price;
    }
    context.steps.spend(parts_.size());
  }

  bool empty() const { return parts_.empty(); }
  Money now() const { return now_; }
  Money sent() const { return sent_; }

  void split(Money amount) {
    allocate(parts_, std::min(amount, now_).minor(), context_.scratch.allocation);
  }

  Money taken() const {
    std::int64_t sum = 0;
    for (const Part& part : parts_) sum += part.taken;
    return Money::minor(sum);
  }

  /// Allocates a smaller amount by the shares of the larger one.
  void cut_to(Money amount) {
    for (Part& part : parts_) {
      part.weight = part.room = part.taken;
      part.taken = 0;
    }
    allocate(parts_, amount.minor(), context_.scratch.allocation);
  }

  void commit() {
    for (const Part& part : parts_) {
      const Money share = Money::minor(part.taken);
      if (share.is_zero()) continue;
      if (part.source == kNone) {
        take_off_shipping(context_, state_, candidate_, share);
        continue;
      }
      if (state_.first_run[part.source] != kNone) {
        spread_over_units(state_, context_, part.source, {}, share);
      }
      book_take(context_, state_, part.source, candidate_, Phase::order_and_shipping, share);
    }
  }

 private:
  void add(Money now, Money room, std::uint32_t source) {
    parts_.push_back({now.minor(), room.minor(), 1, source, 0});
    now_ += now;
  }

  Context& context_;
  RunState& state_;
  std::uint32_t candidate_;
  ArenaVector<Part> parts_;
  Money now_, sent_;
};

}  // namespace

bool method_fits(const Context& context, std::uint32_t option, const Program& program,
                 const Effect& effect) {
  if (effect.methods.count == 0) return true;
  return option != kNone && lists(program, effect.methods, context.request.options[option].id.id);
}

bool country_fits(const Context& context, const Program& program, const Effect& effect) {
  if (effect.countries.count == 0) return true;
  const Value& country = context.request.facts[static_cast<unsigned>(Fact::shipping_country)];
  return country.kind == ValueKind::text && lists(program, effect.countries, country.text.id);
}

Taken run_shipping_effect(Context& context, RunState& state, std::uint32_t candidate,
                          const Program& program, const Effect& effect) {
  if (!shipping_is_open(state, candidate)) return {};
  if (!method_fits(context, state.option, program, effect)) return {};
  if (!country_fits(context, program, effect)) return {};
  const Money desired = wanted(context.store(), effect, state.shipping, state.shipping_price);
  const Money amount = std::min(capped(effect, desired), state.shipping);
  take_off_shipping(context, state, candidate, amount);
  return {amount, desired, false};
}

Taken run_whole_effect(Context& context, RunState& state, std::uint32_t candidate,
                       const Effect& effect, LineSet lines) {
  if (effect.where != kNone && lines.empty()) return {};
  WholeCart cart(context, state, candidate, lines);
  if (cart.empty()) return {};
  const Money desired = wanted(context.store(), effect, cart.now(), cart.sent());
  cart.split(desired);
  if (capped(effect, cart.taken()) != cart.taken()) cart.cut_to(capped(effect, cart.taken()));
  const Money amount = cart.taken();
  cart.commit();
  return {amount, desired, true};
}

}  // namespace tendero
