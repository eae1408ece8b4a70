#include "problems.hpp"

#include <ostream>

namespace tendero::tools {
namespace {

/// The line of the text around an offset, and a mark below the place.
void print_line(std::ostream& out, std::string_view text, std::size_t offset, json::Place place) {
  constexpr std::size_t kShown = 90;
  const std::size_t start = offset - (place.column - 1);
  std::string_view line = text.substr(start, text.find('\n', start) - start);
  std::size_t mark = place.column - 1;
  if (line.size() > kShown && mark > kShown / 2) {
    const std::size_t cut = mark - kShown / 2;
    line.remove_prefix(cut);
    mark -= cut;
  }
  out << "    " << line.substr(0, kShown) << "\n    ";
  for (std::size_t i = 0; i < mark && i < line.size(); ++i) {
    const auto byte = static_cast<unsigned char>(line[i]);
    if ((byte & 0xC0u) != 0x80u) out << (byte == '\t' ? '\t' : ' ');
  }
  out << "^\n";
}

void print_member(std::ostream& out, const json::Value& problem, std::string_view name) {
  const std::string_view text = problem[name].text_or("");
  if (!text.empty()) out << "    " << name << ": " << text << "\n";
}

}  // namespace

std::size_t print_problems(std::ostream& out, const json::Value& list, const std::string& file,
                           std::string_view text) {
  std::size_t errors = 0;
  for (const json::Value problem : list.elements()) {
    const std::string_view level = problem["level"].text_or("error");
    const std::string_view pointer = problem["pointer"].text_or("");
    const bool syntax = problem["code"].text_or("") == "json_syntax";
    // The engine may have seen the text with offsets filled in; its pointers hold for the file all
    // the same.
    const std::size_t offset = json::offset_of(text, pointer);
    json::Place place = json::place_of(text, offset);
    if (syntax) {
      place.line = static_cast<std::size_t>(problem["line"].integer_or(1));
      place.column = static_cast<std::size_t>(problem["column"].integer_or(1));
    }
    out << file << ":" << place.line << ":" << place.column << ": " << level << ": "
        << problem["code"].text_or("");
    if (!pointer.empty()) out << " at " << pointer;
    out << "\n";
    if (!syntax && !pointer.empty()) print_line(out, text, offset, place);
    print_member(out, problem, "found");
    print_member(out, problem, "expected");
    const std::string_view near = problem["did_you_mean"].text_or("");
    if (!near.empty()) out << "    did you mean \"" << near << "\"?\n";
    if (level == "error") ++errors;
  }
  return errors;
}

}  // namespace tendero::tools
