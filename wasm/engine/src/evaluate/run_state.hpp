#pragma once
// The money of a cart while promotions run over it: what each line still costs, and, once something
// asks, what each of its units costs.
//
// Units stand in runs of equal ones. A line that only took shares of whole-line discounts has no
// runs yet: its shares are noted, and laid out over its units in the same order when an effect, the
// tax or the answer looks at them. So a million units cost what one does.

#include <cstdint>
#include <span>

#include "base/arena.hpp"
#include "evaluate/allocation.hpp"
#include "evaluate/context.hpp"

namespace tendero {

/// `count` neighbouring units of a line at one price. Used units are no longer open to effects that
/// form groups.
struct UnitRun {
  std::int64_t count = 0;
  Money price;
  std::uint32_t next = kNone;
  bool used = false;
};

/// What one promotion took off one line.
struct Take {
  std::uint32_t line = 0;
  std::uint32_t candidate = 0;
  Money amount;
  std::uint32_t next = kNone;  // of the same line
};

/// How far a promotion has come in a run.
enum class Standing : std::uint8_t {
  waiting,   // its turn has not come
  left_out,  // not in the set that runs
  fails,     // its `when` does not hold
  blocked,   // `blocker` does not tolerate it
  idle,      // it holds but does nothing
  taken,
};

struct Outcome {
  Standing standing = Standing::waiting;
  std::uint32_t blocker = kNone;  // candidate
  bool across = false;            // some amount was spread by allocation
  Money amount, desired;
  std::int64_t points = 0;
  bool multiplies = false;
  bool was_taken = false;           // at its turn; `standing` may say otherwise after the last
  std::uint32_t turn = kNone;       // at which it was taken (in Context::turns)
  Money goods_and_shipping_before;  // that turn
};

/// Lines of a group with group_scope line: who took each.
struct LineGroup {
  StringId group = kNoString;
  std::span<std::uint32_t> owner;  // candidate by line; kNone: free
};

struct RunState {
  explicit RunState(Arena& arena) : runs(arena), takes(arena), groups(arena), line_groups(arena) {}

  // lines, by position
  std::span<Money> totals;
  std::span<std::uint32_t> closed_by;  // rank of the promotion with `stop`; empty: nothing stops
  std::span<std::uint32_t> first_run;  // kNone: not laid out
  std::span<std::uint32_t> first_take, last_take;

  ArenaVector<UnitRun> runs;
  ArenaVector<Take> takes;

  Money goods;  // sum of totals
  std::uint32_t option = kNone;
  Money shipping_price, shipping;
  std::uint32_t shipping_closed_by = kNone;
  Money items_discount, goods_discount, shipping_discount;  // phase 1; goods in 2 and 4; shipping

  std::span<Outcome> outcomes;        // by candidate
  ArenaVector<std::uint32_t> groups;  // candidates taken that have a group for the whole cart
  ArenaVector<LineGroup> line_groups;
  std::uint32_t first_money = kNone;  // first taken candidate that changes money
  std::uint32_t first_any = kNone;
  std::uint32_t exclusive_money = kNone, exclusive_all = kNone;
  std::int64_t per_points = 0, points = 0;  // earned by `per`; by `points`
};

/// Sets `state` to the cart as sent with an option chosen. False when memory ran out.
bool begin(RunState& state, const Context& context, std::uint32_t option);

/// The shipping option that counts as chosen; before anything ran on the shipping.
void choose_option(RunState& state, const Context& context, std::uint32_t option);

/// Makes `to` a copy of `from`; false when memory ran out.
bool copy(RunState& to, const RunState& from, Arena& arena);

/// The lowest that one unit of the line may cost.
Money unit_floor(const Context& context, std::uint32_t line);

/// What can still be taken off the line: looks at its units where they have a floor.
Money room_of_line(RunState& state, Context& context, std::uint32_t line);

/// The first run of the line's units, laid out if they were not.
std::uint32_t lay_out(RunState& state, Context& context, std::uint32_t line);

/// Splits a run so that it keeps its first `count` units; the rest follows it.
void split_run(RunState& state, std::uint32_t run, std::int64_t count);

/// Takes `amount` off the line for a candidate: bookkeeping alone, no units.
void note_take(RunState& state, std::uint32_t line, std::uint32_t candidate, Money amount);

/// Takes from each run what its parts say (`source` is the run), splitting it where they differ.
void take_parts(RunState& state, std::span<const Part> parts);

/// Takes the amount off units of the line, spread over `runs` (all of one line, in order; the whole
/// line when empty) by their prices.
void spread_over_units(RunState& state, Context& context, std::uint32_t line,
                       std::span<const std::uint32_t> runs, Money amount);

}  // namespace tendero
