#pragma once
// One line of a cart, and the small values that other parts of a request have too.

#include "codec/read_context.hpp"

namespace tendero {

/// Reads the members of a line into `line`. With Reading::change absent members stay as they are
/// and null takes an optional one away. False after adding errors.
bool read_line(const ReadContext& context, const json::Value& value, const Path& at,
               Reading reading, Line& line);

/// A text with the id that the rules know it by.
bool read_known_text(const ReadContext& context, const json::Value& value, const Path& at,
                     Text& text);
/// A list of texts.
bool read_texts(const ReadContext& context, const json::Value& value, const Path& at,
                Slice<Text>& texts);
/// An object of free names: integers, texts, booleans or lists of texts.
bool read_attributes(const ReadContext& context, const json::Value& value, const Path& at,
                     Slice<Attribute>& attributes);

}  // namespace tendero
