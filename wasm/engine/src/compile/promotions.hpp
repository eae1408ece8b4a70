#pragma once
// One promotion (rules.md sections 4 to 6) without its place among the others.

#include "compile/context.hpp"

namespace tendero {

/// Which promotions a text holds: a whole ruleset, of which those by code are checked and left out,
/// or a fragment, which is one promotion by code.
enum class PromotionSource : std::uint8_t { ruleset, fragment };

/// Compiles and adds a promotion; nothing is added where it is switched off or by code in a
/// ruleset, or after errors.
void compile_promotion(CompileContext& context, const json::Value& value, const Path& at,
                       PromotionSource source);

}  // namespace tendero
