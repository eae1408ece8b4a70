#include "redemption/json_tools.hpp"

#include <algorithm>

#include "common/text.hpp"

namespace tendero::server {
namespace {

std::string normal(std::string_view text) {
  return nfc(text).value_or(std::string(text));
}

std::string deeper(const std::string& pointer, std::string_view name) {
  std::string out = pointer;
  json::append_pointer(out, name);
  return out;
}

void write_canonical(json::Writer& out, json::Value value) {
  if (value.is(json::Kind::object)) {
    std::vector<json::Member> members;
    for (const json::Member& member : value.members()) members.push_back(member);
    std::sort(members.begin(), members.end(),
              [](const auto& a, const auto& b) { return a.name < b.name; });
    out.begin_object();
    for (const json::Member& member : members)
      write_canonical(out.key(normal(member.name)), member.value);
    out.end_object();
  } else if (value.is(json::Kind::array)) {
    out.begin_array();
    for (const json::Value element : value.elements()) write_canonical(out, element);
    out.end_array();
  } else if (value.is(json::Kind::text)) {
    out.text(normal(value.text()));
  } else if (!value) {
    out.null();  // what is not there
  } else {
    out.value(value);
  }
}

}  // namespace

void copy_nfc(json::Writer& out, json::Value value) {
  if (value.is(json::Kind::object)) {
    out.begin_object();
    for (const json::Member& member : value.members())
      copy_nfc(out.key(normal(member.name)), member.value);
    out.end_object();
  } else if (value.is(json::Kind::array)) {
    out.begin_array();
    for (const json::Value element : value.elements()) copy_nfc(out, element);
    out.end_array();
  } else if (value.is(json::Kind::text)) {
    out.text(normal(value.text()));
  } else {
    out.value(value);
  }
}

std::string canonical_json(json::Value value) {
  json::Writer out;
  write_canonical(out, value);
  return out.take();
}

bool same(json::Value a, json::Value b) {
  std::vector<std::string> found;
  differences(a, b, "", found);
  return found.empty();
}

void differences(json::Value given, json::Value used, const std::string& pointer,
                 std::vector<std::string>& out) {
  using json::Kind;
  if (given.kind() != used.kind()) {
    out.push_back(pointer);
    return;
  }
  switch (given.kind()) {
    case Kind::object:
      for (const json::Member& member : given.members()) {
        differences(member.value, used[member.name], deeper(pointer, member.name), out);
      }
      for (const json::Member& member : used.members()) {
        if (!given[member.name]) out.push_back(deeper(pointer, member.name));
      }
      return;
    case Kind::array: {
      if (given.size() != used.size()) return out.push_back(pointer);
      auto other = used.elements().begin();
      std::size_t index = 0;
      for (const json::Value element : given.elements()) {
        differences(element, *other, pointer + "/" + std::to_string(index++), out);
        ++other;
      }
      return;
    }
    case Kind::text:
      if (normal(given.text()) != normal(used.text())) out.push_back(pointer);
      return;
    case Kind::boolean:
      if (given.boolean() != used.boolean()) out.push_back(pointer);
      return;
    case Kind::integer:
    case Kind::number:
      if (given.number_text() != used.number_text()) out.push_back(pointer);
      return;
    case Kind::null:
    case Kind::missing:
      return;
  }
}

}  // namespace tendero::server
