// Writing minified JSON.

#include "base/text.hpp"
#include "tendero/json.hpp"

namespace tendero::json {
namespace {

constexpr char kHex[] = "0123456789abcdef";

bool is_plain(char byte) {
  return static_cast<unsigned char>(byte) >= 0x20 && byte != '"' && byte != '\\';
}

/// Quoted, with the escapes that JSON.stringify writes, so that both sides make the same bytes.
void append_quoted(std::string& out, std::string_view text) {
  out += '"';
  std::size_t plain = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (is_plain(text[i])) continue;
    out.append(text, plain, i - plain);
    plain = i + 1;
    const char byte = text[i];
    switch (byte) {
      case '"':
        out += "\\\"";
        break;
      case '\\':
        out += "\\\\";
        break;
      case '\b':
        out += "\\b";
        break;
      case '\f':
        out += "\\f";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\r':
        out += "\\r";
        break;
      case '\t':
        out += "\\t";
        break;
      default:
        out += "\\u00";
        out += kHex[(byte >> 4) & 1];
        out += kHex[byte & 15];
    }
  }
  out.append(text, plain);
  out += '"';
}

}  // namespace

void Writer::separate() {
  if (needs_comma_) out_ += ',';
  needs_comma_ = true;
}

Writer& Writer::begin_object() {
  separate();
  out_ += '{';
  needs_comma_ = false;
  return *this;
}

Writer& Writer::end_object() {
  out_ += '}';
  needs_comma_ = true;
  return *this;
}

Writer& Writer::begin_array() {
  separate();
  out_ += '[';
  needs_comma_ = false;
  return *this;
}

Writer& Writer::end_array() {
  out_ += ']';
  needs_comma_ = true;
  return *this;
}

Writer& Writer::key(std::string_view name) {
  separate();
  append_quoted(out_, name);
  out_ += ':';
  needs_comma_ = false;
  return *this;
}

Writer& Writer::key(const char* name) {
  return key(std::string_view(name));
}

Writer& Writer::text(const char* text) {
  return this->text(std::string_view(text));
}

Writer& Writer::member(const char* name, std::string_view content) {
  return key(std::string_view(name)).text(content);
}

Writer& Writer::member(const char* name, const std::string& content) {
  return key(std::string_view(name)).text(std::string_view(content));
}

Writer& Writer::member(const char* name, const char* content) {
  return key(std::string_view(name)).text(std::string_view(content));
}

Writer& Writer::member_integer(const char* name, std::int64_t number) {
  return key(std::string_view(name)).integer(number);
}

Writer& Writer::member_boolean(const char* name, bool truth) {
  return key(std::string_view(name)).boolean(truth);
}

Writer& Writer::text(std::string_view text) {
  separate();
  append_quoted(out_, text);
  return *this;
}

Writer& Writer::integer(std::int64_t number) {
  separate();
  append_digits(out_, number);
  return *this;
}

Writer& Writer::boolean(bool truth) {
  return raw(truth ? "true" : "false");
}

Writer& Writer::null() {
  return raw("null");
}

Writer& Writer::raw(std::string_view json) {
  separate();
  out_ += json;
  return *this;
}

Writer& Writer::value(Value value) {
  switch (value.kind()) {
    case Kind::missing:
    case Kind::null:
      return null();
    case Kind::boolean:
      return boolean(value.boolean());
    case Kind::integer:
      return integer(value.integer());
    case Kind::number:
      return raw(value.number_text());
    case Kind::text:
      return text(value.text());
    case Kind::array:
      begin_array();
      for (const Value element : value.elements()) this->value(element);
      return end_array();
    case Kind::object:
      begin_object();
      for (const Member& member : value.members()) key(member.name).value(member.value);
      return end_object();
  }
  return *this;
}

}  // namespace tendero::json
