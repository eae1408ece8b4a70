#include "compile/promotions.hpp"

#include <algorithm>

#include "base/instant.hpp"
#include "compile/conditions.hpp"
#include "compile/effects.hpp"
#include "compile/store.hpp"
#include "program/wall_clock.hpp"

namespace tendero {
namespace {

using json::Kind;
using json::Value;

constexpr Bounds kPriority{-1'000'000'000, 1'000'000'000, "out_of_range"};
constexpr Bounds kUses{1, kMaxMinor, "out_of_range"};
constexpr std::size_t kMostEffects = 50;

constexpr std::string_view kMembers[] = {
    "id",          "title",   "priority", "active",    "when",  "effects", "trigger",
    "visibility",  "enabled", "name",     "owner",     "goal",  "tags",    "terms",
    "description", "badge",   "limits",   "exclusive", "group", "stop",    "group_scope"};
constexpr std::string_view kLaterMembers[] = {"combines_with", "never_with"};
constexpr std::string_view kActive[] = {"from", "until"};
constexpr std::string_view kLaterActive[] = {"schedule"};
constexpr std::string_view kLimits[] = {"uses", "uses_per_customer", "per_cart"};
constexpr std::string_view kLaterLimits[] = {"uses_per_day", "uses_per_week", "uses_per_month",
                                             "budget", "budget_mode"};
constexpr std::string_view kTriggers[] = {"automatic", "code"};
constexpr std::string_view kVisibility[] = {"public", "server"};
constexpr std::string_view kGroupScopes[] = {"cart", "line"};

class PromotionCompiler {
 public:
  PromotionCompiler(CompileContext& context, const Value& value, const Path& at)
      : context_(context), errors_(context.errors), value_(value), at_(at) {}

  void compile(PromotionSource source);

 private:
  bool boolean(const char* name, bool fallback);
  void staff_text(const char* name);
  Range text(const char* name);
  void identity();
  void trigger(PromotionSource source);
  void active();
  bool time(const Value& active, const Path& at, const char* name, std::int64_t& ms);
  void combining();
  void check_group_by_line();
  void limits();
  void when();
  void effects();

  CompileContext& context_;
  Errors& errors_;
  const Value& value_;
  const Path& at_;
  Promotion promotion_;
};

bool PromotionCompiler::boolean(const char* name, bool fallback) {
  const Value value = value_[name];
  const Path here(at_, name);
  if (value) (void)read_boolean(value, here, errors_, fallback);
  return fallback;
}

/// For staff alone: checked, and not kept.
void PromotionCompiler::staff_text(const char* name) {
  const Path here(at_, name);
  if (const Value value = value_[name]) (void)expect_kind(value, here, errors_, Kind::text);
}

Range PromotionCompiler::text(const char* name) {
  const Path here(at_, name);
  const Value value = value_[name];
  return value ? compile_text(context_, value, here) : Range{};
}

void PromotionCompiler::identity() {
  const Path id_at(at_, "id");
  const Value id = value_["id"];
  std::string_view name;
  if (!id) {
    errors_.required(at_, "id");
  } else if (read_name(id, id_at, errors_, name)) {
    promotion_.id = context_.keep(name);
  }
  promotion_.title = text("title");
  promotion_.description = text("description");
  promotion_.terms = text("terms");
  promotion_.badge = text("badge");
  staff_text("name");
  staff_text("owner");
  staff_text("goal");
  const Path tags_at(at_, "tags");
  const Value tags = value_["tags"];
  if (!tags || !expect_kind(tags, tags_at, errors_, Kind::array)) return;
  std::size_t index = 0;
  for (const Value tag : tags.elements()) {
    const Path here(tags_at, index++);
    (void)expect_kind(tag, here, errors_, Kind::text);
  }
}

void PromotionCompiler::trigger(PromotionSource source) {
  std::size_t index = 0;
  const Path trigger_at(at_, "trigger");
  if (const Value value = value_["trigger"]) {
    if (read_word(value, trigger_at, errors_, kTriggers, index)) {
      promotion_.trigger = static_cast<Trigger>(index);
    }
  }
  if (source == PromotionSource::fragment && promotion_.trigger != Trigger::code) {
    errors_.add("not_by_code", trigger_at, "automatic",
                "\"code\": a fragment is a promotion by code");
  }
  index = 0;
  const Path visibility_at(at_, "visibility");
  const Value visibility = value_["visibility"];
  if (!visibility || !read_word(visibility, visibility_at, errors_, kVisibility, index)) return;
  if (index == 1 && promotion_.trigger == Trigger::automatic)
    context_.not_built(visibility_at, "server");
}

bool PromotionCompiler::time(const Value& active, const Path& at, const char* name,
                             std::int64_t& ms) {
  const Value value = active[name];
  const Path here(at, name);
  std::string_view written;
  if (!value || !read_text(value, here, errors_, written)) return false;
  Time parsed;
  switch (parse_time(written, parsed)) {
    case TimeFault::none:
      break;
    case TimeFault::form:
      errors_.add_quoted(
          "time_invalid", here, written,
          "\"2026-11-27T00:00\" (the store's clock) or \"2026-11-27T00:00:00+01:00\"");
      return false;
    case TimeFault::date:
      errors_.add_quoted("no_such_date", here, written, "a day that the calendar has");
      return false;
    case TimeFault::hour:
      errors_.add_quoted("no_such_time", here, written, "00:00 to 23:59:59, offsets up to 18:00");
      return false;
  }
  ms = parsed.ms;
  if (parsed.is_instant) return true;
  if (!context_.has_clock) {
    errors_.add("offsets_missing", here, TENDERO_SAY(quote(written)),
                TENDERO_SAY(join({"store.offsets for the zone ", quote(context_.store().timezone),
                                  ", or a time with its offset"})));
    return false;
  }
  const WallInstant instant = from_wall(context_.offsets(), parsed.ms);
  ms = instant.ms;
  if (instant.kind == WallTime::once) return true;
  const bool skipped = instant.kind == WallTime::skipped;
  context_.warnings.add(skipped ? "time_skipped" : "time_twice", here, TENDERO_SAY(quote(written)),
                        TENDERO_SAY(join({"taken as ", format_instant(ms)})));
  return true;
}

void PromotionCompiler::active() {
  const Value active = value_["active"];
  const Path here(at_, "active");
  if (!active || !expect_kind(active, here, errors_, Kind::object)) return;
  check_members(context_, active, here, kActive, kLaterActive);
  const bool starts = time(active, here, "from", promotion_.from);
  const bool ends = time(active, here, "until", promotion_.until);
  if (!starts || !ends || promotion_.from < promotion_.until) return;
  const Path until_at(here, "until");
  errors_.add("ends_before_start", until_at, TENDERO_SAY(describe(active["until"])),
              TENDERO_SAY(join({"after ", describe(active["from"])})));
}

void PromotionCompiler::combining() {
  const Path priority_at(at_, "priority");
  std::int64_t priority = 0;
  if (const Value value = value_["priority"]) {
    (void)read_integer(value, priority_at, errors_, kPriority, priority);
  }
  promotion_.priority = static_cast<std::int32_t>(priority);
  const Path exclusive_at(at_, "exclusive");
  const Value exclusive = value_["exclusive"];
  if (exclusive.text_or("") == "all") {
    promotion_.exclusive = Exclusive::all;
  } else if (exclusive.is(Kind::boolean)) {
    promotion_.exclusive = exclusive.boolean() ? Exclusive::money : Exclusive::no;
  } else if (exclusive) {
    errors_.add("wrong_type", exclusive_at, exclusive, "true, false or \"all\"");
  }
  promotion_.stop = boolean("stop", false);
  const Path group_at(at_, "group");
  std::string_view group;
  if (value_["group"] && read_name(value_["group"], group_at, errors_, group)) {
    promotion_.group = context_.intern(group);
  }
  const Path scope_at(at_, "group_scope");
  std::size_t scope = 0;
  if (const Value value = value_["group_scope"]) {
    (void)read_word(value, scope_at, errors_, kGroupScopes, scope);
    promotion_.group_by_line = scope == 1;
  }
}

/// A group for each line is meant for effects that price a line by itself.
void PromotionCompiler::check_group_by_line() {
  if (!promotion_.group_by_line) return;
  for (std::uint32_t i = 0; i < promotion_.effects.count; ++i) {
    const Effect& effect = context_.program.effects[promotion_.effects.first + i];
    const bool by_line =
        effect.phase == Phase::lines &&
        (effect.type == EffectType::percent_off ||
         (effect.type == EffectType::amount_off && effect.allocate == Allocate::each) ||
         (effect.type == EffectType::fixed_price && effect.quantity == kUnlimited));
    if (by_line) continue;
    const Path scope_at(at_, "group_scope");
    errors_.add("wrong_member", scope_at, "\"line\"",
                "effects percent_off, amount_off with allocate each, or fixed_price without "
                "quantity, on lines");
    return;
  }
}

void PromotionCompiler::limits() {
  const Value limits = value_["limits"];
  const Path here(at_, "limits");
  if (!limits || !expect_kind(limits, here, errors_, Kind::object)) return;
  check_members(context_, limits, here, kLimits, kLaterLimits);
  const auto read = [&](const char* name, std::int64_t& out) {
    const Path limit_at(here, name);
    const Value value = limits[name];
    return value && read_integer(value, limit_at, errors_, kUses, out);
  };
  std::int64_t uses = 0;
  promotion_.limited = read("uses", uses);
  promotion_.limited = read("uses_per_customer", uses) || promotion_.limited;
  (void)read("per_cart", promotion_.per_cart);
}

void PromotionCompiler::when() {
  const Value when = value_["when"];
  if (!when) return;
  const Path here(at_, "when");
  promotion_.when = compile_condition(context_, when, here, "/when", ConditionScope::cart);
}

void PromotionCompiler::effects() {
  const Value effects = value_["effects"];
  const Path here(at_, "effects");
  if (!effects) return errors_.required(at_, "effects");
  if (!expect_kind(effects, here, errors_, Kind::array)) return;
  if (effects.size() == 0 || effects.size() > kMostEffects) {
    return errors_.add("effects_count", here,
                       TENDERO_SAY(join({digits(effects.size()), " effects"})),
                       TENDERO_SAY(join({"1 to ", digits(kMostEffects)})));
  }
  promotion_.effects.first = static_cast<std::uint32_t>(context_.program.effects.size());
  std::size_t index = 0;
  for (const Value effect : effects.elements()) {
    const Path effect_at(here, index);
    (void)compile_effect(context_, effect, effect_at, join({"/effects/", digits(index++)}));
  }
  const auto end = static_cast<std::uint32_t>(context_.program.effects.size());
  promotion_.effects.count = end - promotion_.effects.first;
  for (std::uint32_t i = promotion_.effects.first; i < end; ++i) {
    promotion_.classes |= classes_of(context_.program.effects[i]);
  }
}

void PromotionCompiler::compile(PromotionSource source) {
  if (!expect_kind(value_, at_, errors_, Kind::object)) return;
  const std::size_t before = errors_.size();
  check_members(context_, value_, at_, kMembers, kLaterMembers);
  identity();
  trigger(source);
  context_.private_rules = promotion_.trigger == Trigger::code;
  active();
  combining();
  limits();
  when();
  effects();
  check_group_by_line();
  context_.private_rules = false;
  const bool enabled = boolean("enabled", true);
  const bool by_code = promotion_.trigger == Trigger::code;
  const bool in_play = enabled && (!by_code || source == PromotionSource::fragment);
  if (errors_.size() == before && (in_play || context_.keep_all)) {
    context_.program.promotions.push_back(promotion_);
  }
}

}  // namespace

void compile_promotion(CompileContext& context, const Value& value, const Path& at,
                       PromotionSource source) {
  PromotionCompiler(context, value, at).compile(source);
}

}  // namespace tendero
