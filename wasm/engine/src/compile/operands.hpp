#pragma once
// The operand of a test, checked against its fact's kind and its operator.

#include "compile/context.hpp"
#include "program/fact_table.hpp"

namespace tendero {

/// Fills the operand members of `test`, whose fact and operator are set. False after adding an
/// error.
bool compile_operand(CompileContext& context, const json::Value& value, const Path& at,
                     const FactEntry& fact, Condition& test);

}  // namespace tendero
