#pragma once
// From JSON to a Program (rules.md sections 2 to 6). Everything wrong is collected, up to
// limits::kErrors.

#include <memory>
#include <string_view>
#include <vector>

#include "base/fields.hpp"
#include "program/program.hpp"
#include "tendero/json.hpp"

namespace tendero {

/// all: promotions by code and switched off stay in the program too, for lint.
enum class Keep : std::uint8_t { playable, all };

/// Compiles a whole ruleset; null after adding errors. `warnings` are doubts that do not refuse it.
/// Promotions by code are checked but left out: they come as fragments.
std::unique_ptr<Program> compile_ruleset(const json::Value& ruleset, Errors& errors,
                                         Errors& warnings, Keep keep = Keep::playable);

/// A fragment of a request, and where its promotion stands in the compiled program.
struct Fragment {
  std::string_view code;  // normalised; lives in the program
  std::uint32_t promotion = kNone;
  std::string source;  // {"code","promotion","segments"}: what counts for the digest
};

struct Fragments {
  std::unique_ptr<Program> program;
  std::vector<Fragment> entries;  // in the order sent
};

/// Compiles the request's fragments beside `rules`; its program is null when there are none.
/// False after adding errors.
bool compile_fragments(const json::Value& fragments, const Path& at, const Program& rules,
                       Errors& errors, Fragments& out);

}  // namespace tendero
