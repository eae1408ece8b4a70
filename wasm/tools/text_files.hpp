#pragma once
// Texts from files and standard input, normalised as every edge of the engine normalises them.

#include <optional>
#include <string>
#include <string_view>

namespace tendero::tools {

/// The whole file, or standard input for "-"; nothing when it cannot be read.
std::optional<std::string> read_file(const std::string& name);

/// A JSON text with every string in Unicode's form NFC. Lines stay where they are; where escapes
/// had to be normalised the text is written anew on one line.
std::string to_nfc(std::string_view json);

}  // namespace tendero::tools
