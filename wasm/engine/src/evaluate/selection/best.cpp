// select: best_for_customer. An exact search over the feasible sets, within a budget of steps.
//
// Each run walks all promotions but some left-out ones and takes what holds, tolerates and does
// something: so its set T is the only feasible one that contains T and leaves those out. Every
// other set lacks some member of T. The search branches on the first member that is lacking, in run
// order: up to that promotion's turn both sets run alike, so what the cart cost then, less the
// bounds of all that comes later, bounds the whole branch; a branch that cannot reach the best
// known is cut.

#include <algorithm>

#include "base/limits.hpp"
#include "evaluate/near_miss.hpp"
#include "evaluate/points.hpp"
#include "evaluate/selection/bounds.hpp"
#include "evaluate/selection/certificate.hpp"
#include "evaluate/selection/lower_total.hpp"
#include "evaluate/selection/select.hpp"
#include "evaluate/tax.hpp"

namespace tendero {
namespace {

/// A branch: what its parents leave out, and one more.
struct Node {
  std::uint32_t parent = kNone;
  std::uint32_t left_out = kNone;  // candidate
  std::uint32_t turn = 0;          // at which it was taken; members taken before it stay
  Money bound;                     // no set of the branch has a lower total
};

/// The best set known, in the order of rules.md section 6: total, points, promotions.
struct Best {
  bool known = false;
  Money total;
  std::int64_t points = 0;
  std::span<std::uint8_t> chosen;  // by candidate
};

class Search {
 public:
  Search(Context& context, StepCounter& steps, std::uint32_t option, std::span<const Money> bounds,
         Best& best)
      : steps_(steps),
        option_(option),
        bounds_(bounds),
        best_(best),
        search_(context.play, context.request, scratch_, steps_),
        state_(scratch_),
        lower_(context, option),
        nodes_(context.arena),
        open_(context.arena) {
    search_.candidates = context.candidates;
    search_.effects = context.effects;
    search_.effect_lines = context.effect_lines;
    search_.turns = context.turns;
    search_.tie_rank = context.tie_rank;
    search_.products = context.products;
    search_.accepted_codes = context.accepted_codes;
    search_.assumed = context.assumed;
    search_.stops = context.stops;
    search_.line_groups = context.line_groups;
    allowed_ = context.arena.make<std::uint8_t>(context.candidates.size());
    suffix_ = context.arena.make<Money>(context.turns.size() + 1);
  }

  /// Searches the sets of candidates that `base` allows. Members of groups by line that it allows
  /// are in every one of them: the lines are assigned to exactly those.
  void run(std::span<const std::uint8_t> base) {
    base_ = base;
    nodes_.push_back({});
    open_.push_back(0);
    while (!open_.empty()) {
      if (sets_ >= limits::kSearchSets || steps_.exhausted() || search_.arena.failed()) break;
      const std::uint32_t node = open_.back();
      if (best_.known && nodes_[node].bound > best_.total) {
        open_.pop_back();
        continue;
      }
      if (!visit(node)) break;
    }
    finished_ = open_.empty();
  }

  std::uint64_t sets() const { return sets_; }
  bool finished() const { return finished_; }

  /// No set costs less, searched or not.
  Money best_possible() const {
    Money lowest = best_.known ? best_.total : Money::minor(kMaxMinor);
    for (const std::uint32_t node : open_) lowest = std::min(lowest, nodes_[node].bound);
    return lowest;
  }

 private:
  bool visit(std::uint32_t node) {
    scratch_.reset();
    search_.scratch = Scratch(scratch_);
    allow(node);
    RunPlan plan;
    plan.allowed = allowed_;
    plan.assign_lines = search_.line_groups;
    plan.fixed_assignment = true;
    plan.lazy = true;
    if (!tendero::run(search_, state_, plan, option_)) return false;
    open_.pop_back();
    ++sets_;
    compare();
    branch(node);
    return true;
  }

  void allow(std::uint32_t node) {
    std::copy(base_.begin(), base_.end(), allowed_.begin());
    for (; nodes_[node].parent != kNone; node = nodes_[node].parent) {
      allowed_[nodes_[node].left_out] = 0;
    }
  }

  bool is_taken(std::size_t candidate) const {
    return state_.outcomes[candidate].standing == Standing::taken;
  }

  bool is_line_member(std::size_t candidate) const {
    return search_.line_groups && search_.candidates[candidate].promotion->group_by_line;
  }

  void compare() {
    for (std::size_t i = 0; i < state_.outcomes.size(); ++i) {
      if (base_[i] != 0 && is_line_member(i) && !is_taken(i)) return;  // not the set assigned for
    }
    const Money total = total_now(search_, state_);
    const std::int64_t points = points_of(state_).count();
    if (best_.known && !is_better(total, points)) return;
    best_.known = true;
    best_.total = total;
    best_.points = points;
    for (std::size_t i = 0; i < best_.chosen.size(); ++i) best_.chosen[i] = is_taken(i) ? 1 : 0;
  }

  bool is_better(Money total, std::int64_t points) const {
    if (total != best_.total) return total < best_.total;
    if (points != best_.points) return points > best_.points;
    for (std::size_t i = 0; i < best_.chosen.size(); ++i) {
      if (is_taken(i) != (best_.chosen[i] != 0)) return is_taken(i);
    }
    return false;
  }

  /// One branch for each member that was taken after the node's own turn; the last is tried first.
  /// One that was taken and did nothing in the end counts: it may have kept others out.
  void branch(std::uint32_t node) {
    sum_bounds();
    const std::uint32_t from = nodes_[node].parent == kNone ? 0 : nodes_[node].turn + 1;
    for (std::uint32_t i = from; i < search_.turns.size(); ++i) {
      const Turn& turn = search_.turns[i];
      const Outcome& outcome = state_.outcomes[turn.candidate];
      if (!outcome.was_taken || outcome.turn != i) continue;
      if (is_harmless(turn.candidate) || is_line_member(turn.candidate)) continue;
      const Money before = outcome.goods_and_shipping_before;
      const Money own = later_bounds(turn.candidate, i);
      const Money later = suffix_[i + 1] - own;
      const Money bound = lower_.of(before > later ? before - later : Money());
      if (best_.known && bound > best_.total) continue;
      nodes_.push_back({node, turn.candidate, i, bound});
      open_.push_back(static_cast<std::uint32_t>(nodes_.size() - 1));
    }
  }

  /// What only gives points, and keeps nobody out, is never better left out.
  bool is_harmless(std::uint32_t candidate) const {
    const Promotion& promotion = *search_.candidates[candidate].promotion;
    return !search_.candidates[candidate].changes_money && promotion.group == kNoString &&
           promotion.exclusive == Exclusive::no;
  }

  void sum_bounds() {
    for (std::size_t i = search_.turns.size(); i-- > 0;) {
      const Turn& turn = search_.turns[i];
      const Candidate& candidate = search_.candidates[turn.candidate];
      const bool never = candidate.sees == 0 && candidate.tested == Tested::fails;
      const bool may = allowed_[turn.candidate] != 0 && !never;
      suffix_[i] =
          std::min(suffix_[i + 1] + (may ? bounds_[i] : Money()), Money::minor(kMaxMinor * 512));
    }
  }

  /// The candidate's own bounds after its first turn: left out, it takes nothing there either.
  Money later_bounds(std::uint32_t candidate, std::uint32_t turn) const {
    if (!search_.candidates[candidate].many_phases) return {};
    Money sum;
    for (std::size_t i = turn + 1; i < search_.turns.size(); ++i) {
      if (search_.turns[i].candidate == candidate) sum += bounds_[i];
    }
    return sum;
  }

  Arena scratch_;
  StepCounter& steps_;
  const std::uint32_t option_;
  std::span<const Money> bounds_;
  Best& best_;
  Context search_;
  RunState state_;
  const LowerTotal lower_;
  ArenaVector<Node> nodes_;
  ArenaVector<std::uint32_t> open_;
  std::span<const std::uint8_t> base_;
  std::span<std::uint8_t> allowed_;
  std::span<Money> suffix_;  // bounds of all turns from one on
  std::uint64_t sets_ = 0;
  bool finished_ = false;
};

constexpr std::size_t kMostLineMembers = 8;

class BestForCustomer {
 public:
  BestForCustomer(Context& context, std::uint32_t option, RunState& state, Selection& selection,
                  Trace* trace)
      : context_(context), option_(option), state_(state), selection_(selection), trace_(trace) {}

  bool run() {
    everything_.trace = trace_;
    everything_.assign_lines = true;
    everything_.lazy = true;
    if (!tendero::run(context_, state_, everything_, option_)) return false;
    if (!note_chosen(context_, state_, selection_)) return false;
    const auto bounds = bound_turns(context_, option_);
    if (context_.arena.failed()) return false;
    if (is_provably_best(context_, state_, bounds)) return true;
    return search(bounds);
  }

 private:
  /// No set was found to be feasible within the budget: what has run stands, with the widest bound.
  bool leave_unproven(std::span<const Money> bounds) {
    Money most;
    for (const Money bound : bounds) most = std::min(most + bound, Money::minor(kMaxMinor));
    RunState sent(context_.arena);
    if (!begin(sent, context_, option_)) return false;
    const Money before = sent.goods + sent.shipping;
    const Money left = before > most ? before - most : Money();
    selection_.proven = false;
    selection_.best_possible_total = LowerTotal(context_, option_).of(left);
    return true;
  }

  bool search(std::span<const Money> bounds) {
    find_all_lines();
    Best best;
    best.chosen = context_.arena.make<std::uint8_t>(context_.candidates.size());
    base_ = context_.arena.make<std::uint8_t>(context_.candidates.size());
    if (context_.arena.failed()) return false;
    // The best set without the entered codes comes first: a code can then never raise the total.
    bool coded = false;
    for (std::size_t i = 0; i < base_.size(); ++i) {
      base_[i] = context_.candidates[i].code == kNone ? 1 : 0;
      coded = coded || base_[i] == 0;
    }
    selection_.sets = 0;
    if (coded) search_base(bounds, best);
    std::fill(base_.begin(), base_.end(), std::uint8_t{1});
    search_base(bounds, best);
    if (context_.arena.failed()) return false;
    if (!best.known) return leave_unproven(bounds);
    if (selection_.best_possible_total > best.total) selection_.best_possible_total = best.total;
    return run_chosen(best);
  }

  /// Searches what `base_` allows: once for each choice of members of groups by line, all first.
  void search_base(std::span<const Money> bounds, Best& best) {
    StepCounter steps(limits::kSearchSteps);
    ArenaVector<std::uint32_t> members(context_.arena);
    for (std::uint32_t i = 0; i < base_.size(); ++i) {
      const bool member = context_.line_groups && context_.candidates[i].promotion->group_by_line;
      if (member && base_[i] != 0) members.push_back(i);
    }
    selection_.proven = members.size() <= kMostLineMembers;
    selection_.best_possible_total = selection_.proven ? Money::minor(kMaxMinor) : Money();
    const std::size_t searched = std::min(members.size(), kMostLineMembers);
    for (std::uint32_t mask = std::uint32_t{1} << searched; mask-- > 0;) {
      for (std::size_t i = 0; i < searched; ++i) {
        base_[members[i]] = static_cast<std::uint8_t>(mask >> i & 1);
      }
      Search search(context_, steps, option_, bounds, best);
      search.run(base_);
      selection_.sets += search.sets();
      selection_.proven = selection_.proven && search.finished();
      selection_.best_possible_total =
          std::min(selection_.best_possible_total, search.best_possible());
    }
    selection_.steps += steps.used();
  }

  /// Runs of the search keep nothing: what all of them need is found before.
  void find_all_lines() {
    product_numbers(context_);
    const Moment moment{context_, nullptr, option_};
    for (const Candidate& candidate : context_.candidates) {
      const Program& program = *candidate.promotion.program;
      for (std::uint32_t i = 0; i < candidate.effects.count; ++i) {
        const PlayedEffect& played = context_.effects[candidate.effects.first + i];
        EffectLines& found = context_.effect_lines[played.position];
        lines_for(moment, program, played.effect->where, found.where);
        lines_for(moment, program, played.effect->buy_where, found.buy);
        lines_for(moment, program, played.effect->get_where, found.get);
      }
    }
  }

  bool run_chosen(const Best& best) {
    if (std::equal(best.chosen.begin(), best.chosen.end(), selection_.chosen.begin())) return true;
    if (trace_ != nullptr && trace_->near != nullptr) trace_->near->clear();
    RunPlan plan = everything_;
    plan.allowed = best.chosen;
    if (!tendero::run(context_, state_, plan, option_)) return false;
    selection_.chosen = best.chosen;
    return true;
  }

  Context& context_;
  const std::uint32_t option_;
  RunState& state_;
  Selection& selection_;
  Trace* trace_;
  RunPlan everything_;
  std::span<std::uint8_t> base_;  // what a search may use, by candidate
};

}  // namespace

bool select_best(Context& context, std::uint32_t option, RunState& state, Selection& selection,
                 Trace* trace) {
  return BestForCustomer(context, option, state, selection, trace).run();
}

}  // namespace tendero
