#include "compile/conditions.hpp"

#include <algorithm>

#include "base/closest.hpp"
#include "compile/operands.hpp"

namespace tendero {
namespace {

using json::Kind;
using json::Member;
using json::Value;

constexpr std::size_t kDeepest = 64;         // segments included
constexpr std::uint32_t kHeaviest = 10'000;  // tests of one condition, segments counted each time

constexpr std::string_view kWords[] = {"all", "any", "not", "segment", "fact"};

#ifndef TENDERO_TERSE
std::string operators_for(FactKind kind) {
  std::string list = "one of ";
  for (unsigned i = 0; i <= static_cast<unsigned>(Operator::exists); ++i) {
    const auto op = static_cast<Operator>(i);
    if (allows(kind, op)) list += join({i == 0 ? "" : ", ", name_of(op)});
  }
  return list;
}
#endif

class ConditionCompiler {
 public:
  ConditionCompiler(CompileContext& context, ConditionScope scope)
      : context_(context), program_(context.program), scope_(scope) {}

  std::uint32_t compile(const Value& value, const Path& at, const std::string& pointer);
  void compile_unused(Segment& segment) { (void)segment_body(segment); }

 private:
  std::uint32_t add(const Condition& condition, std::uint32_t weight, const Path& at);
  std::uint32_t group(ConditionKind kind, const Value& list, const Path& at,
                      const std::string& pointer, std::string_view word);
  std::uint32_t negate(const Value& value, const Path& at, const std::string& pointer);
  std::uint32_t segment(const Value& value, const Path& at, const std::string& pointer);
  std::uint32_t segment_body(Segment& segment);
  std::uint32_t wrap(std::uint32_t child, const std::string& pointer, const Path& at);
  std::uint32_t test(const Value& value, const Path& at, const std::string& pointer);
  const FactEntry* fact(const Value& value, const Path& at, Condition& test);
  bool check_scope(const FactEntry& entry, const Value& value, const Path& at);
  bool operators(const Value& value, const Path& at, Condition& test, Value& operand, Value& where);
  std::string circle(std::string_view name) const;

  CompileContext& context_;
  Program& program_;
  ConditionScope scope_;
  std::vector<std::string_view> open_;  // segments on the way here
  std::size_t depth_ = 0;
};

std::uint32_t ConditionCompiler::compile(const Value& value, const Path& at,
                                         const std::string& pointer) {
  if (!expect_kind(value, at, context_.errors, Kind::object)) return kNone;
  if (depth_ >= kDeepest) {
    context_.errors.add(
        "too_deep", at, TENDERO_SAY(join({"depth ", digits(depth_ + 1)})),
        TENDERO_SAY(join({"conditions at most ", digits(kDeepest), " deep, segments included"})));
    return kNone;
  }
  ++depth_;
  std::uint32_t node = kNone;
  if (value["fact"]) {
    node = test(value, at, pointer);
  } else if (value.size() != 1) {
    context_.errors.add("condition_invalid", at,
                        TENDERO_SAY(join({digits(value.size()), " members"})),
                        "one of all, any, not, segment; or fact and an operator");
  } else {
    const Member only = *value.members().begin();
    const Path inside(at, only.name);
    if (only.name == "all") {
      node = group(ConditionKind::all, only.value, inside, pointer, "/all/");
    } else if (only.name == "any") {
      node = group(ConditionKind::any, only.value, inside, pointer, "/any/");
    } else if (only.name == "not") {
      node = negate(only.value, inside, pointer);
    } else if (only.name == "segment") {
      node = segment(only.value, inside, pointer);
    } else {
      refuse_member(only.name, at, context_.errors, kWords);
    }
  }
  --depth_;
  return node;
}

std::uint32_t ConditionCompiler::add(const Condition& condition, std::uint32_t weight,
                                     const Path& at) {
  if (weight > kHeaviest) {
    context_.errors.add("too_complex", at,
                        TENDERO_SAY(join({"more than ", digits(kHeaviest), " tests"})),
                        "a smaller condition (segments count each time they are used)");
    return kNone;
  }
  program_.conditions.push_back(condition);
  context_.weights.push_back(weight);
  return static_cast<std::uint32_t>(program_.conditions.size() - 1);
}

std::uint32_t ConditionCompiler::group(ConditionKind kind, const Value& list, const Path& at,
                                       const std::string& pointer, std::string_view word) {
  if (!expect_kind(list, at, context_.errors, Kind::array)) return kNone;
  std::vector<std::uint32_t> nodes;
  std::uint32_t weight = 1;
  bool sound = true;
  std::size_t index = 0;
  for (const Value element : list.elements()) {
    const Path here(at, index);
    const std::string inside =
        pointer.empty() ? std::string()
                        : join({pointer, word, digits(static_cast<std::int64_t>(index))});
    ++index;
    const std::uint32_t node = compile(element, here, inside);
    sound = sound && node != kNone;
    if (!sound) continue;
    nodes.push_back(node);
    weight = std::min(kHeaviest + 1, weight + context_.weights[node]);
  }
  if (!sound) return kNone;
  Condition condition;
  condition.kind = kind;
  condition.pointer = context_.keep(pointer);
  condition.children = {static_cast<std::uint32_t>(program_.children.size()),
                        static_cast<std::uint32_t>(nodes.size())};
  program_.children.insert(program_.children.end(), nodes.begin(), nodes.end());
  return add(condition, weight, at);
}

std::uint32_t ConditionCompiler::negate(const Value& value, const Path& at,
                                        const std::string& pointer) {
  const std::uint32_t node = compile(value, at, pointer.empty() ? pointer : pointer + "/not");
  if (node == kNone) return kNone;
  Condition condition;
  condition.kind = ConditionKind::negate;
  condition.pointer = context_.keep(pointer);
  condition.children = {static_cast<std::uint32_t>(program_.children.size()), 1};
  program_.children.push_back(node);
  return add(condition, context_.weights[node] + 1, at);
}

/// A segment's nodes are shared, so the place of its use stands in a node of its own.
std::uint32_t ConditionCompiler::wrap(std::uint32_t child, const std::string& pointer,
                                      const Path& at) {
  if (child == kNone) return kNone;
  Condition condition;
  condition.kind = ConditionKind::all;
  condition.pointer = context_.keep(pointer);
  condition.children = {static_cast<std::uint32_t>(program_.children.size()), 1};
  program_.children.push_back(child);
  return add(condition, context_.weights[child], at);
}

std::uint32_t ConditionCompiler::segment(const Value& value, const Path& at,
                                         const std::string& pointer) {
  if (!expect_kind(value, at, context_.errors, Kind::text)) return kNone;
  const std::string_view name = value.text();
  const auto found = std::find_if(context_.segments.begin(), context_.segments.end(),
                                  [&](const Segment& known) { return known.name == name; });
  if (found == context_.segments.end()) {
    Closest near(name);
    for (const Segment& known : context_.segments) near.offer(known.name);
    context_.errors.add("unknown_segment", at, TENDERO_SAY(quote(name)), "the name of a segment",
                        near.best());
    return kNone;
  }
  if (found->open) {
    context_.errors.add("segment_circle", at, TENDERO_SAY(circle(name)),
                        "segments without a circle");
    return kNone;
  }
  if (found->failed) return kNone;  // told already
  return wrap(segment_body(*found), pointer, at);
}

std::uint32_t ConditionCompiler::segment_body(Segment& segment) {
  std::uint32_t& known = scope_ == ConditionScope::cart ? segment.in_cart : segment.in_line;
  if (known != kNone) return known;
  segment.open = true;
  open_.push_back(segment.name);
  // Mistakes inside a segment are told where the segment stands, not where it is used.
  const Path body(*context_.segments_at, segment.name);
  const std::uint32_t node = compile(segment.value, body, {});
  open_.pop_back();
  segment.open = false;
  segment.failed = node == kNone;
  known = node;
  return node;
}

std::string ConditionCompiler::circle(std::string_view name) const {
  std::string path;
  for (auto at = std::find(open_.begin(), open_.end(), name); at != open_.end(); ++at) {
    path += join({*at, " → "});
  }
  path += name;
  return path;
}

std::uint32_t ConditionCompiler::test(const Value& value, const Path& at,
                                      const std::string& pointer) {
  Condition test;
  test.kind = ConditionKind::test;
  const Path fact_at(at, "fact");
  const FactEntry* entry = fact(value["fact"], fact_at, test);
  Value operand;
  Value where;
  if (!operators(value, at, test, operand, where) || entry == nullptr) return kNone;
  const Path operand_at(at, name_of(test.op));
  if (!allows(entry->kind, test.op)) {
    context_.errors.add("wrong_operator", operand_at, TENDERO_SAY(quote(name_of(test.op))),
                        TENDERO_SAY(operators_for(entry->kind)));
    return kNone;
  }
  if (!compile_operand(context_, operand, operand_at, *entry, test)) return kNone;
  std::uint32_t weight = 1;
  if (where) {
    const Path where_at(at, "where");
    if (entry->scope != FactScope::sum) {
      context_.errors.add("unknown_member", where_at, "\"where\"",
                          "only the facts lines.* take a where");
      return kNone;
    }
    ConditionCompiler inner(context_, ConditionScope::line);
    inner.open_ = open_;
    inner.depth_ = depth_;
    test.where = inner.compile(where, where_at, pointer.empty() ? pointer : pointer + "/where");
    if (test.where == kNone) return kNone;
    weight += context_.weights[test.where];
  }
  test.pointer = context_.keep(pointer);
  return add(test, weight, at);
}

const FactEntry* ConditionCompiler::fact(const Value& value, const Path& at, Condition& test) {
  if (!expect_kind(value, at, context_.errors, Kind::text)) return nullptr;
  const FactEntry* entry = find_fact(value.text());
  if (entry == nullptr) {
    Closest near(value.text());
    for (const FactEntry& known : fact_table()) near.offer(known.name);
    context_.errors.add("unknown_fact", at, TENDERO_SAY(quote(value.text())),
                        "a fact of the reference", near.best());
    return nullptr;
  }
  if (!check_scope(*entry, value, at)) return nullptr;
  test.fact = entry->fact;
  if (entry->name.back() == '.') {
    const std::string_view name = value.text().substr(entry->name.size());
    if (!check_name(name, at, context_.errors)) return nullptr;
    test.attribute = context_.intern(name);
  }
  return entry;
}

bool ConditionCompiler::check_scope(const FactEntry& entry, const Value& value, const Path& at) {
  const bool of_line = entry.scope == FactScope::line;
  if (of_line != (scope_ == ConditionScope::line)) {
    context_.errors.add(
        "wrong_scope", at, TENDERO_SAY(quote(value.text())),
        of_line ? "line.* facts only inside a where" : "only line.* facts inside a where");
    return false;
  }
  if (entry.fact == Fact::shipping_zone && context_.in_zone) {
    context_.errors.add_quoted("zone_circle", at, value.text(),
                               "zones that do not ask for the zone");
    return false;
  }
  // A segment of a ruleset may be used by public promotions too; those of a fragment cannot.
  const bool may_see_codes = context_.private_rules && (open_.empty() || context_.fragment);
  if (entry.fact == Fact::cart_codes && !may_see_codes) {
    context_.errors.add("codes_are_private", at, TENDERO_SAY(quote(value.text())),
                        "cart.has_code: only code promotions may look at the codes",
                        "cart.has_code");
    return false;
  }
  const bool zoned = entry.fact == Fact::context_weekday || entry.fact == Fact::context_time;
  if (zoned && !context_.has_clock) {
    context_.errors.add(
        "offsets_missing", at, TENDERO_SAY(quote(value.text())),
        TENDERO_SAY(join({"store.offsets for the zone ", quote(context_.store().timezone)})));
    return false;
  }
  return true;
}

bool ConditionCompiler::operators(const Value& value, const Path& at, Condition& test,
                                  Value& operand, Value& where) {
  bool sound = true;
  std::size_t count = 0;
  for (const Member& member : value.members()) {
    if (member.name == "fact") continue;
    if (member.name == "where") {
      where = member.value;
      continue;
    }
    if (find_operator(member.name, test.op)) {
      operand = member.value;
      ++count;
      continue;
    }
    Closest near(member.name);
    for (unsigned i = 0; i <= static_cast<unsigned>(Operator::exists); ++i) {
      near.offer(name_of(static_cast<Operator>(i)));
    }
    near.offer("where");
    const Path here(at, member.name);
    context_.errors.add("unknown_operator", here, TENDERO_SAY(quote(member.name)),
                        "an operator of the reference", near.best());
    sound = false;
  }
  if (sound && count != 1) {
    context_.errors.add("one_operator", at, TENDERO_SAY(join({digits(count), " operators"})),
                        "exactly one operator");
    sound = false;
  }
  return sound;
}

/// Whether a condition asks for line.* outside of any where: it is meant for use inside one.
bool asks_lines(const Value& value) {
  const std::string_view fact = value["fact"].text_or("");
  if (!fact.empty()) return fact.substr(0, 5) == "line.";
  if (value.is(Kind::object)) {
    for (const Member& member : value.members()) {
      if (asks_lines(member.value)) return true;
    }
  }
  for (const Value element : value.elements()) {
    if (asks_lines(element)) return true;
  }
  return false;
}

}  // namespace

std::uint32_t compile_condition(CompileContext& context, const Value& value, const Path& at,
                                const std::string& pointer, ConditionScope scope) {
  ConditionCompiler compiler(context, scope);
  return compiler.compile(value, at, pointer);
}

void read_segments(CompileContext& context, const Value& segments, const Path& at) {
  context.segments_at = &at;
  if (!segments || !expect_kind(segments, at, context.errors, Kind::object)) return;
  for (const Member& member : segments.members()) {
    const Path here(at, member.name);
    if (!check_name(member.name, here, context.errors)) continue;
    Segment segment;
    segment.name = context.keep(member.name);
    segment.value = member.value;
    context.segments.push_back(segment);
  }
}

void check_unused_segments(CompileContext& context) {
  for (Segment& segment : context.segments) {
    if (segment.failed || segment.in_cart != kNone || segment.in_line != kNone) continue;
    const ConditionScope scope =
        asks_lines(segment.value) ? ConditionScope::line : ConditionScope::cart;
    ConditionCompiler compiler(context, scope);
    compiler.compile_unused(segment);
  }
}

}  // namespace tendero
