#pragma once
// What is wrong with a text, for people: place, what was found, what would be right, and the line
// itself.

#include <iosfwd>
#include <string>
#include <string_view>

#include "tendero/json.hpp"

namespace tendero::tools {

/// Prints the findings of an {"errors":[…]} or {"findings":[…]} about `text`, which stands in
/// `file`. Answers how many were errors.
std::size_t print_problems(std::ostream& out, const json::Value& list, const std::string& file,
                           std::string_view text);

}  // namespace tendero::tools
