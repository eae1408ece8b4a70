// Reader of requests, evaluator and open carts: any text gets an answer that is JSON, and a cart
// that opens answers what one evaluation answers.

#include <cstdint>
#include <cstdlib>

#include "tendero/engine.hpp"
#include "tendero/json.hpp"

namespace {

constexpr std::string_view kRules =
    R"({"tendero":1,"store":{"currency":"EUR","timezone":"UTC","tax":{"default_rate":21}},
"segments":{"vip":{"any":[{"fact":"customer.tier","in":["gold"]},{"fact":"customer.orders","gte":3}]}},
"promotions":[
{"id":"a","priority":3,"effects":[{"type":"percent_off","percent":12.5,"max_amount":900,"where":{"fact":"line.tags","has":"t"}}]},
{"id":"b","group":"g","effects":[{"type":"buy_x_get_y","buy":{"quantity":2},"get":{"percent_off":100}}]},
{"id":"c","group":"g","when":{"segment":"vip"},"effects":[{"type":"amount_off","target":"order","amount":500}]},
{"id":"d","effects":[{"type":"fixed_price","amount":1000,"quantity":3,"where":{"fact":"line.price","gt":300}}]},
{"id":"e","when":{"fact":"cart.discounted_subtotal","gte":3000},"effects":[{"type":"free_shipping"}]},
{"id":"f","effects":[{"type":"earn_points","per":100,"points":1}]},
{"id":"g","stop":true,"effects":[{"type":"percent_off","percent":5,"target":"order_and_shipping"}]}]})";

const std::shared_ptr<const tendero::Ruleset>& rules() {
  static const std::shared_ptr<const tendero::Ruleset> loaded =
      tendero::Ruleset::load(kRules).ruleset;
  return loaded;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const tendero::Evaluated parts = rules()->evaluate_parts(text);
  const tendero::json::Limits large{.bytes = SIZE_MAX};
  const std::string& said = parts.ok ? parts.result : parts.errors;
  if (!tendero::json::Document::parse(said, large).ok()) std::abort();
  tendero::OpenCart::Opened opened = tendero::OpenCart::open(rules(), text);
  if ((opened.cart != nullptr) != parts.ok) std::abort();
  if (opened.cart == nullptr) return 0;
  if (opened.answer.find(parts.result) == std::string::npos) std::abort();
  const std::string same = opened.cart->change(R"({"sequence":1,"answer":"whole"})");
  if (same.find(parts.result) == std::string::npos) std::abort();
  return 0;
}
