// What bounds an evaluation: steps, memory, and quantities that cost nothing.
#include "evaluate/priced.hpp"

using namespace tendero;
using namespace tendero::testing;

namespace {

/// Memory that ends after `left` chunks.
ChunkSource few_chunks(int& left) {
  ChunkSource source;
  source.acquire = [](void* context, std::size_t bytes) -> void* {
    const ChunkSource system = system_chunks();
    return (*static_cast<int*>(context))-- > 0 ? system.acquire(system.context, bytes) : nullptr;
  };
  source.release = [](void*, void* chunk) {
    const ChunkSource system = system_chunks();
    system.release(system.context, chunk);
  };
  source.context = &left;
  return source;
}

const char* const kEverything =
    R"({"id":"a","priority":9,"effects":[{"type":"buy_x_get_y","buy":{"quantity":2},"get":{"quantity":1,"percent_off":100},"grouping":"each"}]},)"
    R"({"id":"b","priority":8,"effects":[{"type":"fixed_price","quantity":3,"amount":1000}]},)"
    R"({"id":"c","priority":7,"group":"g","group_scope":"line","effects":[{"type":"percent_off","percent":7.5}]},)"
    R"({"id":"d","priority":6,"group":"g","group_scope":"line","effects":[{"type":"amount_off","allocate":"each","amount":111}]},)"
    R"({"id":"e","priority":5,"exclusive":true,"effects":[{"type":"percent_off","target":"order_and_shipping","percent":33,"max_amount":5000}]},)"
    R"({"id":"f","stop":true,"effects":[{"type":"buy_x_get_y","buy":{"amount":3000},"get":{"quantity":2,"percent_off":50},"partial":true}]},)"
    R"({"id":"h","when":{"fact":"lines.distinct_products","gte":1},"effects":[{"type":"earn_points","per":100,"points":1},{"type":"free_shipping"}]},)"
    R"({"id":"i","when":{"fact":"cart.subtotal","gte":99000000},"effects":[{"type":"percent_off","percent":1}]})";

std::string many_lines(int count, std::int64_t quantity) {
  std::string lines;
  for (int i = 0; i < count; ++i) {
    if (i > 0) lines += ",";
    lines += line("l" + std::to_string(i), 100 + 37 * (i % 11), quantity + i % 3);
  }
  return lines;
}

const char* const kShipping =
    R"(,"shipping":{"method":"s","options":[{"id":"s","price":495},{"id":"t","price":995}]})";

}  // namespace

TEST_CASE("memory that ends at any chunk ends the call with out_of_memory, never with a crash") {
  Priced priced(rules_selecting("best_for_customer", kEverything),
                request(many_lines(40, 3), R"(,"explain":"all","detail":"units")", kShipping));
  bool enough = false;
  for (int chunks = 0; chunks < 60 && !enough; ++chunks) {
    int left = chunks;
    Arena arena(few_chunks(left));
    const Result<Answer> result = evaluate(priced.play(), priced.request(), arena);
    enough = result.ok();
    if (!enough) CHECK(result.error().code == "out_of_memory");
  }
  CHECK(enough);
}

TEST_CASE("quantities of a million cost the steps that small ones do") {
  const std::string rules = rules_selecting("priority", kEverything);
  Priced small(rules, request(many_lines(20, 30), R"(,"detail":"units")", kShipping));
  Priced large(rules, request(many_lines(20, 999'990), R"(,"detail":"units")", kShipping));
  const Answer few = small.evaluate().value();
  const Answer many = large.evaluate().value();
  CHECK(many.steps < 3 * few.steps);
}

TEST_CASE("past its steps an evaluation is too_complex") {
  Priced priced(rules_selecting("priority", kEverything), request(many_lines(20, 2)));
  EvaluateOptions options;
  options.steps = 50;
  const Result<Answer> result = priced.evaluate(options);
  REQUIRE_FALSE(result.ok());
  CHECK(result.error().code == "too_complex");
}

TEST_CASE("the index and a full scan name the same promotions within reach") {
  std::string promotions;
  for (int i = 0; i < 30; ++i) {
    if (i > 0) promotions += ",";
    promotions += R"({"id":"p)" + std::to_string(10 + i) + R"(","when":{"fact":")" +
                  (i % 3 == 0 ? "cart.discounted_subtotal" : "cart.subtotal") + R"(","gte":)" +
                  std::to_string(500 + 211 * ((i * 7) % 30)) +
                  R"(},"effects":[{"type":"percent_off","percent":1}]})";
  }
  for (const std::int64_t price : {100, 499, 1500, 3333, 6000}) {
    Priced priced(rules_selecting("best_for_customer", promotions), request(line("l", price)));
    NearMisses indexed;
    NearMisses scanned;
    EvaluateOptions options;
    options.near_misses = &indexed;
    CHECK(priced.evaluate(options).ok());
    options.near_misses = &scanned;
    options.full_scan = true;
    CHECK(priced.evaluate(options).ok());
    REQUIRE(indexed.size() == scanned.size());
    for (std::size_t i = 0; i < indexed.size(); ++i) {
      CHECK(indexed[i].promotion == scanned[i].promotion);
      CHECK(indexed[i].missing == scanned[i].missing);
    }
  }
}
