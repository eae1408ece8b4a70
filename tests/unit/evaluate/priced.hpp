#pragma once
// A ruleset and a request, read as the facade reads them, so that tests can call evaluate and
// advise with options that texts cannot name.

#include <doctest/doctest.h>

#include <memory>
#include <string>

#include "evaluate/evaluate.hpp"
#include "facade/state.hpp"
#include "support.hpp"

namespace tendero::testing {

class Priced {
 public:
  Priced(const std::string& rules, const std::string& request) {
    Errors errors;
    Errors warnings;
    document_ = std::make_unique<Result<json::Document>>(json::Document::parse(rules));
    REQUIRE(document_->ok());
    program_ = compile_ruleset(document_->value().root(), errors, warnings);
    REQUIRE(program_ != nullptr);
    REQUIRE(open_request(*program_, request, errors, fragments_, source_));
  }

  Play play() const { return fragments_.play(*program_); }
  Request& request() { return source_.request; }

  Result<Answer> evaluate(const EvaluateOptions& options = {}) {
    return tendero::evaluate(play(), source_.request, arena_, options);
  }

 private:
  std::unique_ptr<Result<json::Document>> document_;
  std::unique_ptr<Program> program_;
  OpenFragments fragments_;
  CartSource source_;
  Arena arena_;
};

/// A ruleset of which every cart's best set is searched, or that walks by priority.
inline std::string rules_selecting(std::string_view select, std::string_view promotions) {
  return R"({"tendero":1,"store":{"id":"s","currency":"EUR","timezone":"UTC","locale":"es","pricing":{"select":")" +
         std::string(select) + R"("}},"promotions":[)" + std::string(promotions) + "]}";
}

/// A line with nothing but what it must have.
inline std::string line(std::string_view id, std::int64_t price, std::int64_t quantity = 1) {
  return R"({"id":")" + std::string(id) + R"(","sku":")" + std::string(id) + R"(","quantity":)" +
         std::to_string(quantity) + R"(,"unit_price":)" + std::to_string(price) + "}";
}

}  // namespace tendero::testing
