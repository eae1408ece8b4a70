#pragma once
// Conditions (rules.md section 3): from JSON to nodes of the program.

#include <string>

#include "compile/context.hpp"

namespace tendero {

enum class ConditionScope : std::uint8_t { cart, line };

/// Compiles a condition and everything below it; kNone after adding errors. `pointer` is the place
/// inside the promotion ("/when"), empty inside a segment.
std::uint32_t compile_condition(CompileContext& context, const json::Value& value, const Path& at,
                                const std::string& pointer, ConditionScope scope);

/// Takes the members of `segments` in, without compiling them; `at` must outlive the compilation.
void read_segments(CompileContext& context, const json::Value& segments, const Path& at);
/// Compiles those that nothing used, so that their mistakes are told too.
void check_unused_segments(CompileContext& context);

}  // namespace tendero
