#pragma once
// What the unit tests share: rulesets and requests with little around what is tested.

#include <string>
#include <string_view>
#include <vector>

#include "tendero/engine.hpp"
#include "tendero/json.hpp"

namespace tendero::testing {

/// A ruleset in UTC and EUR with these promotions (JSON, comma between) and these other members.
inline std::string ruleset(std::string_view promotions, std::string_view others = {}) {
  return R"({"tendero":1,"store":{"id":"s","currency":"EUR","timezone":"UTC","locale":"es"},)" +
         std::string(others) + R"("promotions":[)" + std::string(promotions) + "]}";
}

/// A promotion whose only effect and `when` are given.
inline std::string promotion(std::string_view effect, std::string_view when = {}) {
  return R"({"id":"p",)" + (when.empty() ? std::string() : R"("when":)" + std::string(when) + ",") +
         R"("effects":[)" + std::string(effect) + "]}";
}

inline std::string with_condition(std::string_view when) {
  return ruleset(promotion(R"({"type":"free_shipping"})", when));
}

inline std::string with_effect(std::string_view effect) {
  return ruleset(promotion(effect));
}

/// A request with these lines and these other members ("," first).
inline std::string request(std::string_view lines, std::string_view others = {},
                           std::string_view cart = {}) {
  return R"({"now":"2026-11-28T10:00:00Z","cart":{"currency":"EUR","lines":[)" +
         std::string(lines) + "]" + std::string(cart) + "}" + std::string(others) + "}";
}

/// "code /pointer" of each error or finding in an answer.
inline std::vector<std::string> problems(std::string_view answer,
                                         std::string_view list = "errors") {
  std::vector<std::string> found;
  const Result<json::Document> parsed = json::Document::parse(answer);
  if (!parsed.ok()) return {"the answer is no JSON"};
  for (const json::Value problem : parsed.value().root()[list].elements()) {
    found.push_back(std::string(problem["code"].text_or("")) + " " +
                    std::string(problem["pointer"].text_or("")));
  }
  return found;
}

/// The errors of loading a ruleset; empty when it loads.
inline std::vector<std::string> load_errors(std::string_view rules) {
  return problems(Ruleset::load(rules).answer);
}

/// The errors of a request against a ruleset without promotions.
inline std::vector<std::string> request_errors(std::string_view text) {
  const Ruleset::Loaded loaded = Ruleset::load(ruleset(""));
  return loaded.ruleset == nullptr ? std::vector<std::string>{"rules"}
                                   : problems(loaded.ruleset->evaluate(text));
}

using Problems = std::vector<std::string>;

}  // namespace tendero::testing
