// The one place that sees nlohmann/json: its SAX reader drives a strict handler that fills a flat
// Document. What the library lets pass (duplicates, any depth, bytes after NUL, a byte order mark,
// 1.0 for 1) is refused here.

#include <nlohmann/json.hpp>

#include "tendero/json.hpp"

namespace tendero::json {
namespace {

using Library = nlohmann::json;

constexpr std::int64_t kLargest = 9007199254740991;
constexpr std::size_t kLongestNumber = 64;
constexpr std::size_t kFewMembers = 32;  // up to here duplicates are looked for name by name

}  // namespace

/// Receives the library's events. Returning false stops it; then `error` says why.
class Builder {
 public:
  Builder(Document& document, const Limits& limits) : document_(document), limits_(limits) {}

  Error error;

  bool null() { return value(Kind::null); }
  bool boolean(bool truth) { return value(Kind::boolean) && (last().truth = truth, true); }
  bool number_integer(std::int64_t number) {
    if (number < -kLargest) return number_text(std::to_string(number));
    return value(Kind::integer) && (last().integer = number, true);
  }
  bool number_unsigned(std::uint64_t number) {
    if (number > static_cast<std::uint64_t>(kLargest)) return number_text(std::to_string(number));
    return value(Kind::integer) && (last().integer = static_cast<std::int64_t>(number), true);
  }
  /// The library's own reading of the number is ignored: only its text counts.
  template <class Ignored>
  bool number_float(Ignored, const std::string& written) {
    return number_text(written);
  }
  bool string(std::string& bytes) { return value(Kind::text) && store(bytes); }
  template <class Ignored>
  bool binary(Ignored&) {
    return false;  // not in JSON texts
  }

  bool start_object(std::size_t) { return open(Kind::object); }
  bool end_object() {
    if (!check_many()) return false;
    return close();
  }
  bool start_array(std::size_t) { return open(Kind::array); }
  bool end_array() { return close(); }

  bool key(std::string& name) {
    Frame& frame = frames_[depth_ - 1];
    const std::uint32_t index = count();
    const std::uint64_t mark = mark_of(name);
    if (frame.members < kFewMembers && (frame.seen & mark) != 0 && is_known(frame, name)) {
      return refuse_duplicate(name);
    }
    frame.seen |= mark;
    ++frame.members;
    if (!node(Kind::text) || !store(name)) return false;
    frame.key = index;
    last().next = index + 1;
    return true;
  }

  template <class Exception>
  bool parse_error(std::size_t position, const std::string& token, const Exception& exception) {
    error.code = "json_syntax";
    error.offset = position == 0 ? 0 : position - 1;
    for (const char byte : std::string_view(token).substr(0, 40)) {
      error.found += byte >= 0x20 && byte < 0x7F ? byte : '?';  // what was refused may be no UTF-8
    }
    // "… parse error at line 1, column 5: syntax error while parsing value - unexpected '}';
    // expected …"
    const std::string_view said = exception.what();
    const std::size_t dash = said.rfind(" - ");
    const std::size_t expected = said.rfind("; expected ");
    if (expected != said.npos) {
      const std::string_view wanted = said.substr(expected + 11);
      error.expected = wanted.substr(0, wanted.find("; last read"));
    } else if (exception.id == 406) {
      error.expected = "a smaller number";
    } else {
      const std::string_view reason = dash == said.npos ? "valid JSON" : said.substr(dash + 3);
      error.expected = reason.substr(0, reason.find("; last read"));
    }
    return false;
  }

 private:
  struct Frame {
    std::uint32_t index;  // of the container's node
    std::uint32_t key;    // of the name that was read last
    std::uint64_t seen;   // a bit for each name, so that most names need no comparison
    std::uint32_t members;
  };

  std::uint32_t count() const { return static_cast<std::uint32_t>(document_.nodes_.size()); }
  Document::Node& last() { return document_.nodes_[document_.nodes_.size() - 1]; }

  bool out_of_memory() {
    error = {"out_of_memory", {}, {}, {}, {}};
    return false;
  }

  bool node(Kind kind) {
    Document::Node fresh{};
    fresh.kind = kind;
    fresh.next = count() + 1;
    return document_.nodes_.push_back(fresh) || out_of_memory();
  }

  bool value(Kind kind) {
    if (depth_ > 0 && document_.node(frames_[depth_ - 1].index).kind == Kind::array) {
      ++frames_[depth_ - 1].members;
    }
    return node(kind);
  }

  bool store(std::string_view bytes) {
    last().span.offset = static_cast<std::uint32_t>(document_.bytes_.size());
    last().span.length = static_cast<std::uint32_t>(bytes.size());
    return document_.bytes_.append(bytes.data(), bytes.size()) || out_of_memory();
  }

  bool number_text(std::string_view written) {
    if (written.size() > kLongestNumber) {
      error = {"number_too_long",
               pointer(),
               std::to_string(written.size()) + " digits",
               "at most 64 characters",
               {}};
      return false;
    }
    return value(Kind::number) && store(written);
  }

  bool open(Kind kind) {
    if (depth_ >= limits_.depth || depth_ >= limits::kDepth) {
      error = {"too_deep",
               pointer(),
               "depth " + std::to_string(depth_ + 1),
               "at most " + std::to_string(limits_.depth),
               {}};
      return false;
    }
    const std::uint32_t index = count();
    if (!value(kind)) return false;
    frames_[depth_++] = {index, 0, 0, 0};
    return true;
  }

  bool close() {
    const Frame& frame = frames_[--depth_];
    Document::Node& container = document_.nodes_[frame.index];
    container.next = count();
    container.span.offset = 0;
    container.span.length = frame.members;
    return true;
  }

  static std::uint64_t mark_of(std::string_view name) {
    if (name.empty()) return 1;
    const auto first = static_cast<unsigned char>(name.front());
    const auto end = static_cast<unsigned char>(name.back());
    return std::uint64_t{1} << ((first * 7u + end * 13u + name.size() * 31u) & 63u);
  }

  bool is_known(const Frame& frame, std::string_view name) const {
    std::uint32_t at = frame.index + 1;
    for (std::uint32_t i = 0; i < frame.members; ++i) {
      if (document_.bytes(document_.node(at)) == name) return true;
      at = document_.node(at + 1).next;
    }
    return false;
  }

  /// An object with many members: sorted once at its end, so that the work stays n log n.
  bool check_many() {
    const Frame& frame = frames_[depth_ - 1];
    if (frame.members <= kFewMembers) return true;
    std::vector<std::string_view> names;
    names.reserve(frame.members);
    std::uint32_t at = frame.index + 1;
    for (std::uint32_t i = 0; i < frame.members; ++i) {
      names.push_back(document_.bytes(document_.node(at)));
      at = document_.node(at + 1).next;
    }
    std::sort(names.begin(), names.end());
    const auto twice = std::adjacent_find(names.begin(), names.end());
    if (twice == names.end()) return true;
    --depth_;
    error.pointer = pointer();
    ++depth_;
    return refuse_duplicate(*twice);
  }

  bool refuse_duplicate(std::string_view name) {
    --depth_;
    error = {"duplicate_member", pointer(), std::string(name), "each name once", {}};
    ++depth_;
    append_pointer(error.pointer, name);
    return false;
  }

  /// Where the value that comes next stands.
  std::string pointer() const {
    std::string path;
    for (std::size_t i = 0; i < depth_; ++i) {
      const Frame& frame = frames_[i];
      if (document_.node(frame.index).kind == Kind::object) {
        append_pointer(path, document_.bytes(document_.node(frame.key)));
      } else {
        // A container inside the array was counted when it was opened.
        append_pointer(path, std::to_string(frame.members - (i + 1 < depth_ ? 1u : 0u)));
      }
    }
    return path;
  }

  Document& document_;
  const Limits& limits_;
  Frame frames_[limits::kDepth];
  std::size_t depth_ = 0;
};

namespace {

/// What the library would let pass before it reads the first token.
Status check_bytes(std::string_view text, const Limits& limits) {
  if (text.size() > limits.bytes) {
    return Error{"too_large",
                 {},
                 std::to_string(text.size()) + " bytes",
                 "at most " + std::to_string(limits.bytes) + " bytes",
                 {}};
  }
  if (text.substr(0, 3) == "\xEF\xBB\xBF") {
    return Error{"json_syntax", {}, "a byte order mark", "JSON without one", {}, 0};
  }
  if (const std::size_t nul = text.find('\0'); nul != text.npos) {
    return Error{"json_syntax", {}, "a NUL byte", "text", {}, nul};
  }
  return {};
}

}  // namespace

Result<Document> Document::parse(std::string_view text, const Limits& limits) {
  if (Status wrong = check_bytes(text, limits)) return std::move(*wrong);
  Document document;
  if (!document.nodes_.reserve(text.size() / 8 + 16) || !document.bytes_.reserve(text.size() + 1)) {
    return Error{"out_of_memory", {}, {}, {}, {}};
  }
  Builder builder(document, limits);
  if (Library::sax_parse(text.data(), text.data() + text.size(), &builder)) return document;
  Error& error = builder.error;
  if (error.code == "duplicate_member") error.offset = offset_of(text, error.pointer, true);
  if (error.offset == kNoOffset) error.offset = offset_of(text, error.pointer);
  return std::move(error);
}

}  // namespace tendero::json
