#include "text_files.hpp"

#include <utf8proc.h>

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>

#include "tendero/json.hpp"

namespace tendero::tools {
namespace {

/// Bytes that are no UTF-8 stay as they are: the engine's reader tells of them.
std::string nfc(std::string_view text) {
  utf8proc_uint8_t* normal = nullptr;
  const auto flags = static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE);
  const utf8proc_ssize_t size =
      utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                   static_cast<utf8proc_ssize_t>(text.size()), &normal, flags);
  if (size < 0) return std::string(text);
  std::string result(reinterpret_cast<const char*>(normal), static_cast<std::size_t>(size));
  std::free(normal);
  return result;
}

bool changes(const json::Value& value) {
  if (value.is(json::Kind::text)) return nfc(value.text()) != value.text();
  for (const json::Value element : value.elements()) {
    if (changes(element)) return true;
  }
  for (const json::Member& member : value.members()) {
    if (nfc(member.name) != member.name || changes(member.value)) return true;
  }
  return false;
}

void write(json::Writer& out, const json::Value& value) {
  if (value.is(json::Kind::text)) {
    out.text(nfc(value.text()));
  } else if (value.is(json::Kind::array)) {
    out.begin_array();
    for (const json::Value element : value.elements()) write(out, element);
    out.end_array();
  } else if (value.is(json::Kind::object)) {
    out.begin_object();
    for (const json::Member& member : value.members()) {
      out.key(nfc(member.name));
      write(out, member.value);
    }
    out.end_object();
  } else {
    out.value(value);
  }
}

}  // namespace

std::optional<std::string> read_file(const std::string& name) {
  if (name == "-") {
    return std::string(std::istreambuf_iterator<char>(std::cin), std::istreambuf_iterator<char>());
  }
  std::ifstream file(name, std::ios::binary);
  if (!file) return std::nullopt;
  return std::string(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
}

std::string to_nfc(std::string_view json_text) {
  std::string text = nfc(json_text);
  if (text.find("\\u") == text.npos) return text;
  const Result<json::Document> parsed =
      json::Document::parse(text, {.bytes = limits::kRulesetBytes});
  if (!parsed.ok() || !changes(parsed.value().root())) return text;
  json::Writer out;
  write(out, parsed.value().root());
  return out.take();
}

}  // namespace tendero::tools
