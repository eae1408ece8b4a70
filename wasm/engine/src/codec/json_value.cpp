// Reading a parsed Document.

#include "base/text.hpp"
#include "tendero/json.hpp"

namespace tendero::json {

std::string_view name_of(Kind kind) {
  switch (kind) {
    case Kind::missing:
      return "nothing";
    case Kind::null:
      return "null";
    case Kind::boolean:
      return "a boolean";
    case Kind::integer:
      return "an integer";
    case Kind::number:
      return "a number";
    case Kind::text:
      return "a text";
    case Kind::array:
      return "an array";
    case Kind::object:
      return "an object";
  }
  return {};
}

Kind Value::kind() const {
  return document_ == nullptr ? Kind::missing : document_->node(index_).kind;
}

bool Value::boolean() const {
  TENDERO_ASSERT(is(Kind::boolean));
  return document_->node(index_).truth;
}

std::int64_t Value::integer() const {
  TENDERO_ASSERT(is(Kind::integer));
  return document_->node(index_).integer;
}

std::string_view Value::text() const {
  TENDERO_ASSERT(is(Kind::text));
  return document_->bytes(document_->node(index_));
}

std::string Value::number_text() const {
  if (is(Kind::integer)) return digits(integer());
  TENDERO_ASSERT(is(Kind::number));
  return std::string(document_->bytes(document_->node(index_)));
}

std::size_t Value::size() const {
  const Kind of = kind();
  return of == Kind::array || of == Kind::object ? document_->node(index_).span.length : 0;
}

Value Value::operator[](std::string_view name) const {
  for (const Member& member : members()) {
    if (member.name == name) return member.value;
  }
  return {};
}

Value Value::operator[](const char* name) const {
  return (*this)[std::string_view(name)];
}

Members Value::members() const {
  if (!is(Kind::object)) return {document_, 0, 0};
  return {document_, index_ + 1, document_->node(index_).next};
}

Elements Value::elements() const {
  if (!is(Kind::array)) return {document_, 0, 0};
  return {document_, index_ + 1, document_->node(index_).next};
}

std::string_view Value::text_or(std::string_view fallback) const {
  return is(Kind::text) ? text() : fallback;
}

std::int64_t Value::integer_or(std::int64_t fallback) const {
  return is(Kind::integer) ? integer() : fallback;
}

bool Value::boolean_or(bool fallback) const {
  return is(Kind::boolean) ? boolean() : fallback;
}

}  // namespace tendero::json
