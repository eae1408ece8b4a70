#pragma once
// What all runs of one evaluation share: the request, the promotions in play, the order of running,
// and what was found out once about both.

#include <cstdint>
#include <span>

#include "base/arena.hpp"
#include "base/steps.hpp"
#include "evaluate/scratch.hpp"
#include "model/request.hpp"
#include "program/program.hpp"

namespace tendero {

/// Positions of lines in the request, in tie order.
using LineSet = std::span<const std::uint32_t>;

/// An effect in play with the lines that it is for.
struct PlayedEffect {
  const Effect* effect = nullptr;
  std::uint32_t position = 0;  // of its lines in Context::effect_lines
};

/// What the outcome of a condition depends on besides the request.
inline constexpr std::uint8_t kSeesOption = 1;  // which shipping option is chosen
inline constexpr std::uint8_t kSeesRun = 2;     // what has run so far

enum class Tested : std::uint8_t { not_yet, holds, fails };

/// A promotion in play. Its rank is its position in Context::candidates: priority descending, then
/// id.
struct Candidate {
  PromotionRef promotion;
  std::uint32_t code = kNone;  // the entry of Request::codes that opened it
  Range effects;               // in Context::effects, in the order written
  Phase first_phase = Phase::lines;
  std::uint8_t sees = 0;            // kSeesOption, kSeesRun of its `when`
  Tested tested = Tested::not_yet;  // known once for all runs where it sees neither
  bool changes_money = false;
  bool many_phases = false;
};

/// A promotion's turn in one phase.
struct Turn {
  std::uint32_t candidate = 0;
  Phase phase = Phase::lines;
  bool first = false;  // its `when` is tested at this turn
};

/// The lines that a `where` finds; where it asks `line.discounted` they are found anew at each use.
struct FoundLines {
  bool known = false;
  bool changes = false;
  LineSet lines;
};

/// The three line sets of an effect: where, buy.where, get.where.
struct EffectLines {
  FoundLines where, buy, get;
};

/// A test of one promotion that counts as met whatever the cart says: how a nudge asks "and if it
/// were?".
struct Assumed {
  PromotionRef promotion;
  std::uint32_t condition = kNone;
};

struct Context {
  Context(const Play& the_play, const Request& the_request, Arena& the_arena, StepCounter& counter)
      : play(the_play), request(the_request), arena(the_arena), steps(counter), scratch(arena) {}

  const Store& store() const { return play.rules->store; }

  const Play& play;
  const Request& request;
  Arena& arena;
  StepCounter& steps;
  Scratch scratch;

  std::span<Candidate> candidates;  // by rank
  std::span<PlayedEffect> effects;
  std::span<EffectLines> effect_lines;
  std::span<Turn> turns;                    // in the order of running
  std::span<std::uint32_t> tie_rank;        // by position of the line
  std::span<std::uint32_t> products;        // by position: equal numbers are equal products; lazy
  Slice<Text> accepted_codes;               // those that opened a promotion
  std::uint32_t turns_before_shipping = 0;  // turns of the phases lines and order
  Assumed assumed;
  bool stops = false;        // some candidate has `stop`
  bool line_groups = false;  // some candidate has group_scope line
};

}  // namespace tendero
