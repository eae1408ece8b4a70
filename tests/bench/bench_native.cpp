// The native half of the benchmark: bench_native RULES REQUESTS, where REQUESTS holds one request a
// line. Commands come on standard input, answers leave as one JSON line each:
//   results            {"results":["…",…]}   the `result` of each request, as text
//   evaluate N         {"ms":…}              N whole calls, text to text
//   change N | whole N {"ms":…}              N changes of one quantity in open carts; the answer is
//   the delta or the whole
// Time is measured here, around the calls alone.
#include <chrono>
#include <fstream>
#include <iostream>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "tendero/engine.hpp"

namespace {

using Clock = std::chrono::steady_clock;

struct Cart {
  std::unique_ptr<tendero::OpenCart> open;
  long sequence = 0;
};

std::string read_file(const char* path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

std::vector<std::string> read_lines(const char* path) {
  std::ifstream in(path, std::ios::binary);
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

void quote(std::string& out, const std::string& text) {
  out += '"';
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  out += '"';
}

class Bench {
 public:
  Bench(std::shared_ptr<const tendero::Ruleset> rules, std::vector<std::string> requests)
      : rules_(std::move(rules)), requests_(std::move(requests)), carts_(requests_.size()) {}

  std::string results() const {
    std::string out = "{\"results\":[";
    for (std::size_t i = 0; i < requests_.size(); ++i) {
      if (i > 0) out += ',';
      quote(out, rules_->evaluate_parts(requests_[i]).result);
    }
    return out + "]}";
  }

  std::string evaluate(long count) {
    const auto from = Clock::now();
    for (long i = 0; i < count; ++i) keep(rules_->evaluate(requests_[next()]));
    return took(from);
  }

  /// Changes the quantity of one line of each cart in turn; all carts are opened before.
  std::string change(long count, bool whole) {
    std::vector<std::string> changes;
    std::vector<Cart*> of;
    for (long i = 0; i < count; ++i) {
      Cart& cart = opened(next());
      of.push_back(&cart);
      const long turn = ++cart.sequence;
      changes.push_back(
          "{\"sequence\":" + std::to_string(turn) +
          ",\"set\":{\"lines\":[{\"id\":\"l1\",\"quantity\":" + std::to_string(1 + turn % 5) +
          "}]}" + (whole ? ",\"answer\":\"whole\"}" : "}"));
    }
    const auto from = Clock::now();
    for (std::size_t i = 0; i < changes.size(); ++i) keep(of[i]->open->change(changes[i]));
    return took(from);
  }

 private:
  Cart& opened(std::size_t at) {
    Cart& cart = carts_[at];
    if (!cart.open) {
      auto opened = tendero::OpenCart::open(rules_, requests_[at]);
      if (!opened.cart) {
        std::cerr << opened.answer << '\n';
        std::exit(1);
      }
      cart.open = std::move(opened.cart);
    }
    return cart;
  }

  std::size_t next() {
    at_ = (at_ + 1) % requests_.size();
    return at_;
  }

  void keep(const std::string& answer) {
    bytes_ += answer.size();
    if (answer.rfind("{\"errors\"", 0) != 0) return;
    std::cerr << answer.substr(0, 400) << '\n';
    std::exit(1);
  }

  static std::string took(Clock::time_point from) {
    const std::chrono::duration<double, std::milli> ms = Clock::now() - from;
    return "{\"ms\":" + std::to_string(ms.count()) + "}";
  }

  std::shared_ptr<const tendero::Ruleset> rules_;
  std::vector<std::string> requests_;
  std::vector<Cart> carts_;
  std::size_t at_ = 0;
  std::size_t bytes_ = 0;
};

std::string answer(Bench& bench, const std::string& command) {
  std::istringstream words(command);
  std::string what;
  long count = 0;
  words >> what >> count;
  if (what == "results") return bench.results();
  if (what == "evaluate") return bench.evaluate(count);
  if (what == "change" || what == "whole") return bench.change(count, what == "whole");
  return "{\"error\":\"unknown command\"}";
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 3) {
    std::cerr << "usage: bench_native RULES REQUESTS\n";
    return 2;
  }
  auto loaded = tendero::Ruleset::load(read_file(arguments[1]));
  if (!loaded.ruleset) {
    std::cerr << loaded.answer << '\n';
    return 1;
  }
  Bench bench(loaded.ruleset, read_lines(arguments[2]));
  for (std::string command; std::getline(std::cin, command);) {
    std::cout << answer(bench, command) << std::endl;
  }
}
