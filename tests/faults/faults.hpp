#pragma once
// What the tests arm: files in the folder that TENDERO_FAULTS names.

#include <cstdlib>
#include <fstream>
#include <string>
#include <string_view>

namespace tendero::faults {

inline std::string file_of(std::string_view name) {
  const char* folder = std::getenv("TENDERO_FAULTS");
  return folder ? std::string(folder) + "/" + std::string(name) : std::string();
}

/// The content of the armed file, empty when there is none.
inline std::string armed(std::string_view name) {
  const std::string file = file_of(name);
  if (file.empty()) return {};
  std::ifstream stream(file);
  std::string text;
  std::getline(stream, text);
  return text;
}

}  // namespace tendero::faults
