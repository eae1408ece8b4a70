#pragma once
// Units across the cart, in the order in which an effect picks them.

#include <cstdint>
#include <span>

#include "evaluate/run_state.hpp"

namespace tendero {

/// Equal units of one line that an effect may pick from.
struct UnitGroup {
  std::uint32_t line = 0;
  std::uint32_t run = 0;       // in RunState::runs
  std::uint32_t sequence = 0;  // of the run in its line: the order of unit indices
  std::int64_t count = 0;
  Money price;  // now
  bool may_buy = false, may_get = false;
};

enum class UnitOrder : std::uint8_t {
  cheapest,  // by current price; ties by line id, then unit index
  dearest,
  dearest_sent,  // by the price as sent
  cart_order,    // by the line's place in the request
};

UnitOrder order_of(Pick pick);

/// Adds the line's units; with `open_only`, those that no effect has used.
void add_units(ArenaVector<UnitGroup>& units, RunState& state, Context& context, std::uint32_t line,
               bool open_only);

/// Positions in `units`, ordered. Empty when memory ran out (or there are none).
std::span<std::uint32_t> ordered(const Context& context, std::span<const UnitGroup> units,
                                 UnitOrder order);

/// Whether a promotion may take money off the line: not closed by `stop`, not another's in its
/// group.
bool is_open(const Context& context, const RunState& state, std::uint32_t candidate,
             std::uint32_t line);

}  // namespace tendero
