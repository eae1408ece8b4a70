#pragma once
// Doubts about a ruleset that loads. Each check proves what it says, or says that it is a
// suspicion.

#include <string_view>
#include <vector>

#include "base/fields.hpp"
#include "program/program.hpp"
#include "tendero/json.hpp"

namespace tendero {

enum class Level : std::uint8_t {
  error,    // proven: the ruleset does not do what it says
  warning,  // a suspicion, or something that asks for a second look
  info,     // what was not checked, or is of no use
};

struct Finding {
  Level level = Level::info;
  Error error;
};

/// Checks a compiled ruleset (compiled with Keep::all) against its JSON.
///   impossible_condition  error    no cart meets it
///   always_true           warning  every cart meets it
///   unlimited_free        warning  all goods for nothing, without condition, limit or end
///   missing_translation   warning  a language that other texts have
///   segment_unused        info
///   not_checked           info     cost and stock: there is no catalogue
void lint_ruleset(const json::Value& ruleset, const Program& program,
                  std::vector<Finding>& findings);

}  // namespace tendero
