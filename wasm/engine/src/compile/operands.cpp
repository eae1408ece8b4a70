#include "compile/operands.hpp"

#include "base/instant.hpp"
#include "base/sorted.hpp"

namespace tendero {
namespace {

using json::Kind;
using json::Value;

constexpr Bounds kNumbers{-kMaxMinor, kMaxMinor, "out_of_range"};
constexpr std::size_t kLongestList = 10'000;

constexpr std::string_view kWeekdays[] = {"MO", "TU", "WE", "TH", "FR", "SA", "SU"};
constexpr std::string_view kStages[] = {"repeat",         "customer",   "dormant",
                                        "cart_abandoned", "subscribed", "new"};

bool is_list(Operator op) {
  return op == Operator::in || op == Operator::not_in || op == Operator::has_any ||
         op == Operator::has_all || op == Operator::has_none;
}

/// One value of an operand.
class OperandReader {
 public:
  OperandReader(CompileContext& context, const FactEntry& fact) : context_(context), fact_(fact) {}

  bool number(const Value& value, const Path& at, std::int64_t& number) {
    if (fact_.kind != FactKind::time_of_day) {
      return read_integer(value, at, context_.errors, kNumbers, number);
    }
    std::string_view text;
    if (!read_text(value, at, context_.errors, text)) return false;
    const std::optional<int> minutes = parse_time_of_day(text);
    if (!minutes) {
      context_.errors.add("time_of_day_invalid", at, value, "\"HH:MM\", 00:00 to 24:00");
      return false;
    }
    number = *minutes;
    return true;
  }

  /// A text; of closed vocabularies one of their words.
  bool text(const Value& value, const Path& at, std::string_view& text) {
    std::size_t ignored = 0;
    if (fact_.fact == Fact::context_weekday &&
        !read_word(value, at, context_.errors, kWeekdays, ignored)) {
      return false;
    }
    if (fact_.fact == Fact::customer_stage &&
        !read_word(value, at, context_.errors, kStages, ignored)) {
      return false;
    }
    return read_text(value, at, context_.errors, text);
  }

  bool is_numeric(const Value& value) const {
    switch (fact_.kind) {
      case FactKind::money:
      case FactKind::number:
      case FactKind::time_of_day:
        return true;
      case FactKind::free:
        return value.is(Kind::integer) || value.is(Kind::number);
      default:
        return false;
    }
  }

 private:
  CompileContext& context_;
  const FactEntry& fact_;
};

bool compile_list(CompileContext& context, const Value& value, const Path& at,
                  const FactEntry& fact, Condition& test) {
  if (!expect_kind(value, at, context.errors, Kind::array)) return false;
  if (value.size() > kLongestList) {
    context.errors.add("too_many", at, TENDERO_SAY(join({digits(value.size()), " values"})),
                       TENDERO_SAY(join({"at most ", digits(kLongestList)})));
    return false;
  }
  OperandReader reader(context, fact);
  const bool may_be_numbers = test.op == Operator::in || test.op == Operator::not_in;
  std::vector<std::int64_t> numbers;
  std::vector<StringId> strings;
  std::size_t index = 0;
  for (const Value element : value.elements()) {
    const Path here(at, index++);
    if (index == 1) test.numeric = may_be_numbers && reader.is_numeric(element);
    std::int64_t number = 0;
    std::string_view text;
    if (test.numeric) {
      if (!reader.number(element, here, number)) return false;
      numbers.push_back(number);
    } else {
      if (!reader.text(element, here, text)) return false;
      strings.push_back(context.intern(text));
    }
  }
  Program& program = context.program;
  sort_unique(strings);
  std::vector<std::int64_t> ascending;
  for (const std::uint32_t position : sorted_positions(
           numbers.size(),
           [&](std::uint32_t a, std::uint32_t b) { return numbers[a] < numbers[b]; })) {
    if (ascending.empty() || ascending.back() != numbers[position]) {
      ascending.push_back(numbers[position]);
    }
  }
  test.operand = test.numeric ? Operand::numbers : Operand::texts;
  test.numbers = {static_cast<std::uint32_t>(program.numbers.size()),
                  static_cast<std::uint32_t>(ascending.size())};
  test.strings = {static_cast<std::uint32_t>(program.strings.size()),
                  static_cast<std::uint32_t>(strings.size())};
  program.numbers.insert(program.numbers.end(), ascending.begin(), ascending.end());
  program.strings.insert(program.strings.end(), strings.begin(), strings.end());
  return true;
}

bool compile_between(CompileContext& context, const Value& value, const Path& at,
                     const FactEntry& fact, Condition& test) {
  if (!value.is(Kind::array) || value.size() != 2) {
    context.errors.add("wrong_type", at, value, "[from, until]");
    return false;
  }
  OperandReader reader(context, fact);
  std::int64_t ends[2] = {0, 0};
  std::size_t index = 0;
  for (const Value element : value.elements()) {
    const Path here(at, index);
    if (!reader.number(element, here, ends[index++])) return false;
  }
  test.operand = Operand::number;
  test.numeric = true;
  test.number = ends[0];
  test.until = ends[1];
  return true;
}

bool compile_single(CompileContext& context, const Value& value, const Path& at,
                    const FactEntry& fact, Condition& test) {
  OperandReader reader(context, fact);
  const bool ordered = test.op == Operator::gt || test.op == Operator::gte ||
                       test.op == Operator::lt || test.op == Operator::lte;
  const bool textual = test.op == Operator::has || test.op == Operator::starts_with ||
                       test.op == Operator::ends_with || test.op == Operator::contains;
  if (!textual && (ordered || reader.is_numeric(value))) {
    test.operand = Operand::number;
    test.numeric = true;
    return reader.number(value, at, test.number);
  }
  const bool boolean = fact.kind == FactKind::boolean ||
                       (fact.kind == FactKind::free && !textual && value.is(Kind::boolean));
  if (boolean) {
    test.operand = Operand::boolean;
    return read_boolean(value, at, context.errors, test.flag);
  }
  std::string_view text;
  if (!reader.text(value, at, text)) return false;
  test.operand = Operand::text;
  test.string = context.intern(text);
  test.text = context.keep(text);
  return true;
}

}  // namespace

bool compile_operand(CompileContext& context, const Value& value, const Path& at,
                     const FactEntry& fact, Condition& test) {
  if (test.op == Operator::exists) {
    test.operand = Operand::boolean;
    return read_boolean(value, at, context.errors, test.flag);
  }
  if (test.op == Operator::between) return compile_between(context, value, at, fact, test);
  const bool equals = test.op == Operator::eq || test.op == Operator::ne;
  const bool set = equals && (fact.kind == FactKind::set ||
                              (fact.kind == FactKind::free && value.is(Kind::array)));
  if (is_list(test.op) || set) return compile_list(context, value, at, fact, test);
  return compile_single(context, value, at, fact, test);
}

}  // namespace tendero
