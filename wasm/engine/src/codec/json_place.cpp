// From a JSON pointer to a line and column. Only errors ask for this, so the text is walked again
// instead of an offset being kept for every value.

#include "tendero/json.hpp"

namespace tendero::json {
namespace {

class Walker {
 public:
  explicit Walker(std::string_view text) : text_(text) {}

  std::size_t at = 0;

  bool done() const { return at >= text_.size(); }
  char peek() const { return done() ? '\0' : text_[at]; }

  void skip_space() {
    while (!done() &&
           (text_[at] == ' ' || text_[at] == '\n' || text_[at] == '\t' || text_[at] == '\r'))
      ++at;
  }

  /// Past a separator and the space around it.
  void skip_separator() {
    skip_space();
    if (peek() == ',' || peek() == ':') ++at;
    skip_space();
  }

  /// Past a string; answers what stands between its quotes, escapes as they are.
  std::string_view skip_string() {
    const std::size_t first = ++at;
    while (!done() && text_[at] != '"') at += text_[at] == '\\' ? 2 : 1;
    const std::size_t last = std::min(at, text_.size());
    ++at;
    return text_.substr(first, last - first);
  }

  void skip_value() {
    std::size_t depth = 0;
    do {
      const char next = peek();
      if (next == '"') {
        skip_string();
      } else if (next == '{' || next == '[') {
        ++depth, ++at;
      } else if (next == '}' || next == ']') {
        if (depth > 0) --depth;
        ++at;
      } else {
        ++at;
        while (depth == 0 && !done() && !is_end(peek())) ++at;
      }
    } while (depth > 0 && !done());
  }

 private:
  static bool is_end(char byte) {
    return byte == ',' || byte == '}' || byte == ']' || byte == ' ' || byte == '\n' ||
           byte == '\r' || byte == '\t';
  }

  std::string_view text_;
};

std::string unescape_pointer(std::string_view token) {
  std::string name;
  for (std::size_t i = 0; i < token.size(); ++i) {
    if (token[i] == '~' && i + 1 < token.size()) {
      name += token[++i] == '1' ? '/' : '~';
    } else {
      name += token[i];
    }
  }
  return name;
}

/// Whether the raw inside of a string spells `name`; names with escapes are compared as parsed.
bool spells(std::string_view raw, std::string_view name) {
  if (raw.find('\\') == raw.npos) return raw == name;
  const Result<Document> parsed = Document::parse("\"" + std::string(raw) + "\"");
  return parsed.ok() && parsed.value().root().text() == name;
}

/// Moves to the value of member `name`; false, and nothing moved, when there is none.
bool enter_member(Walker& walker, std::string_view name, bool last) {
  Walker ahead = walker;
  std::size_t found = kNoOffset;
  ++ahead.at;
  for (ahead.skip_space(); !ahead.done() && ahead.peek() == '"'; ahead.skip_separator()) {
    const std::size_t start = ahead.at;
    const bool same = spells(ahead.skip_string(), name);
    ahead.skip_separator();
    if (same) found = last ? start : ahead.at;
    if (same && !last) break;
    ahead.skip_value();
  }
  if (found == kNoOffset) return false;
  walker.at = found;
  return true;
}

bool enter_element(Walker& walker, std::string_view index) {
  std::size_t wanted = 0;
  for (const char digit : index) {
    if (digit < '0' || digit > '9') return false;
    wanted = wanted * 10 + static_cast<std::size_t>(digit - '0');
  }
  Walker ahead = walker;
  ++ahead.at;
  ahead.skip_space();
  for (; !ahead.done() && ahead.peek() != ']'; --wanted) {
    if (wanted == 0) {
      walker.at = ahead.at;
      return true;
    }
    ahead.skip_value();
    ahead.skip_separator();
  }
  return false;
}

}  // namespace

std::size_t offset_of(std::string_view text, std::string_view pointer, bool last) {
  Walker walker(text);
  walker.skip_space();
  while (!pointer.empty()) {
    pointer.remove_prefix(1);
    const std::size_t slash = std::min(pointer.find('/'), pointer.size());
    const std::string name = unescape_pointer(pointer.substr(0, slash));
    pointer.remove_prefix(slash);
    const bool leaf = pointer.empty();
    const bool entered = walker.peek() == '{'   ? enter_member(walker, name, last && leaf)
                         : walker.peek() == '[' ? enter_element(walker, name)
                                                : false;
    if (!entered) break;
  }
  return std::min(walker.at, text.size());
}

Place place_of(std::string_view text, std::size_t offset) {
  const std::string_view before = text.substr(0, std::min(offset, text.size()));
  Place place;
  std::size_t start = 0;
  for (std::size_t i = 0; i < before.size(); ++i) {
    if (before[i] != '\n') continue;
    ++place.line;
    start = i + 1;
  }
  place.column = before.size() - start + 1;
  return place;
}

void append_pointer(std::string& pointer, std::string_view name) {
  pointer += '/';
  for (const char byte : name) {
    if (byte == '~') {
      pointer += "~0";
    } else if (byte == '/') {
      pointer += "~1";
    } else {
      pointer += byte;
    }
  }
}

}  // namespace tendero::json
