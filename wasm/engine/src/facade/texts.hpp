#pragma once
// How the facade's answers are spelt.

#include <string>
#include <string_view>

#include "base/fields.hpp"
#include "tendero/json.hpp"

namespace tendero {

/// {"errors":[…]} about `text`, with line and column.
std::string errors_text(const Errors& errors, std::string_view text);
std::string errors_text(const Error& error, std::string_view text);

/// The members of one error, without braces; `text` is what its pointer points into.
void write_error(json::Writer& out, const Error& error, std::string_view text);

}  // namespace tendero
