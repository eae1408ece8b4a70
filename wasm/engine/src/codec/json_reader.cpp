// The strict reader: one pass over the bytes, no recursion, into a flat Document.

#include "base/sorted.hpp"
#include "base/text.hpp"
#include "tendero/json.hpp"

namespace tendero::json {
namespace {

constexpr std::int64_t kLargest = 9007199254740991;
constexpr std::size_t kLongestNumber = 64;
constexpr std::uint32_t kFewMembers = 32;  // up to here duplicates are looked for name by name

bool is_digit(char byte) {
  return byte >= '0' && byte <= '9';
}

/// The bytes of one character outside ASCII, 2 to 4; 0 where they are no UTF-8 (overlong forms,
/// surrogates and what lies behind U+10FFFF included).
std::size_t utf8_length(std::string_view text) {
  const auto byte = [&](std::size_t i) {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u;
  };
  const unsigned lead = byte(0);
  const std::size_t length = lead < 0xC2   ? 0
                             : lead < 0xE0 ? 2
                             : lead < 0xF0 ? 3
                             : lead < 0xF5 ? 4
                                           : 0;
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0u) != 0x80u) return 0;
  }
  const unsigned next = byte(1);
  const bool overlong = (lead == 0xE0 && next < 0xA0) || (lead == 0xF0 && next < 0x90);
  const bool outside = (lead == 0xED && next > 0x9F) || (lead == 0xF4 && next > 0x8F);
  return overlong || outside ? 0 : length;
}

#ifndef TENDERO_TERSE
/// What stands at an offset, for people.
std::string name_of_byte(std::string_view text, std::size_t at) {
  constexpr char kHex[] = "0123456789ABCDEF";
  if (at >= text.size()) return "the end of the text";
  const char byte = text[at];
  if (byte > 0x20 && byte < 0x7F) return {'\'', byte, '\''};
  return {'b', 'y', 't', 'e', ' ', '0', 'x', kHex[(byte >> 4) & 15], kHex[byte & 15]};
}
#endif

}  // namespace

class Builder {
 public:
  Builder(Document& document, std::string_view text, const Limits& limits)
      : document_(document), text_(text), limits_(limits) {}

  Error error;

  bool read() {
    skip_space();
    if (!value()) return false;
    while (depth_ > 0) {
      if (!next()) return false;
    }
    skip_space();
    return at_ == text_.size() || refuse("the end of the text");
  }

 private:
  struct Frame {
    std::uint32_t index;    // of the container's node
    std::uint32_t key;      // of the name that was read last
    std::uint32_t members;  // elements, where it is an array
    bool object;
    std::uint64_t seen;  // a bit for each name, so that most names need no comparison
  };

  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  void skip_space() {
    while (at_ < text_.size() &&
           (text_[at_] == ' ' || text_[at_] == '\n' || text_[at_] == '\r' || text_[at_] == '\t')) {
      ++at_;
    }
  }
  std::uint32_t count() const { return static_cast<std::uint32_t>(document_.nodes_.size()); }

  bool refuse(std::string_view expected);
  bool fail(std::string_view code, std::string_view found, std::string_view expected);
  bool out_of_memory() { return fail("out_of_memory", {}, {}); }

  bool next();
  bool value();
  bool open(bool object);
  void close();
  bool key();
  bool literal(std::string_view word, Kind kind, bool truth);
  bool number();
  bool string(Kind kind);
  bool escape();
  bool unicode(unsigned& code);
  bool append_code(unsigned code);
  bool node(Kind kind, std::uint32_t& index);
  bool check_name(const Frame& frame, std::string_view name);
  bool check_many(const Frame& frame);
  std::string pointer() const;

  Document& document_;
  const std::string_view text_;
  const Limits& limits_;
  std::size_t at_ = 0;
  std::size_t depth_ = 0;
  Frame frames_[limits::kDepth];
};

bool Builder::fail(std::string_view code, std::string_view found, std::string_view expected) {
  error = Error(code, pointer(), found, expected, {}, at_);
  return false;
}

bool Builder::refuse([[maybe_unused]] std::string_view expected) {
  return fail("json_syntax", TENDERO_SAY(name_of_byte(text_, at_)), TENDERO_SAY(expected));
}

bool Builder::node(Kind kind, std::uint32_t& index) {
  index = count();
  Document::Node fresh{};
  fresh.kind = kind;
  fresh.next = index + 1;
  return document_.nodes_.push_back(fresh) || out_of_memory();
}

/// What follows a value inside a container: its end, or another member or element.
bool Builder::next() {
  skip_space();
  Frame& frame = frames_[depth_ - 1];
  const char byte = peek();
  const char end = frame.object ? '}' : ']';
  if (byte == end) {
    if (frame.object && frame.members > kFewMembers && !check_many(frame)) return false;
    ++at_;
    close();
    return true;
  }
  if (byte != ',') return refuse(frame.object ? "',' or '}'" : "',' or ']'");
  ++at_;
  skip_space();
  if (frame.object && !key()) return false;
  if (!frame.object) ++frame.members;
  return value();
}

bool Builder::value() {
  switch (peek()) {
    case '{':
      return open(true);
    case '[':
      return open(false);
    case '"':
      return string(Kind::text);
    case 't':
      return literal("true", Kind::boolean, true);
    case 'f':
      return literal("false", Kind::boolean, false);
    case 'n':
      return literal("null", Kind::null, false);
    default:
      break;
  }
  return peek() == '-' || is_digit(peek()) ? number() : refuse("a JSON value");
}

bool Builder::open(bool object) {
  if (depth_ >= limits_.depth || depth_ >= limits::kDepth) {
    return fail("too_deep",
                TENDERO_SAY(join({"depth ", digits(static_cast<std::int64_t>(depth_ + 1))})),
                TENDERO_SAY(join({"at most ", digits(static_cast<std::int64_t>(limits_.depth))})));
  }
  std::uint32_t index = 0;
  if (!node(object ? Kind::object : Kind::array, index)) return false;
  frames_[depth_++] = {index, 0, 0, object, 0};
  ++at_;
  skip_space();
  if (peek() == (object ? '}' : ']')) {
    ++at_;
    close();
    return true;
  }
  if (object) return key() && value();
  frames_[depth_ - 1].members = 1;
  return value();
}

void Builder::close() {
  const Frame& frame = frames_[--depth_];
  Document::Node& container = document_.nodes_[frame.index];
  container.next = count();
  container.span.offset = 0;
  container.span.length = frame.members;
}

/// A member's name and its colon.
bool Builder::key() {
  Frame& frame = frames_[depth_ - 1];
  const std::size_t start = at_;
  const std::uint32_t index = count();
  if (peek() != '"') return refuse("a member's name in quotes");
  if (!string(Kind::text)) return false;
  const std::string_view name = document_.bytes(document_.node(index));
  if (!check_name(frame, name)) {
    at_ = start;
    frame.key = index;
    return fail("duplicate_member", name, "each name once");
  }
  frame.key = index;
  ++frame.members;
  skip_space();
  if (peek() != ':') return refuse("':'");
  ++at_;
  skip_space();
  return true;
}

bool Builder::check_name(const Frame& frame, std::string_view name) {
  std::uint64_t mark = 1;
  if (!name.empty()) {
    const auto first = static_cast<unsigned char>(name.front());
    const auto last = static_cast<unsigned char>(name.back());
    mark = std::uint64_t{1} << ((first * 7u + last * 13u + name.size() * 31u) & 63u);
  }
  Frame& own = frames_[depth_ - 1];
  const bool maybe = (own.seen & mark) != 0;
  own.seen |= mark;
  if (!maybe || frame.members >= kFewMembers) return true;
  std::uint32_t at = frame.index + 1;
  for (std::uint32_t i = 0; i < frame.members; ++i) {
    if (document_.bytes(document_.node(at)) == name) return false;
    at = document_.node(at + 1).next;
  }
  return true;
}

/// An object with many members: sorted once at its end, so that the work stays n log n.
bool Builder::check_many(const Frame& frame) {
  std::vector<std::uint32_t> names;
  std::uint32_t at = frame.index + 1;
  for (std::uint32_t i = 0; i < frame.members; ++i) {
    names.push_back(at);
    at = document_.node(at + 1).next;
  }
  const auto name = [this](std::uint32_t index) { return document_.bytes(document_.node(index)); };
  std::vector<std::uint32_t> scratch(names.size());
  sort_positions(names, scratch,
                 [&](std::uint32_t a, std::uint32_t b) { return name(a) < name(b); });
  for (std::size_t i = 1; i < names.size(); ++i) {
    if (name(names[i]) != name(names[i - 1])) continue;
    frames_[depth_ - 1].key = names[i];
    fail("duplicate_member", name(names[i]), "each name once");
#ifndef TENDERO_TERSE
    error.offset = offset_of(text_, error.pointer, true);
#endif
    return false;
  }
  return true;
}

bool Builder::literal(std::string_view word, Kind kind, bool truth) {
  if (text_.substr(at_, word.size()) != word) return refuse("a JSON value");
  at_ += word.size();
  std::uint32_t index = 0;
  if (!node(kind, index)) return false;
  document_.nodes_[index].truth = truth;
  return true;
}

bool Builder::number() {
  const std::size_t start = at_;
  const bool negative = peek() == '-';
  if (negative) ++at_;
  if (!is_digit(peek())) return refuse("a digit");
  std::int64_t whole = 0;
  const std::size_t first = at_;
  for (; is_digit(peek()); ++at_) {
    if (at_ - first < 17) whole = whole * 10 + (peek() - '0');
  }
  const std::size_t length = at_ - first;
  if (length > 1 && text_[first] == '0') {
    at_ = first + 1;
    return refuse("no digit after a leading 0");
  }
  bool integer = length <= 16 && whole <= kLargest;
  if (peek() == '.') {
    integer = false;
    ++at_;
    if (!is_digit(peek())) return refuse("a digit");
    while (is_digit(peek())) ++at_;
  }
  if (peek() == 'e' || peek() == 'E') {
    integer = false;
    ++at_;
    if (peek() == '+' || peek() == '-') ++at_;
    if (!is_digit(peek())) return refuse("a digit");
    while (is_digit(peek())) ++at_;
  }
  std::uint32_t index = 0;
  if (integer) {
    if (!node(Kind::integer, index)) return false;
    document_.nodes_[index].integer = negative ? -whole : whole;
    return true;
  }
  const std::string_view written = text_.substr(start, at_ - start);
  if (written.size() > kLongestNumber) {
    at_ = start;
    return fail(
        "number_too_long",
        TENDERO_SAY(join({digits(static_cast<std::int64_t>(written.size())), " characters"})),
        "at most 64");
  }
  if (!node(Kind::number, index)) return false;
  Document::Node& added = document_.nodes_[index];
  added.span.offset = static_cast<std::uint32_t>(document_.bytes_.size());
  added.span.length = static_cast<std::uint32_t>(written.size());
  return document_.bytes_.append(written.data(), written.size()) || out_of_memory();
}

bool Builder::string(Kind kind) {
  std::uint32_t index = 0;
  if (!node(kind, index)) return false;
  const std::size_t offset = document_.bytes_.size();
  ++at_;
  for (;;) {
    const std::size_t start = at_;
    while (at_ < text_.size()) {
      const auto byte = static_cast<unsigned char>(text_[at_]);
      if (byte == '"' || byte == '\\' || byte < 0x20) break;
      const std::size_t length = byte < 0x80 ? 1 : utf8_length(text_.substr(at_));
      if (length == 0) return refuse("UTF-8");
      at_ += length;
    }
    if (!document_.bytes_.append(text_.data() + start, at_ - start)) return out_of_memory();
    if (peek() == '"' && at_ < text_.size()) break;
    if (peek() != '\\')
      return refuse(at_ < text_.size() ? "no control character in a text" : "'\"'");
    ++at_;
    if (!escape()) return false;
  }
  ++at_;
  Document::Node& added = document_.nodes_[index];
  added.span.offset = static_cast<std::uint32_t>(offset);
  added.span.length = static_cast<std::uint32_t>(document_.bytes_.size() - offset);
  return true;
}

/// What follows a backslash.
bool Builder::escape() {
  constexpr std::string_view kShort = "\"\\/bfnrt";
  constexpr std::string_view kMeant = "\"\\/\b\f\n\r\t";
  const std::size_t which = kShort.find(peek());
  if (at_ < text_.size() && which != kShort.npos) {
    ++at_;
    return document_.bytes_.push_back(kMeant[which]) || out_of_memory();
  }
  if (peek() != 'u') return refuse("an escape that JSON knows");
  const std::size_t start = at_;
  unsigned code = 0;
  if (!unicode(code)) return false;
  if (code >= 0xD800 && code <= 0xDFFF) {
    unsigned low = 0;
    const bool pair = code <= 0xDBFF && text_.substr(at_, 2) == "\\u" && (++at_, unicode(low));
    if (!pair || low < 0xDC00 || low > 0xDFFF) {
      at_ = start;
      return refuse("no lone surrogate");
    }
    code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
  }
  return append_code(code);
}

/// From the 'u' of an escape past its four hex digits.
bool Builder::unicode(unsigned& code) {
  ++at_;
  code = 0;
  for (int i = 0; i < 4; ++i, ++at_) {
    const char byte = peek();
    const char lower = static_cast<char>(byte | 0x20);
    if (is_digit(byte)) {
      code = code * 16 + static_cast<unsigned>(byte - '0');
    } else if (lower >= 'a' && lower <= 'f') {
      code = code * 16 + static_cast<unsigned>(lower - 'a' + 10);
    } else {
      return refuse("four hex digits");
    }
  }
  return true;
}

bool Builder::append_code(unsigned code) {
  char bytes[4];
  std::size_t length = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  constexpr unsigned kLead[] = {0, 0, 0xC0, 0xE0, 0xF0};
  for (std::size_t i = length; i-- > 1; code >>= 6)
    bytes[i] = static_cast<char>(0x80 | (code & 0x3F));
  bytes[0] = static_cast<char>(kLead[length] | code);
  return document_.bytes_.append(bytes, length) || out_of_memory();
}

/// Of the value that is being read.
std::string Builder::pointer() const {
  std::string path;
  for (std::size_t i = 0; i < depth_; ++i) {
    const Frame& frame = frames_[i];
    if (!frame.object) {
      append_pointer(path, digits(std::int64_t{frame.members} - 1));
    } else if (frame.key != 0) {
      append_pointer(path, document_.bytes(document_.node(frame.key)));
    }
  }
  return path;
}

Result<Document> Document::parse(std::string_view text, const Limits& limits) {
  if (text.size() > limits.bytes) {
    return Error(
        "too_large", {},
        TENDERO_SAY(join({digits(static_cast<std::int64_t>(text.size())), " bytes"})),
        TENDERO_SAY(join({"at most ", digits(static_cast<std::int64_t>(limits.bytes)), " bytes"})),
        {}, 0);
  }
  Document document;
  if (!document.nodes_.reserve(text.size() / 8 + 16) || !document.bytes_.reserve(text.size() + 1)) {
    return Error{"out_of_memory", {}, {}, {}, {}, 0};
  }
  Builder builder(document, text, limits);
  if (builder.read()) return document;
  return std::move(builder.error);
}

}  // namespace tendero::json
