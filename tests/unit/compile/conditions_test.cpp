#include <doctest/doctest.h>

#include "program/fact_table.hpp"
#include "support.hpp"

using namespace tendero;
using namespace tendero::testing;

namespace {

Problems errors_of(std::string_view when) {
  return load_errors(with_condition(when));
}

std::string suggestion(std::string_view rules) {
  const std::string answer = Ruleset::load(rules).answer;
  const Result<json::Document> parsed = json::Document::parse(answer);
  for (const json::Value problem : parsed.value().root()["errors"].elements()) {
    return std::string(problem["did_you_mean"].text_or(""));
  }
  return "";
}

}  // namespace

TEST_CASE("conditions have one form each") {
  CHECK(errors_of(R"({"all":[]})").empty());
  CHECK(errors_of(R"({"any":[]})").empty());
  CHECK(errors_of(R"({"not":{"fact":"cart.lines","gt":1}})").empty());
  CHECK(errors_of(R"({})") == Problems{"condition_invalid /promotions/0/when"});
  CHECK(errors_of(R"({"all":[],"any":[]})") == Problems{"condition_invalid /promotions/0/when"});
  CHECK(errors_of(R"({"al":[]})") == Problems{"unknown_member /promotions/0/when/al"});
  CHECK(errors_of(R"({"all":{}})") == Problems{"wrong_type /promotions/0/when/all"});
  CHECK(errors_of("[]") == Problems{"wrong_type /promotions/0/when"});
  CHECK(errors_of(R"({"fact":"cart.lines"})") == Problems{"one_operator /promotions/0/when"});
  CHECK(errors_of(R"({"fact":"cart.lines","gt":1,"lt":3})") ==
        Problems{"one_operator /promotions/0/when"});
  CHECK(errors_of(R"({"fact":"cart.lines","matches":"a.*"})") ==
        Problems{"unknown_operator /promotions/0/when/matches"});
}

TEST_CASE("unknown facts and operators come with the nearest known one") {
  CHECK(suggestion(with_condition(R"({"fact":"customer.spend","gte":1})")) == "customer.spent");
  CHECK(suggestion(with_condition(R"({"fact":"cart.subtotl","gte":1})")) == "cart.subtotal");
  CHECK(suggestion(with_condition(R"({"fact":"cart.subtotal","gt e":1})")) == "gte");
  CHECK(suggestion(with_condition(R"({"fact":"context.weekday","eq":"MOO"})")) == "MO");
}

TEST_CASE("every fact takes the operators of its kind and no other") {
  for (const FactEntry& entry : fact_table()) {
    std::string name(entry.name);
    if (name.back() == '.') name += "colour";
    if (entry.fact == Fact::cart_codes) continue;
    for (unsigned i = 0; i <= static_cast<unsigned>(Operator::exists); ++i) {
      const auto op = static_cast<Operator>(i);
      const bool numeric = entry.kind == FactKind::money || entry.kind == FactKind::number;
      std::string operand = entry.kind == FactKind::boolean       ? "true"
                            : numeric                             ? "3"
                            : entry.kind == FactKind::time_of_day ? "\"08:00\""
                            : entry.fact == Fact::context_weekday ? "\"MO\""
                            : entry.fact == Fact::customer_stage  ? "\"new\""
                                                                  : "\"x\"";
      const bool ordered =
          op == Operator::gt || op == Operator::gte || op == Operator::lt || op == Operator::lte;
      if (entry.kind == FactKind::free && (ordered || op == Operator::between)) operand = "3";
      if (op == Operator::exists) operand = "true";
      if (op == Operator::between) operand = "[" + operand + "," + operand + "]";
      const bool list = op == Operator::in || op == Operator::not_in || op == Operator::has_any ||
                        op == Operator::has_all || op == Operator::has_none ||
                        (entry.kind == FactKind::set && (op == Operator::eq || op == Operator::ne));
      if (list) operand = "[" + operand + "]";
      const std::string test =
          R"({"fact":")" + name + R"(",")" + std::string(name_of(op)) + R"(":)" + operand + "}";
      const bool line = entry.scope == FactScope::line;
      const std::string when =
          line ? R"({"fact":"lines.count","where":)" + test + R"(,"gt":0})" : test;
      CAPTURE(when);
      const Problems found = errors_of(when);
      CHECK(found.empty() == allows(entry.kind, op));
      if (!found.empty()) CHECK(found.front().substr(0, 15) == "wrong_operator ");
    }
  }
}

TEST_CASE("operands are of the fact's kind; nothing is coerced") {
  CHECK(errors_of(R"({"fact":"cart.subtotal","gte":"5"})") ==
        Problems{"wrong_type /promotions/0/when/gte"});
  CHECK(errors_of(R"({"fact":"cart.subtotal","gte":5.0})") ==
        Problems{"float_forbidden /promotions/0/when/gte"});
  CHECK(errors_of(R"({"fact":"cart.subtotal","gte":9007199254740993})") ==
        Problems{"out_of_range /promotions/0/when/gte"});
  CHECK(errors_of(R"({"fact":"cart.subtotal","between":[1]})") ==
        Problems{"wrong_type /promotions/0/when/between"});
  CHECK(errors_of(R"({"fact":"customer.tier","eq":3})") ==
        Problems{"wrong_type /promotions/0/when/eq"});
  CHECK(errors_of(R"({"fact":"customer.tier","in":"gold"})") ==
        Problems{"wrong_type /promotions/0/when/in"});
  CHECK(errors_of(R"({"fact":"customer.tier","in":["gold",3]})") ==
        Problems{"wrong_type /promotions/0/when/in/1"});
  CHECK(errors_of(R"({"fact":"customer.logged_in","eq":1})") ==
        Problems{"wrong_type /promotions/0/when/eq"});
  CHECK(errors_of(R"({"fact":"context.time","between":["22:00","06:00"]})").empty());
  CHECK(errors_of(R"({"fact":"context.time","gte":"6:00"})") ==
        Problems{"time_of_day_invalid /promotions/0/when/gte"});
  CHECK(errors_of(R"({"fact":"cart.attributes.n","in":[1,2]})").empty());
  CHECK(errors_of(R"({"fact":"cart.attributes.n","in":[1,"2"]})") ==
        Problems{"wrong_type /promotions/0/when/in/1"});
  CHECK(errors_of(R"({"fact":"cart.attributes.n","starts_with":1})") ==
        Problems{"wrong_type /promotions/0/when/starts_with"});
  CHECK(errors_of(R"({"fact":"cart.attributes.1n","eq":1})") ==
        Problems{"name_invalid /promotions/0/when/fact"});
  CHECK(errors_of(R"({"fact":"cart.attributes.__proto__","eq":1})") ==
        Problems{"name_forbidden /promotions/0/when/fact"});
  CHECK(errors_of(R"({"fact":"shipping.postcode","starts_with":"^28.*"})").empty());  // a literal
}

TEST_CASE("line facts stand inside where, and nothing else does") {
  CHECK(errors_of(R"({"fact":"line.sku","eq":"x"})") ==
        Problems{"wrong_scope /promotions/0/when/fact"});
  CHECK(errors_of(R"({"fact":"lines.count","where":{"fact":"cart.lines","gt":1},"gt":0})") ==
        Problems{"wrong_scope /promotions/0/when/where/fact"});
  CHECK(errors_of(R"({"fact":"cart.lines","where":{"fact":"line.sku","eq":"x"},"gt":0})") ==
        Problems{"unknown_member /promotions/0/when/where"});
  CHECK(errors_of(R"({"fact":"cart.codes","has":"A"})") ==
        Problems{"codes_are_private /promotions/0/when/fact"});
}

TEST_CASE("segments: unknown ones, circles with their path, mistakes told once where they stand") {
  const auto with = [](std::string_view segments, std::string_view when) {
    return load_errors(ruleset(promotion(R"({"type":"free_shipping"})", when),
                               R"("segments":{)" + std::string(segments) + "},"));
  };
  CHECK(with(R"("vip":{"fact":"customer.spent","gte":1})",
             R"({"all":[{"segment":"vip"},{"segment":"vip"}]})")
            .empty());
  CHECK(with(R"("vip":{"all":[]})", R"({"segment":"vpi"})") ==
        Problems{"unknown_segment /promotions/0/when/segment"});
  CHECK(with(R"("a":{"segment":"b"},"b":{"any":[{"segment":"a"}]})", R"({"segment":"a"})") ==
        Problems{"segment_circle /segments/b/any/0/segment"});
  const std::string circle =
      Ruleset::load(R"({"tendero":1,"segments":{"a":{"not":{"segment":"b"}},"b":{"segment":"a"}}})")
          .answer;
  CHECK(circle.find("a → b → a") != std::string::npos);
  CHECK(with(R"("bad":{"fact":"nope","gte":1})",
             R"({"any":[{"segment":"bad"},{"segment":"bad"}]})") ==
        Problems{"unknown_fact /segments/bad/fact"});
  CHECK(with(R"("socks":{"fact":"line.tags","has":"sock"})",
             R"({"fact":"lines.count","where":{"segment":"socks"},"gt":0})")
            .empty());
  CHECK(with(R"("socks":{"fact":"line.tags","has":"sock"})", R"({"all":[]})")
            .empty());  // unused: meant for a where
  CHECK(with(R"("self":{"segment":"self"})", R"({"all":[]})") ==
        Problems{"segment_circle /segments/self/segment"});
}

TEST_CASE("deep and heavy conditions are refused, not run") {
  std::string segments;
  for (int i = 0; i < 40; ++i) {
    const std::string next = i == 39 ? R"({"fact":"cart.lines","gt":1})"
                                     : R"({"segment":"s)" + std::to_string(i + 1) + "\"}";
    segments += (i == 0 ? "" : ",") + std::string("\"s") + std::to_string(i) + R"(":{"all":[)" +
                next + "," + next + "]}";
  }
  const Problems found = load_errors(R"({"tendero":1,"segments":{)" + segments + "}}");
  REQUIRE_FALSE(found.empty());
  CHECK(found.front().substr(0, 4) == "too_");
}
