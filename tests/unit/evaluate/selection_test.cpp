// The search for the best set: what is proven, and what is said where it is not.
#include "evaluate/priced.hpp"

using namespace tendero;
using namespace tendero::testing;

namespace {

std::string percent(std::string_view id, int percentage, std::string_view more = {}) {
  return R"({"id":")" + std::string(id) + R"(",)" + std::string(more) +
         R"("effects":[{"type":"percent_off","percent":)" + std::to_string(percentage) + "}]}";
}

}  // namespace

TEST_CASE("promotions that only add up are proven best by one run") {
  Priced priced(rules_selecting("best_for_customer", percent("a", 10) + "," + percent("b", 20)),
                request(line("l", 1000)));
  const Answer answer = priced.evaluate().value();
  CHECK(answer.totals.total == Money::minor(720));
  CHECK(answer.proven);
  CHECK(answer.sets == 1);
}

TEST_CASE("exclusive promotions are searched, and the search is proven") {
  Priced priced(
      rules_selecting("best_for_customer", percent("a", 10, R"("exclusive":true,"priority":9,)") +
                                               "," + percent("b", 20) + "," + percent("c", 5)),
      request(line("l", 1000)));
  const Answer answer = priced.evaluate().value();
  CHECK(answer.totals.total == Money::minor(760));
  CHECK(answer.applied.size() == 2);
  CHECK(answer.proven);
  CHECK(answer.sets > 1);
}

TEST_CASE("a search that stops early says so, with a bound that is one") {
  // 48 promotions for all lines, each spoiling the threshold of others: far more sets than the
  // budget.
  std::string promotions;
  for (int i = 0; i < 48; ++i) {
    if (i > 0) promotions += ",";
    promotions += R"({"id":"p)" + std::to_string(100 + i) +
                  R"(","when":{"fact":"cart.discounted_subtotal","gte":)" +
                  std::to_string(99000 - 137 * ((i * 29) % 48)) +
                  R"(},"effects":[{"type":"amount_off","amount":)" + std::to_string(150 + 11 * i) +
                  "}]}";
  }
  Priced priced(rules_selecting("best_for_customer", promotions), request(line("l", 20000, 5)));
  const Answer answer = priced.evaluate().value();
  CHECK_FALSE(answer.proven);
  CHECK(answer.best_possible_total <= answer.totals.total);
  CHECK(answer.sets <= limits::kSearchSets + 1);
  Priced walked(rules_selecting("priority", promotions), request(line("l", 20000, 5)));
  CHECK(answer.totals.total <= walked.evaluate().value().totals.total);
}

TEST_CASE("the walk by priority runs one set and claims it") {
  Priced priced(rules_selecting("priority",
                                percent("a", 10, R"("exclusive":true,)") + "," + percent("b", 20)),
                request(line("l", 1000)));
  const Answer answer = priced.evaluate().value();
  CHECK(answer.totals.total == Money::minor(900));
  CHECK(answer.proven);
  CHECK(answer.sets == 1);
}

TEST_CASE("a nudge's test counts as met for its promotion alone") {
  const std::string rules = rules_selecting(
      "priority",
      R"({"id":"a","when":{"fact":"cart.subtotal","gte":5000},"effects":[{"type":"percent_off","percent":10}]},)"
      R"({"id":"b","when":{"fact":"cart.subtotal","gte":5000},"effects":[{"type":"percent_off","percent":50}]})");
  Priced priced(rules, request(line("l", 1000)));
  EvaluateOptions options;
  const Program& program = *priced.play().rules;
  options.assumed = {{&program, 0}, program.promotions[0].when};
  CHECK(program.promotions[0].id == "a");
  CHECK(priced.evaluate(options).value().totals.total == Money::minor(900));
  CHECK(priced.evaluate().value().totals.total == Money::minor(1000));
}
