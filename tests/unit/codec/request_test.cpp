// What a request may say; each refusal with its code and place.

#include <doctest/doctest.h>

#include "support.hpp"

using namespace tendero;
using namespace tendero::testing;

namespace {

const std::string kLine = R"({"id":"l1","sku":"S","unit_price":100})";

Problems line_errors(std::string_view members) {
  return request_errors(request(R"({"id":"l1","sku":"S",)" + std::string(members) + "}"));
}

Problems cart_errors(std::string_view members) {
  return request_errors(request(kLine, {}, "," + std::string(members)));
}

Problems root_errors(std::string_view members) {
  return request_errors(request(kLine, "," + std::string(members)));
}

}  // namespace

TEST_CASE("a whole request is taken") {
  CHECK(request_errors(request(kLine)).empty());
  CHECK(request_errors(request("")).empty());
  CHECK(
      request_errors(
          request(
              R"({"id":"l1","sku":"S","product":"p","quantity":1000000,"unit_price":0,"list_price":9,"categories":["a"],"collections":[],"brand":"b","tags":["t"],"tax_rate":10.5,"weight":5,"subscription":true,"attributes":{"n":1,"t":"x","b":false,"s":["q"],"floor_price":7}})",
              R"(,"customer":{"id":"u","logged_in":true,"groups":["g"],"tier":"gold","points":1,"orders":2,"spent":3,"last_order_days":4,"since_days":5,"birthday_in_days":6,"newsletter":false,"source":"s","referrer":"r","complaints":0,"email_domain":"x.es","attributes":{"a":1}},"context":{"channel":"web","device":"mobile","locale":"es-ES","country":"ES","payment_method":"card","page":"/","step":"cart","visits":3,"seconds_on_page":9,"utm":{"source":"x"}},"usage":{"p":{"uses_left":0,"customer_uses_left":1}},"fragments":[],"suggest":[{"id":"s","sku":"T","unit_price":5}],"explain":"all","detail":"units","digest":true)",
              R"(,"id":"c","codes":["A"],"gifts":[],"points_to_spend":0,"gift_cards":[],"attributes":{"z":1},"age_hours":30,"shipping":{"country":"ES","region":"M","postcode":"28001","method":"std","options":[{"id":"std","price":495,"tax_rate":21}]})"))
          .empty());
}

TEST_CASE("what is missing") {
  CHECK(request_errors("{}") == Problems{"required /now", "required /cart"});
  CHECK(request_errors(R"({"now":"2026-11-28T10:00:00Z","cart":{}})") ==
        Problems{"required /cart/lines"});
  CHECK(request_errors(request("{}")) == Problems{"required /cart/lines/0/id",
                                                  "required /cart/lines/0/sku",
                                                  "required /cart/lines/0/unit_price"});
  CHECK(request_errors("[]") == Problems{"wrong_type "});
}

TEST_CASE("now is an instant with its offset") {
  const auto now = [](std::string_view text) {
    return request_errors(R"({"now":)" + std::string(text) + R"(,"cart":{"lines":[]}})");
  };
  CHECK(now(R"("2026-11-28T10:00:00+01:00")").empty());
  CHECK(now(R"("2026-11-28T10:00:00")") == Problems{"time_invalid /now"});
  CHECK(now(R"("2026-02-30T10:00:00Z")") == Problems{"no_such_date /now"});
  CHECK(now(R"("2026-02-28T10:00:61Z")") == Problems{"no_such_time /now"});
  CHECK(now("1764320400000") == Problems{"wrong_type /now"});
}

TEST_CASE("quantities are integers from 1 to 1,000,000") {
  for (const char* quantity :
       {"0", "-1", "1000001", "2147483648", "9007199254740992", "9223372036854775807", "1e308",
        "\"1\"", "true", "null", "[1]", "{\"$gt\":0}"}) {
    CAPTURE(quantity);
    CHECK(line_errors(R"("unit_price":1,"quantity":)" + std::string(quantity)) ==
          Problems{"quantity_invalid /cart/lines/0/quantity"});
  }
  for (const char* quantity : {"1.5", "1.0", "1E3", "1e0"}) {
    CAPTURE(quantity);
    CHECK(line_errors(R"("unit_price":1,"quantity":)" + std::string(quantity)) ==
          Problems{"float_forbidden /cart/lines/0/quantity"});
  }
}

TEST_CASE("amounts are integers of 53 bits, and so is every sum") {
  CHECK(line_errors(R"("unit_price":9007199254740991)").empty());
  CHECK(line_errors(R"("unit_price":9007199254740992)") ==
        Problems{"amount_overflow /cart/lines/0/unit_price"});
  CHECK(line_errors(R"("unit_price":9007199254740993)") ==
        Problems{"amount_overflow /cart/lines/0/unit_price"});
  CHECK(line_errors(R"("unit_price":-1)") == Problems{"amount_invalid /cart/lines/0/unit_price"});
  CHECK(line_errors(R"("unit_price":1.0)") == Problems{"float_forbidden /cart/lines/0/unit_price"});
  CHECK(line_errors(R"("unit_price":"1")") == Problems{"wrong_type /cart/lines/0/unit_price"});
  CHECK(line_errors(R"("unit_price":900000000000000,"quantity":1000000)") ==
        Problems{"amount_overflow /cart/lines/0/unit_price"});
  std::string lines;
  for (int i = 0; i < 1000; ++i) {
    lines += (i == 0 ? "" : ",") + std::string(R"({"id":"l)") + std::to_string(i) +
             R"(","sku":"S","unit_price":9007199254741})";
  }
  CHECK(request_errors(request(lines)) == Problems{"amount_overflow /cart/lines"});
  CHECK(request_errors(request(R"({"id":"l1","sku":"S","unit_price":9007199254740991})", {},
                               R"(,"shipping":{"options":[{"id":"a","price":1}]})")) ==
        Problems{"amount_overflow /cart/lines"});
}

TEST_CASE("lines: ids once, 1,000 at most, members known") {
  CHECK(request_errors(request(kLine + "," + kLine)) ==
        Problems{"duplicate_line /cart/lines/1/id"});
  CHECK(line_errors(R"("unit_price":1,"qantity":2)") ==
        Problems{"unknown_member /cart/lines/0/qantity"});
  CHECK(line_errors(R"("unit_price":1,"tax_rate":101)") ==
        Problems{"percent_invalid /cart/lines/0/tax_rate"});
  CHECK(line_errors(R"("unit_price":1,"categories":"a")") ==
        Problems{"wrong_type /cart/lines/0/categories"});
  CHECK(line_errors(R"("unit_price":1,"categories":["a",1])") ==
        Problems{"wrong_type /cart/lines/0/categories/1"});
  CHECK(line_errors(R"("unit_price":1,"attributes":{"__proto__":1})") ==
        Problems{"name_forbidden /cart/lines/0/attributes/__proto__"});
  CHECK(line_errors(R"("unit_price":1,"attributes":{"a":{}})") ==
        Problems{"wrong_type /cart/lines/0/attributes/a"});
  CHECK(line_errors(R"("unit_price":1,"attributes":{"a":1.5})") ==
        Problems{"float_forbidden /cart/lines/0/attributes/a"});
  CHECK(request_errors(request(R"({"id":"constructor","sku":"S","unit_price":1})")) ==
        Problems{"name_forbidden /cart/lines/0/id"});
  CHECK(request_errors(request(R"({"id":true,"sku":"S","unit_price":1})")) ==
        Problems{"wrong_type /cart/lines/0/id"});
  CHECK(request_errors(request(R"({"id":"l1","sku":"","unit_price":1})")) ==
        Problems{"empty_text /cart/lines/0/sku"});
  std::string lines;
  for (int i = 0; i < 1001; ++i)
    lines += (i == 0 ? "" : ",") + std::string(R"({"id":"l)") + std::to_string(i) +
             R"(","sku":"S","unit_price":1})";
  CHECK(request_errors(request(lines)) == Problems{"too_many_lines /cart/lines"});
}

TEST_CASE("the cart's other members") {
  CHECK(request_errors(R"({"now":"2026-11-28T10:00:00Z","cart":{"currency":"USD","lines":[]}})") ==
        Problems{"currency_mismatch /cart/currency"});
  CHECK(request_errors(R"({"now":"2026-11-28T10:00:00Z","cart":{"currency":"eur","lines":[]}})") ==
        Problems{"currency_invalid /cart/currency"});
  CHECK(request_errors(R"({"now":"2026-11-28T10:00:00Z","cart":{"currency":"EUR ","lines":[]}})") ==
        Problems{"currency_invalid /cart/currency"});
  CHECK(cart_errors(R"("codes":"A")") == Problems{"wrong_type /cart/codes"});
  CHECK(cart_errors(R"("codes":[["A","A"]])") == Problems{"wrong_type /cart/codes/0"});
  CHECK(cart_errors(R"("gifts":[{}])") == Problems{"not_built /cart/gifts"});
  CHECK(cart_errors(R"("gift_cards":["x"])") == Problems{"not_built /cart/gift_cards"});
  CHECK(cart_errors(R"("points_to_spend":5)") == Problems{"not_built /cart/points_to_spend"});
  CHECK(cart_errors(R"("shipping":{"method":"fast","options":[{"id":"std","price":1}]})") ==
        Problems{"unknown_method /cart/shipping/method"});
  CHECK(cart_errors(R"("shipping":{"options":[{"id":"std","price":1},{"id":"std","price":2}]})") ==
        Problems{"duplicate_option /cart/shipping/options/1/id"});
  CHECK(cart_errors(R"("shipping":{"zone":"x"})") ==
        Problems{"unknown_member /cart/shipping/zone"});
  std::string codes;
  for (int i = 0; i < 31; ++i) codes += (i == 0 ? "\"A" : ",\"A") + std::to_string(i) + "\"";
  CHECK(cart_errors("\"codes\":[" + codes + "]") == Problems{"too_many_codes /cart/codes"});
}

TEST_CASE("the request's other members") {
  CHECK(root_errors(R"("costumer":{})") == Problems{"unknown_member /costumer"});
  CHECK(root_errors(R"("customer":{"first_order":true})") ==
        Problems{"unknown_member /customer/first_order"});
  CHECK(root_errors(R"("customer":{"orders":"3"})") == Problems{"wrong_type /customer/orders"});
  CHECK(root_errors(R"("context":{"weekday":"MO"})") ==
        Problems{"unknown_member /context/weekday"});
  CHECK(root_errors(R"("context":{"utm":{"a":1}})") == Problems{"wrong_type /context/utm/a"});
  CHECK(root_errors(R"("explain":"everything")") == Problems{"unknown_value /explain"});
  CHECK(root_errors(R"("usage":{"p":{"budget_left":1}})") ==
        Problems{"not_built /usage/p/budget_left"});
  CHECK(root_errors(R"("usage":{"p":{"uses_left":-1}})") ==
        Problems{"out_of_range /usage/p/uses_left"});
  CHECK(root_errors(R"("fragments":{})") == Problems{"wrong_type /fragments"});
  CHECK(root_errors(R"("fragments":[{}])") == Problems{"required /fragments/0/code"});
  CHECK(root_errors(R"("fragments":[{"code":"É","promotion":{}}])") ==
        Problems{"code_invalid /fragments/0/code"});
  CHECK(
      root_errors(
          R"("fragments":[{"code":"A","promotion":{"id":"p","effects":[{"type":"free_shipping"}]}}])") ==
      Problems{"not_by_code /fragments/0/promotion/trigger"});
  CHECK(root_errors(R"("suggest":[{"id":"x"}])") ==
        Problems{"required /suggest/0/sku", "required /suggest/0/unit_price"});
}

TEST_CASE("equal requests have equal digests, different ones do not") {
  const Ruleset::Loaded loaded = Ruleset::load(ruleset(""));
  const auto digest = [&](const std::string& text) { return loaded.ruleset->digest(text); };
  const std::string plain = digest(request(kLine));
  CHECK(digest(request(R"({"unit_price":100,"quantity":1,"sku":"S","id":"l1"})")) == plain);
  CHECK(digest(request(
            kLine, R"(,"customer":{},"usage":{},"fragments":[],"explain":"nearest","digest":true)",
            R"(,"codes":[],"shipping":{})")) == plain);
  CHECK(digest(R"({"now":"2026-11-28T11:00:00+01:00","cart":{"lines":[)" + kLine + "]}}") == plain);
  CHECK(digest(request(R"({"id":"l1","sku":"S","unit_price":101})")) != plain);
  CHECK(digest(request(kLine, R"(,"explain":"codes")")) != plain);
  CHECK(digest(request(kLine, R"(,"customer":{"orders":0})")) != plain);
  const std::string fragment =
      R"({"code":"VERANO","promotion":{"id":"v","trigger":"code","effects":[{"type":"free_shipping"}]})";
  const std::string with = digest(request(kLine, R"(,"fragments":[)" + fragment + "}]"));
  CHECK(with != plain);
  CHECK(digest(request(kLine, R"(,"fragments":[)" + fragment +
                                  R"(,"exp":5,"session":"x","segments":{}}])")) == with);
}
