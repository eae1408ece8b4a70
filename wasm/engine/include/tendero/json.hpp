#pragma once
// Strict JSON: the only reader and writer of the engine, the server and the tools.
//
// Refused: bytes that are not UTF-8, a byte order mark, NUL, duplicate members, anything after the
// document, depth over 32, lone surrogates, texts over the limit. Numbers keep their text, so that
// no amount and no percentage ever passes through floating point.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "base/buffer.hpp"
#include "base/limits.hpp"
#include "base/result.hpp"

namespace tendero::json {

enum class Kind : std::uint8_t {
  missing,  // what looking up an absent member answers
  null,
  boolean,
  integer,  // written without fraction and exponent, within ±(2^53 − 1)
  number,   // any other number: see Value::number_text
  text,
  array,
  object,
};

/// The name of a kind as it stands in errors: "an integer", "a text", …
std::string_view name_of(Kind kind);

struct Limits {
  std::size_t bytes = limits::kRequestBytes;
  std::size_t depth = limits::kDepth;
};

class Document;
class Members;
class Elements;

/// A value inside a Document, which must outlive it. Cheap to copy.
class Value {
 public:
  Value() = default;

  Kind kind() const;
  bool is(Kind wanted) const { return kind() == wanted; }
  explicit operator bool() const { return document_ != nullptr; }  // present, null included

  /// Of Kind::boolean, integer, text; other kinds are a bug of the caller.
  bool boolean() const;
  std::int64_t integer() const;
  std::string_view text() const;
  /// Kind::integer and number: the digits as written (integers: in their shortest form).
  std::string number_text() const;

  /// Members of an object, elements of an array; else 0.
  std::size_t size() const;
  /// The member of that name; `missing` when there is none or this is no object.
  Value operator[](std::string_view name) const;
  Value operator[](const char* name) const;  // out of line: literals are what most look-ups name
  Members members() const;                   // of an object, in the order written; else empty
  Elements elements() const;                 // of an array; else empty

  // With a fallback for what is missing or of another kind.
  std::string_view text_or(std::string_view fallback) const;
  std::int64_t integer_or(std::int64_t fallback) const;
  bool boolean_or(bool fallback) const;

 private:
  friend class Document;
  friend class Members;
  friend class Elements;
  Value(const Document* document, std::uint32_t index) : document_(document), index_(index) {}

  const Document* document_ = nullptr;
  std::uint32_t index_ = 0;
};

struct Member {
  std::string_view name;
  Value value;
};

/// A parsed text: one flat array of nodes and one of bytes. Moves invalidate Values; the text that
/// was parsed need not outlive it.
class Document {
 public:
  Document() = default;
  Document(Document&&) = default;
  Document& operator=(Document&&) = default;

  /// Errors: `too_large`, `json_syntax`, `duplicate_member`, `too_deep`, `number_too_long`,
  /// `out_of_memory`; with `offset` in bytes, and `pointer` where it is known.
  static Result<Document> parse(std::string_view text, const Limits& limits = {});

  Value root() const { return nodes_.size() == 0 ? Value() : Value(this, 0); }

 private:
  friend class Value;
  friend class Members;
  friend class Elements;
  friend class Builder;

  struct Node {
    Kind kind;
    bool truth;          // boolean
    std::uint32_t next;  // the node after this one and all inside it
    union {
      std::int64_t integer;
      struct {
        std::uint32_t offset;  // text, number: in bytes_
        std::uint32_t length;  // text, number: bytes; array, object: elements, members
      } span;
    };
  };

  const Node& node(std::uint32_t index) const { return nodes_[index]; }
  std::string_view bytes(const Node& node) const {
    return {bytes_.data() + node.span.offset, node.span.length};
  }

  Buffer<Node> nodes_;  // an object's members stand as name, value, name, value, …
  Buffer<char> bytes_;
};

/// Iterates over an object: `for (const json::Member& member : value.members())`.
class Members {
 public:
  class Iterator {
   public:
    Iterator(const Document* document, std::uint32_t index) : document_(document), index_(index) {}
    Member operator*() const {
      return {document_->bytes(document_->node(index_)), Value(document_, index_ + 1)};
    }
    Iterator& operator++() {
      index_ = document_->node(index_ + 1).next;
      return *this;
    }
    bool operator!=(const Iterator& other) const { return index_ != other.index_; }

   private:
    const Document* document_;
    std::uint32_t index_;
  };

  Members(const Document* document, std::uint32_t first, std::uint32_t last)
      : document_(document), first_(first), last_(last) {}
  Iterator begin() const { return {document_, first_}; }
  Iterator end() const { return {document_, last_}; }

 private:
  const Document* document_;
  std::uint32_t first_, last_;
};

/// Iterates over an array: `for (json::Value element : value.elements())`.
class Elements {
 public:
  class Iterator {
   public:
    Iterator(const Document* document, std::uint32_t index) : document_(document), index_(index) {}
    Value operator*() const { return Value(document_, index_); }
    Iterator& operator++() {
      index_ = document_->node(index_).next;
      return *this;
    }
    bool operator!=(const Iterator& other) const { return index_ != other.index_; }

   private:
    const Document* document_;
    std::uint32_t index_;
  };

  Elements(const Document* document, std::uint32_t first, std::uint32_t last)
      : document_(document), first_(first), last_(last) {}
  Iterator begin() const { return {document_, first_}; }
  Iterator end() const { return {document_, last_}; }

 private:
  const Document* document_;
  std::uint32_t first_, last_;
};

/// Writes minified JSON. Commas are its business; balance is the caller's.
class Writer {
 public:
  Writer() = default;

  Writer& begin_object();
  Writer& end_object();
  Writer& begin_array();
  Writer& end_array();
  /// A member's name; its value must follow.
  Writer& key(std::string_view name);
  Writer& text(std::string_view text);
  Writer& integer(std::int64_t number);
  Writer& boolean(bool truth);
  Writer& null();
  /// Text that is JSON already.
  Writer& raw(std::string_view json);
  /// A copy of a parsed value, member order kept.
  Writer& value(Value value);

  Writer& key(const char* name);
  Writer& text(const char* text);

  /// A name and its text, integer or boolean in one.
  Writer& member(std::string_view name, std::string_view content) {
    return key(name).text(content);
  }
  Writer& member(const char* name, std::string_view content);
  Writer& member(const char* name, const std::string& content);
  Writer& member(const char* name, const char* content);
  template <class T, class = std::enable_if_t<std::is_integral_v<T>>>
  Writer& member(const char* name, T content) {
    if constexpr (std::is_same_v<T, bool>) {
      return member_boolean(name, content);
    } else {
      return member_integer(name, static_cast<std::int64_t>(content));
    }
  }

  const std::string& str() const { return out_; }
  std::string take() { return std::move(out_); }
  void reserve(std::size_t bytes) { out_.reserve(bytes); }

 private:
  void separate();
  Writer& member_integer(const char* name, std::int64_t number);
  Writer& member_boolean(const char* name, bool truth);

  std::string out_;
  bool needs_comma_ = false;
};

/// A place in a text, both 1-based; columns count bytes.
struct Place {
  std::size_t line = 1;
  std::size_t column = 1;
};

Place place_of(std::string_view text, std::size_t offset);
/// The offset of the value (with `last`: of the last member of that name) that a JSON pointer names
/// in a text; of the deepest part that exists where it names none. The text need not be valid after
/// it.
std::size_t offset_of(std::string_view text, std::string_view pointer, bool last = false);
/// Appends "/name" to a JSON pointer, escaping ~ and /.
void append_pointer(std::string& pointer, std::string_view name);

}  // namespace tendero::json
