#pragma once
// `store` and `shipping` of a ruleset.

#include "compile/context.hpp"

namespace tendero {

void compile_store(CompileContext& context, const json::Value& store, const Path& at);
void compile_zones(CompileContext& context, const json::Value& shipping, const Path& at);

/// Members that are not in `known` become errors; those of `later` are named as not built.
void check_members(CompileContext& context, const json::Value& object, const Path& at,
                   std::span<const std::string_view> known,
                   std::span<const std::string_view> later = {});
/// One text, or one for each language; adds its entries to Program::texts.
Range compile_text(CompileContext& context, const json::Value& value, const Path& at);
/// Three upper-case letters.
bool check_currency(std::string_view currency, const Path& at, Errors& errors);

}  // namespace tendero
