#include "advise/advise.hpp"
#include "evaluate/priced.hpp"

using namespace tendero;
using namespace tendero::testing;

TEST_CASE("nudges come only with explain nearest, and steps count what they cost") {
  const std::string rules = rules_selecting(
      "best_for_customer",
      R"({"id":"p","when":{"fact":"cart.subtotal","gte":5000},"effects":[{"type":"percent_off","percent":10}]})");
  for (const char* const explain : {"none", "codes", "nearest", "all"}) {
    Priced priced(rules, request(line("l", 4000), R"(,"explain":")" + std::string(explain) + "\""));
    Arena arena;
    const Answer answer = advise(priced.play(), priced.request(), arena).value();
    CHECK(answer.nudges.size() == (std::string(explain) == "nearest" ? 1 : 0));
    if (answer.nudges.empty()) continue;
    CHECK(answer.nudges[0].missing == 1000);
    CHECK(answer.nudges[0].gain == Money::minor(400));
    Arena own;
    CHECK(answer.steps > evaluate(priced.play(), priced.request(), own).value().steps);
  }
}

TEST_CASE("a nudge asks for the least units that meet the threshold") {
  const std::string rules = rules_selecting(
      "priority",
      R"({"id":"p","when":{"fact":"cart.quantity","gt":4},"effects":[{"type":"free_shipping"}]})");
  Priced priced(rules, request(line("l", 100, 3), "",
                               R"(,"shipping":{"method":"s","options":[{"id":"s","price":495}]})"));
  Arena arena;
  const Answer answer = advise(priced.play(), priced.request(), arena).value();
  REQUIRE(answer.nudges.size() == 1);
  CHECK(answer.nudges[0].fact == Fact::cart_quantity);
  CHECK(answer.nudges[0].missing == 2);
  CHECK(answer.nudges[0].gain == Money::minor(495));
}
