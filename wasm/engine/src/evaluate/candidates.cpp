#include "evaluate/candidates.hpp"

#include <algorithm>

#include "evaluate/conditions.hpp"
#include "evaluate/near_miss.hpp"

namespace tendero {
namespace {

/// A set of promotions of one program, read out in rank order.
class Marks {
 public:
  Marks(Arena& arena, std::size_t count) : words_(arena.make<std::uint64_t>((count + 63) / 64)) {}

  void set(std::uint32_t i) { words_[i / 64] |= std::uint64_t{1} << (i % 64); }

  template <class Visit>
  void each(Visit visit) const {
    for (std::size_t word = 0; word < words_.size(); ++word) {
      for (std::uint64_t bits = words_[word]; bits != 0; bits &= bits - 1) {
        visit(static_cast<std::uint32_t>(word * 64 + static_cast<unsigned>(__builtin_ctzll(bits))));
      }
    }
  }

 private:
  std::span<std::uint64_t> words_;
};

void mark_text(const Posting& posting, const Text& text, Marks& marks) {
  if (text.id == kNoString || text.id + 1 >= posting.starts.size()) return;
  for (std::uint32_t i = posting.starts[text.id]; i < posting.starts[text.id + 1]; ++i) {
    marks.set(posting.promotions[i]);
  }
}

void mark_texts(const Posting& posting, Slice<Text> texts, Marks& marks) {
  for (const Text& text : texts) mark_text(posting, text, marks);
}

void mark_line(const Posting& posting, const Line& line, Marks& marks) {
  switch (posting.fact) {
    case Fact::line_id:
      return mark_text(posting, line.id, marks);
    case Fact::line_sku:
      return mark_text(posting, line.sku, marks);
    case Fact::line_product:
      return mark_text(posting, line.product, marks);
    case Fact::line_brand:
      return mark_text(posting, line.brand, marks);
    case Fact::line_categories:
      return mark_texts(posting, line.categories, marks);
    case Fact::line_collections:
      return mark_texts(posting, line.collections, marks);
    case Fact::line_tags:
      return mark_texts(posting, line.tags, marks);
    default:
      TENDERO_ASSERT(false);
  }
}

void mark_from_index(Context& context, const Program& program, Marks& marks) {
  const Request& request = context.request;
  for (const std::uint32_t promotion : program.index.always) marks.set(promotion);
  for (const Posting& posting : program.index.postings) {
    if (posting.fact >= Fact::line_id) {
      for (const Line& line : request.lines) mark_line(posting, line, marks);
      context.steps.spend(request.lines.size());
    } else {
      TENDERO_ASSERT(static_cast<unsigned>(posting.fact) < kGivenFacts);
      if (posting.fact ==
          Fact::shipping_method) {  // each option is priced, not the chosen one alone
        for (const ShippingOption& option : request.options) mark_text(posting, option.id, marks);
      }
      const Value& value = request.facts[static_cast<unsigned>(posting.fact)];
      if (value.kind == ValueKind::text) mark_text(posting, value.text, marks);
      if (value.kind == ValueKind::set) mark_texts(posting, value.set, marks);
    }
  }
  for (const SubtotalThreshold& threshold : program.index.thresholds) {
    if (threshold.at_least > request.subtotal.minor()) break;
    marks.set(threshold.promotion);
  }
}

class Finder {
 public:
  Finder(Context& context, bool beyond)
      : context_(context), beyond_(beyond), candidates_(context.arena), effects_(context.arena) {}

  bool run(bool full_scan) {
    scan(*context_.play.rules, full_scan, false);
    const std::size_t own = candidates_.size();
    if (context_.play.fragments != nullptr) scan(*context_.play.fragments, true, true);
    context_.candidates = merged(own);
    context_.effects = effects_.span();
    context_.effect_lines = context_.arena.make<EffectLines>(effects_.size());
    order_turns();
    rank_lines();
    accept_codes();
    return !context_.arena.failed();
  }

 private:
  /// The candidates of both programs by rank; `own` of them are the rules'.
  std::span<Candidate> merged(std::size_t own) {
    if (own == candidates_.size()) return candidates_.span();
    const auto all = context_.arena.make<Candidate>(candidates_.size());
    std::size_t left = 0;
    std::size_t right = own;
    for (Candidate& next : all) {
      const bool take_right =
          left == own || (right < candidates_.size() && ranks_before(*candidates_[right].promotion,
                                                                     *candidates_[left].promotion));
      next = candidates_[take_right ? right++ : left++];
    }
    return all;
  }

  void scan(const Program& program, bool full_scan, bool fragments) {
    if (full_scan) {
      context_.steps.spend(program.promotions.size());
      for (std::uint32_t i = 0; i < program.promotions.size(); ++i) add(program, i, fragments);
      return;
    }
    Marks marks(context_.arena, program.promotions.size());
    if (context_.arena.failed()) return;
    mark_from_index(context_, program, marks);
    if (beyond_) {
      ArenaVector<std::uint32_t> found(context_.arena);
      find_beyond(context_, program, found);
      for (const std::uint32_t promotion : found) marks.set(promotion);
    }
    if (context_.assumed.promotion.program == &program) {
      marks.set(context_.assumed.promotion.index);
    }
    marks.each([&](std::uint32_t i) { add(program, i, fragments); });
  }

  void add(const Program& program, std::uint32_t index, bool fragments) {
    const Promotion& promotion = program.promotions[index];
    Candidate candidate;
    candidate.promotion = {&program, index};
    if (fragments) {
      candidate.code = code_of(context_.request, index);
      if (candidate.code == kNone) return;
    } else if (promotion.trigger == Trigger::code) {
      return;
    }
    Rejection why;
    if (is_out(context_.request, promotion, why)) return;
    candidate.changes_money = promotion.classes != 0;
    candidate.sees = sees(*context_.play.rules, program, promotion.when);
    candidate.effects = {static_cast<std::uint32_t>(effects_.size()), promotion.effects.count};
    for (std::uint32_t i = 0; i < promotion.effects.count; ++i) {
      const Effect& effect = program.effects[promotion.effects.first + i];
      const auto position = static_cast<std::uint32_t>(effects_.size());
      effects_.push_back({&effect, position});
      if (i == 0 || effect.phase < candidate.first_phase) candidate.first_phase = effect.phase;
      candidate.many_phases =
          candidate.many_phases ||
          (i > 0 && effect.phase != program.effects[promotion.effects.first].phase);
    }
    context_.stops = context_.stops || promotion.stop;
    context_.line_groups = context_.line_groups || promotion.group_by_line;
    candidates_.push_back(candidate);
    context_.steps.spend();
  }

  void order_turns() {
    ArenaVector<Turn> turns(context_.arena);
    for (const Phase phase :
         {Phase::lines, Phase::order, Phase::shipping, Phase::order_and_shipping, Phase::rewards}) {
      if (phase == Phase::shipping) {
        context_.turns_before_shipping = static_cast<std::uint32_t>(turns.size());
      }
      for (std::uint32_t i = 0; i < context_.candidates.size(); ++i) {
        if (!has_effect_in(context_.candidates[i], phase)) continue;
        turns.push_back({i, phase, context_.candidates[i].first_phase == phase});
      }
    }
    context_.turns = turns.span();
  }

  bool has_effect_in(const Candidate& candidate, Phase phase) const {
    if (!candidate.many_phases) return candidate.first_phase == phase;
    for (std::uint32_t i = 0; i < candidate.effects.count; ++i) {
      if (effects_[candidate.effects.first + i].effect->phase == phase) return true;
    }
    return false;
  }

  void rank_lines() {
    const Slice<std::uint32_t>& by_id = context_.request.lines_by_id;
    context_.tie_rank = context_.arena.make<std::uint32_t>(by_id.size());
    if (context_.tie_rank.size() != by_id.size()) return;
    for (std::uint32_t rank = 0; rank < by_id.size(); ++rank) {
      context_.tie_rank[by_id[rank]] = rank;
    }
  }

  /// A code counts for conditions once a promotion of the request is open by it.
  void accept_codes() {
    const Program* program = context_.play.fragments;
    if (program == nullptr) return;
    ArenaVector<Text> accepted(context_.arena);
    for (const EnteredCode& code : context_.request.codes) {
      if (code.promotion == kNone || code.normalised.empty()) continue;
      accepted.push_back({code.normalised, program->pool.find(code.normalised)});
    }
    context_.accepted_codes = {accepted.begin(), accepted.size()};
  }

  Context& context_;
  const bool beyond_;
  ArenaVector<Candidate> candidates_;
  ArenaVector<PlayedEffect> effects_;
};

Rejection out(Reason reason) {
  Rejection rejection;
  rejection.reason = reason;
  return rejection;
}

}  // namespace

bool is_out(const Request& request, const Promotion& promotion, Rejection& why) {
  if (request.now < promotion.from) {
    why = out(Reason::not_started);
    why.has_numbers = true;
    why.required = promotion.from;
    why.actual = request.now;
    why.missing = promotion.from - request.now;
    why.pointer = "/active/from";
    return true;
  }
  if (request.now >= promotion.until) {
    why = out(Reason::ended);
    why.has_numbers = true;
    why.required = promotion.until;
    why.actual = request.now;
    why.missing = -1;
    why.pointer = "/active/until";
    return true;
  }
  if (request.usage.empty()) return false;
  const auto* const entry = std::lower_bound(
      request.usage.begin(), request.usage.end(), promotion.id,
      [](const Usage& usage, std::string_view id) { return usage.promotion < id; });
  if (entry == request.usage.end() || entry->promotion != promotion.id) return false;
  if (entry->uses_left == 0) {
    why = out(Reason::exhausted);
    why.pointer = "/limits/uses";
    return true;
  }
  if (entry->customer_uses_left == 0) {
    why = out(Reason::customer_limit_reached);
    why.pointer = "/limits/uses_per_customer";
    return true;
  }
  return false;
}

std::uint32_t code_of(const Request& request, std::uint32_t promotion) {
  for (std::uint32_t i = 0; i < request.codes.size(); ++i) {
    if (request.codes[i].promotion == promotion) return i;
  }
  return kNone;
}

bool ranks_before(const Promotion& a, const Promotion& b) {
  return a.priority != b.priority ? a.priority > b.priority : a.id < b.id;
}

bool find_candidates(Context& context, bool full_scan, bool beyond) {
  return Finder(context, beyond).run(full_scan);
}

}  // namespace tendero
