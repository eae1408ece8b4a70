#pragma once
// `effects` of a promotion (rules.md section 5).

#include <string>

#include "compile/context.hpp"

namespace tendero {

/// Adds one effect to the program; false after adding errors.
bool compile_effect(CompileContext& context, const json::Value& value, const Path& at,
                    const std::string& pointer);

/// The classes (kClassLine, …) of an effect's money; 0 for rewards.
std::uint8_t classes_of(const Effect& effect);

}  // namespace tendero
