#include <doctest/doctest.h>

#include "support.hpp"

using namespace tendero;
using namespace tendero::testing;

namespace {

Problems errors_of(std::string_view effect) {
  return load_errors(with_effect(effect));
}

const std::string kAt = "/promotions/0/effects/0";

}  // namespace

TEST_CASE("what is not built yet is refused by its name, what nobody knows is unknown") {
  for (const char* type :
       {"bundle", "per_group", "tiered", "gift", "shipping_off", "store_credit", "message"}) {
    CHECK(errors_of(R"({"type":")" + std::string(type) + "\"}") ==
          Problems{"not_built " + kAt + "/type"});
  }
  CHECK(errors_of(R"({"type":"percent"})") == Problems{"unknown_value " + kAt + "/type"});
  CHECK(errors_of("{}") == Problems{"required " + kAt + "/type"});
  CHECK(errors_of("3") == Problems{"wrong_type " + kAt});
}

TEST_CASE("percentages are read from their text, at most 4 decimals, 0 to 100") {
  for (const char* percent : {"0", "100", "12.5", "33.3333", "0.0001"}) {
    CHECK(errors_of(R"({"type":"percent_off","percent":)" + std::string(percent) + "}").empty());
  }
  for (const char* percent :
       {"100.01", "101", "-5", "1e-9", "1e1", "0.00001", "\"20\"", "true", "null"}) {
    CAPTURE(percent);
    CHECK(errors_of(R"({"type":"percent_off","percent":)" + std::string(percent) + "}") ==
          Problems{"percent_invalid " + kAt + "/percent"});
  }
  CHECK(errors_of(R"({"type":"percent_off"})") == Problems{"required " + kAt + "/percent"});
}

TEST_CASE("each type takes its members and no others") {
  const std::string where = R"("where":{"fact":"line.sku","eq":"x"})";
  CHECK(errors_of(R"({"type":"percent_off","target":"units","percent":5,)" + where +
                  R"(,"max_amount":1,"max_units":1,"pick":"dearest"})")
            .empty());
  CHECK(errors_of(R"({"type":"amount_off","target":"lines","amount":5,"allocate":"each",)" + where +
                  R"(,"max_units":1,"pick":"cart_order"})")
            .empty());
  CHECK(errors_of(R"({"type":"fixed_price","amount":999,"quantity":3,)" + where + "}").empty());
  CHECK(errors_of(R"({"type":"free_shipping","methods":["a"],"countries":["ES"],"max_amount":500})")
            .empty());
  CHECK(errors_of(R"({"type":"free_shipping","methods":[]})") ==
        Problems{"empty_list " + kAt + "/methods"});
  CHECK(errors_of(R"({"type":"amount_off","amount":5,"max_amount":1})") ==
        Problems{"unknown_member " + kAt + "/max_amount"});
  CHECK(errors_of(R"({"type":"fixed_price","amount":5,"pick":"cheapest"})") ==
        Problems{"unknown_member " + kAt + "/pick"});
  CHECK(errors_of(R"({"type":"amount_off","amount":-1})") ==
        Problems{"amount_invalid " + kAt + "/amount"});
  CHECK(errors_of(R"({"type":"amount_off","amount":1.5})") ==
        Problems{"float_forbidden " + kAt + "/amount"});
  CHECK(errors_of(R"({"type":"amount_off","amount":9007199254740993})") ==
        Problems{"amount_overflow " + kAt + "/amount"});
}

TEST_CASE("members that mean units stand only with targets of units") {
  CHECK(errors_of(R"({"type":"percent_off","percent":5,"target":"order","max_units":1})") ==
        Problems{"wrong_member " + kAt + "/max_units"});
  CHECK(errors_of(R"({"type":"percent_off","percent":5,"target":"order","pick":"dearest"})") ==
        Problems{"wrong_member " + kAt + "/pick"});
  CHECK(errors_of(R"({"type":"amount_off","amount":5,"target":"shipping","allocate":"each"})") ==
        Problems{"wrong_member " + kAt + "/allocate"});
  CHECK(errors_of(R"({"type":"fixed_price","amount":5,"target":"order","quantity":2})") ==
        Problems{"wrong_member " + kAt + "/quantity"});
  CHECK(
      errors_of(
          R"({"type":"percent_off","percent":5,"target":"shipping","where":{"fact":"line.sku","eq":"x"}})") ==
      Problems{"wrong_member " + kAt + "/where"});
  CHECK(
      errors_of(
          R"({"type":"percent_off","percent":5,"target":"order","where":{"fact":"line.sku","eq":"x"}})")
          .empty());
}

TEST_CASE("buy_x_get_y") {
  CHECK(errors_of(R"({"type":"buy_x_get_y","buy":{"quantity":2},"get":{"percent_off":100}})")
            .empty());
  CHECK(
      errors_of(
          R"({"type":"buy_x_get_y","buy":{"amount":5000},"get":{"quantity":2,"fixed_price":1},"pick":"dearest","partial":true,"scope":"line"})")
          .empty());
  CHECK(
      errors_of(
          R"({"type":"buy_x_get_y","buy":{"quantity":2,"amount":1},"get":{"percent_off":100}})") ==
      Problems{"one_of " + kAt + "/buy"});
  CHECK(errors_of(R"({"type":"buy_x_get_y","buy":{},"get":{"percent_off":100}})") ==
        Problems{"one_of " + kAt + "/buy"});
  CHECK(errors_of(R"({"type":"buy_x_get_y","buy":{"quantity":1},"get":{}})") ==
        Problems{"one_of " + kAt + "/get"});
  CHECK(errors_of(R"({"type":"buy_x_get_y","buy":{"quantity":0},"get":{"percent_off":100}})") ==
        Problems{"out_of_range " + kAt + "/buy/quantity"});
  CHECK(
      errors_of(R"({"type":"buy_x_get_y","buy":{"quantity":1000001},"get":{"percent_off":100}})") ==
      Problems{"out_of_range " + kAt + "/buy/quantity"});
  CHECK(errors_of(R"({"type":"buy_x_get_y"})") ==
        Problems{"required " + kAt + "/buy", "required " + kAt + "/get"});
  CHECK(
      errors_of(
          R"({"type":"buy_x_get_y","buy":{"amount":1},"get":{"percent_off":1},"grouping":"each"})") ==
      Problems{"not_built " + kAt + "/grouping"});
}

TEST_CASE("earn_points: points, per and points, or multiply") {
  CHECK(errors_of(R"({"type":"earn_points","points":5})").empty());
  CHECK(errors_of(R"({"type":"earn_points","per":100,"points":1})").empty());
  CHECK(errors_of(R"({"type":"earn_points","multiply":1.5})").empty());
  CHECK(errors_of(R"({"type":"earn_points"})") == Problems{"one_of " + kAt});
  CHECK(errors_of(R"({"type":"earn_points","per":100})") == Problems{"one_of " + kAt});
  CHECK(errors_of(R"({"type":"earn_points","multiply":2,"points":1})") ==
        Problems{"one_of " + kAt});
  CHECK(errors_of(R"({"type":"earn_points","points":1.5})") ==
        Problems{"float_forbidden " + kAt + "/points"});
}
