#include "compile/lint.hpp"

#include <algorithm>

#include "base/sorted.hpp"
#include "compile/truth.hpp"
#include "program/fact_table.hpp"

namespace tendero {
namespace {

using json::Kind;
using json::Member;
using json::Value;

constexpr std::string_view kTexts[] = {"title", "description", "terms", "badge"};

class Linter {
 public:
  Linter(const Value& ruleset, const Program& program, std::vector<Finding>& findings)
      : ruleset_(ruleset), program_(program), findings_(findings) {}

  void run() {
    by_id_ = sorted_positions(program_.promotions.size(), [&](std::uint32_t a, std::uint32_t b) {
      return program_.promotions[a].id < program_.promotions[b].id;
    });
    collect_locales();
    std::size_t index = 0;
    for (const Value promotion : ruleset_["promotions"].elements()) {
      const std::string at = join({"/promotions/", digits(index++)});
      check_texts(promotion, at);
      const Promotion* compiled = find(promotion["id"].text());
      if (compiled == nullptr) continue;
      check_conditions(*compiled, at);
      check_free(*compiled, at);
    }
    check_segments();
    add(Level::info, "not_checked", "", "no catalogue", "a catalogue, to check cost and stock");
  }

 private:
  void add(Level level, std::string_view code, std::string pointer, std::string found,
           std::string expected) {
    findings_.push_back({level, Error(code, pointer, found, expected)});
  }

  const Promotion* find(std::string_view id) const {
    const auto found = std::lower_bound(by_id_.begin(), by_id_.end(), id,
                                        [&](std::uint32_t at, std::string_view wanted) {
                                          return program_.promotions[at].id < wanted;
                                        });
    const bool known = found != by_id_.end() && program_.promotions[*found].id == id;
    return known ? &program_.promotions[*found] : nullptr;
  }

  void collect_locales();
  void check_texts(const Value& promotion, const std::string& at);
  void check_conditions(const Promotion& promotion, const std::string& at);
  void check_condition(std::uint32_t node, const std::string& at, const std::string& fallback);
  void check_free(const Promotion& promotion, const std::string& at);
  void check_segments();
  void collect_segments(const Value& value);

  const Value& ruleset_;
  const Program& program_;
  std::vector<Finding>& findings_;
  std::vector<std::uint32_t> by_id_;
  std::vector<std::string_view> locales_;
  std::vector<std::string_view> used_segments_;
};

/// Every language that some text of a promotion has.
void Linter::collect_locales() {
  for (const Value promotion : ruleset_["promotions"].elements()) {
    for (const std::string_view name : kTexts) {
      for (const Member& text : promotion[name].members()) {
        if (std::find(locales_.begin(), locales_.end(), text.name) == locales_.end()) {
          locales_.push_back(text.name);
        }
      }
    }
  }
}

void Linter::check_texts(const Value& promotion, const std::string& at) {
  for (const std::string_view name : kTexts) {
    const Value text = promotion[name];
    if (!text.is(Kind::object)) continue;
    for (const std::string_view locale : locales_) {
      if (text[locale]) continue;
      add(Level::warning, "missing_translation", at + "/" + std::string(name),
          "no \"" + std::string(locale) + "\"", "a text in each language of the ruleset");
    }
  }
}

/// The outermost condition of which something is proven; what is inside it then goes without
/// saying.
void Linter::check_condition(std::uint32_t node, const std::string& at,
                             const std::string& fallback) {
  if (node == kNone) return;
  const Condition& condition = program_.conditions[node];
  const std::string pointer =
      condition.pointer.empty() ? fallback : at + std::string(condition.pointer);
  const Truth truth = truth_of(program_, node);
  if (truth == Truth::never) {
    return add(Level::error, "impossible_condition", pointer, "a condition that no cart meets",
               "one that some cart meets");
  }
  if (truth == Truth::always && condition.pointer != "") {
    return add(Level::warning, "always_true", pointer, "a condition that every cart meets",
               "no condition, or one that some cart does not meet");
  }
  for (std::uint32_t i = 0; i < condition.children.count; ++i) {
    const std::uint32_t child = program_.children[condition.children.first + i];
    if (!program_.conditions[child].pointer.empty()) check_condition(child, at, pointer);
  }
  if (condition.where != kNone) check_condition(condition.where, at, pointer + "/where");
}

void Linter::check_conditions(const Promotion& promotion, const std::string& at) {
  check_condition(promotion.when, at, at + "/when");
  for (std::uint32_t i = 0; i < promotion.effects.count; ++i) {
    const Effect& effect = program_.effects[promotion.effects.first + i];
    const std::string here = at + std::string(effect.pointer);
    check_condition(effect.where, at, here + "/where");
    check_condition(effect.buy_where, at, here + "/buy/where");
    check_condition(effect.get_where, at, here + "/get/where");
  }
}

/// All goods for nothing, for everyone, for ever: meant by nobody, or to be said twice.
void Linter::check_free(const Promotion& promotion, const std::string& at) {
  const bool bounded = promotion.limited || promotion.until != INT64_MAX;
  const bool open = promotion.when == kNone || truth_of(program_, promotion.when) == Truth::always;
  if (bounded || !open) return;
  for (std::uint32_t i = 0; i < promotion.effects.count; ++i) {
    const Effect& effect = program_.effects[promotion.effects.first + i];
    const bool goods = effect.phase == Phase::lines || effect.phase == Phase::order ||
                       effect.phase == Phase::order_and_shipping;
    const bool percent = effect.type == EffectType::percent_off && effect.percent == kWhole;
    const bool price = effect.type == EffectType::fixed_price && effect.amount.is_zero();
    const bool everything =
        effect.where == kNone && effect.max_amount == kUnlimited && effect.max_units == kUnlimited;
    if (!goods || !everything || (!percent && !price)) continue;
    add(Level::warning, "unlimited_free", at + std::string(effect.pointer),
        "everything for nothing", "a condition, a limit, or an end");
  }
}

void Linter::collect_segments(const Value& value) {
  for (const Member& member : value.members()) {
    if (member.name == "segment" && member.value.is(Kind::text)) {
      used_segments_.push_back(member.value.text());
    } else {
      collect_segments(member.value);
    }
  }
  for (const Value element : value.elements()) collect_segments(element);
}

void Linter::check_segments() {
  collect_segments(ruleset_);
  std::sort(used_segments_.begin(), used_segments_.end());
  for (const Member& segment : ruleset_["segments"].members()) {
    if (std::binary_search(used_segments_.begin(), used_segments_.end(), segment.name)) continue;
    std::string pointer = "/segments";
    json::append_pointer(pointer, segment.name);
    add(Level::info, "segment_unused", std::move(pointer), quote(segment.name),
        "a use of it, or no such segment");
  }
}

}  // namespace

void lint_ruleset(const Value& ruleset, const Program& program, std::vector<Finding>& findings) {
  Linter(ruleset, program, findings).run();
}

}  // namespace tendero
