// A cart that stays: any series of changes gives what one evaluation of the final cart gives.

#include <doctest/doctest.h>

#include <map>

#include "support.hpp"

using namespace tendero;
using namespace tendero::testing;

namespace {

const std::string kRules = ruleset(
    R"({"id":"ten","effects":[{"type":"percent_off","percent":10,"where":{"fact":"line.tags","has":"t"}}]},
       {"id":"ship","when":{"fact":"cart.discounted_subtotal","gte":5000},"effects":[{"type":"free_shipping"}]},
       {"id":"code","trigger":"code","effects":[{"type":"amount_off","target":"order","amount":300}]})");
const std::string kFragment =
    R"({"code":"VERANO","promotion":{"id":"code","trigger":"code","effects":[{"type":"amount_off","target":"order","amount":300}]}})";

std::string member(const std::string& answer, std::string_view name) {
  const Result<json::Document> parsed = json::Document::parse(answer);
  json::Writer out;
  return out.value(parsed.value().root()[name]).take();
}

/// Applies a delta as a page does, and answers the whole result.
std::string applied(const std::string& result, const std::string& delta) {
  const Result<json::Document> before = json::Document::parse(result);
  const Result<json::Document> change = json::Document::parse(delta);
  const json::Value was = before.value().root();
  const json::Value now = change.value().root();
  const auto text = [](const json::Value& value) {
    json::Writer out;
    return out.value(value).take();
  };
  std::vector<std::pair<std::string, std::string>> lines;
  for (const json::Value line : was["lines"].elements()) {
    bool gone = false;
    for (const json::Value id : now["removed"].elements())
      gone = gone || id.text() == line["id"].text();
    if (!gone) lines.emplace_back(line["id"].text(), text(line));
  }
  for (const json::Value line : now["lines"].elements()) {
    bool found = false;
    for (auto& known : lines) {
      if (known.first == line["id"].text()) known.second = text(line), found = true;
    }
    if (!found) lines.emplace_back(line["id"].text(), text(line));
  }
  if (now["order"]) {
    const std::map<std::string, std::string> by_id(lines.begin(), lines.end());
    lines.clear();
    for (const json::Value id : now["order"].elements()) {
      lines.emplace_back(id.text(), by_id.at(std::string(id.text())));
    }
  }
  json::Writer out;
  out.begin_object();
  for (const json::Member& part : was.members()) {
    out.key(part.name);
    if (part.name == "lines") {
      out.begin_array();
      for (const auto& line : lines) out.raw(line.second);
      out.end_array();
    } else {
      out.value(now[part.name] ? now[part.name] : part.value);
    }
  }
  return out.end_object().take();
}

std::string line(const std::string& id, const std::string& members) {
  return R"({"id":")" + id + R"(","sku":"S",)" + members + "}";
}

struct Cart {
  std::shared_ptr<const Ruleset> ruleset = Ruleset::load(kRules).ruleset;
  std::unique_ptr<OpenCart> cart;
  std::string result;
  int sequence = 0;

  explicit Cart(const std::string& text) {
    OpenCart::Opened opened = OpenCart::open(ruleset, text);
    REQUIRE(opened.cart != nullptr);
    cart = std::move(opened.cart);
    result = member(opened.answer, "result");
  }

  /// Sends a change, follows the delta, and compares with one evaluation of `whole`.
  void change(const std::string& members, const std::string& whole) {
    const std::string answer =
        cart->change("{\"sequence\":" + std::to_string(++sequence) + "," + members + "}");
    CAPTURE(members);
    REQUIRE(problems(answer).empty());
    result = applied(result, member(answer, "delta"));
    CHECK(result == member(ruleset->evaluate(whole), "result"));
    CHECK(cart->digest() == ruleset->digest(whole));
  }
};

}  // namespace

TEST_CASE("changes and their deltas lead to the whole answer") {
  const std::string a = R"("unit_price":1000,"quantity":2,"tags":["t"])";
  const std::string b = R"("unit_price":700)";
  const std::string ship = R"("shipping":{"method":"std","options":[{"id":"std","price":495}]})";
  Cart cart(request(line("a", a) + "," + line("b", b), {}, "," + ship));
  cart.change(
      R"("set":{"lines":[{"id":"a","quantity":6}]})",
      request(line("a", R"("unit_price":1000,"quantity":6,"tags":["t"])") + "," + line("b", b), {},
              "," + ship));
  cart.change(
      R"("set":{"lines":[{"id":"a","quantity":2,"tags":null}]})",
      request(line("a", R"("unit_price":1000,"quantity":2)") + "," + line("b", b), {}, "," + ship));
  cart.change(R"("add":[)" + line("c", b) + R"(],"remove":["a"])",
              request(line("b", b) + "," + line("c", b), {}, "," + ship));
  cart.change(R"("remove":["b"],"add":[)" + line("b", a) + "]",
              request(line("c", b) + "," + line("b", a), {}, "," + ship));
  cart.change(R"("set":{"shipping":null,"codes":["verano"]})",
              request(line("c", b) + "," + line("b", a), {}, R"(,"codes":["verano"])"));
  cart.change(R"("set":{"fragments":[)" + kFragment + "]}",
              request(line("c", b) + "," + line("b", a), R"(,"fragments":[)" + kFragment + "]",
                      R"(,"codes":["verano"])"));
  cart.change(
      R"("set":{"lines":[{"id":"b","quantity":9}]})",
      request(line("c", b) + "," + line("b", R"("unit_price":1000,"quantity":9,"tags":["t"])"),
              R"(,"fragments":[)" + kFragment + "]", R"(,"codes":["verano"])"));
  cart.change(
      R"("set":{"fragments":null,"codes":null,"customer":{"orders":1},"detail":"units","explain":"none"})",
      request(line("c", b) + "," + line("b", R"("unit_price":1000,"quantity":9,"tags":["t"])"),
              R"(,"customer":{"orders":1},"detail":"units","explain":"none")"));
  cart.change(R"("remove":["c","b"],"set":{"customer":null,"detail":null,"explain":null})",
              request(""));
}

TEST_CASE("hundreds of changes stay bounded and exact") {
  Cart cart(request(line("a", R"("unit_price":1000)")));
  for (int i = 1; i <= 600; ++i) {
    const std::string quantity = std::to_string(i % 50 + 1);
    cart.change(R"("set":{"lines":[{"id":"a","quantity":)" + quantity + "}]}",
                request(line("a", R"("unit_price":1000,"quantity":)" + quantity)));
  }
}

TEST_CASE("a refused change changes nothing") {
  Cart cart(request(line("a", R"("unit_price":1000)")));
  const auto errors = [&](const std::string& text) { return problems(cart.cart->change(text)); };
  CHECK(errors(R"({"sequence":2})") == Problems{"sequence_wrong /sequence"});
  CHECK(errors("{}") == Problems{"sequence_wrong /sequence"});
  CHECK(errors("{") == Problems{"json_syntax "});
  CHECK(errors("[]") == Problems{"wrong_type "});
  CHECK(errors(R"({"sequence":1,"answer":"both"})") == Problems{"unknown_value /answer"});
  CHECK(errors(R"({"sequence":1,"sett":{}})") == Problems{"unknown_member /sett"});
  CHECK(errors(R"({"sequence":1,"remove":["x"]})") == Problems{"unknown_line /remove/0"});
  CHECK(errors(R"({"sequence":1,"set":{"lines":[{"id":"x","quantity":1}]}})") ==
        Problems{"unknown_line /set/lines/0/id"});
  CHECK(errors(R"({"sequence":1,"set":{"lines":[{"id":"a","quantity":0}]}})") ==
        Problems{"quantity_invalid /set/lines/0/quantity"});
  CHECK(errors(R"({"sequence":1,"set":{"lines":[{"id":"a","sku":null}]}})") ==
        Problems{"required /set/lines/0/sku"});
  CHECK(errors(R"({"sequence":1,"add":[)" + line("a", R"("unit_price":1)") + "]}") ==
        Problems{"duplicate_line /cart/lines/1/id"});
  CHECK(errors(R"({"sequence":1,"set":{"lines":[{"id":"a","quantity":5}],"fragments":[{}]}})") ==
        Problems{"required /set/fragments/0/code"});
  CHECK(errors(R"({"sequence":1,"set":{"currency":"USD"}})") ==
        Problems{"unknown_member /set/currency"});
  cart.change(R"("set":{})", request(line("a", R"("unit_price":1000)")));
}

TEST_CASE("the whole answer on request, and the digest where it is asked for") {
  Cart cart(request(line("a", R"("unit_price":1000)")));
  const std::string whole =
      cart.cart->change(R"({"sequence":1,"answer":"whole","set":{"digest":true}})");
  CHECK(member(whole, "result") == cart.result);
  CHECK(whole.find("request_digest") != std::string::npos);
}
