#include "common/body.hpp"

#include <algorithm>

#include "common/text.hpp"

namespace tendero::server {

std::string found_kind(json::Value value) {
  if (!value) return "nothing";
  return std::string(json::name_of(value.kind()));
}

Body::Body(std::string_view text, const json::Limits& limits) {
  auto parsed = json::Document::parse(text, limits);
  if (!parsed.ok()) {
    const auto& error = parsed.error();
    // A text is not repeated: it may be somebody's code.
    const bool is_text = error.found.find('"') != std::string::npos;
    problem_ = invalid(error.pointer, error.code, is_text ? "a text" : error.found, error.expected);
    if (error.offset != kNoOffset) {
      const json::Place place = json::place_of(text, error.offset);
      problem_->errors.front().line = static_cast<std::int64_t>(place.line);
      problem_->errors.front().column = static_cast<std::int64_t>(place.column);
    }
    return;
  }
  document_ = std::move(parsed.value());
  if (!root().is(json::Kind::object)) fail("", "kind_wrong", found_kind(root()), "an object");
}

void Body::fail(std::string_view pointer, std::string_view code, std::string_view found,
                std::string_view expected) {
  if (!problem_) problem_ = invalid(pointer, code, found, expected);
}

json::Value Body::find(std::string_view name) {
  asked_.push_back(name);
  return root()[name];
}

std::string Body::text(std::string_view name, bool required, std::size_t longest) {
  return nfc(code(name, required, longest)).value_or("");
}

std::string Body::code(std::string_view name, bool required, std::size_t longest) {
  const json::Value value = find(name);
  const std::string pointer = "/" + std::string(name);
  if (!value || (!required && value.is(json::Kind::null))) {
    if (required) fail(pointer, "member_missing", "nothing", "a text");
    return {};
  }
  if (!value.is(json::Kind::text)) {
    fail(pointer, "kind_wrong", found_kind(value), "a text");
    return {};
  }
  if (value.text().empty() || value.text().size() > longest) {
    fail(pointer, "length_wrong", std::to_string(value.text().size()) + " bytes",
         "1 to " + std::to_string(longest) + " bytes");
    return {};
  }
  return std::string(value.text());
}

std::optional<std::int64_t> Body::integer(std::string_view name, std::int64_t least,
                                          std::int64_t most) {
  const json::Value value = find(name);
  if (!value || value.is(json::Kind::null)) return std::nullopt;
  const std::string pointer = "/" + std::string(name);
  const std::string wanted =
      "an integer from " + std::to_string(least) + " to " + std::to_string(most);
  if (value.is(json::Kind::number)) {
    const std::string digits = value.number_text();
    const bool is_float = digits.find_first_of(".eE") != std::string::npos;
    fail(pointer, is_float ? "float_forbidden" : "number_out_of_range", digits.substr(0, 40),
         wanted);
  } else if (!value.is(json::Kind::integer)) {
    fail(pointer, "kind_wrong", found_kind(value), wanted);
  } else if (value.integer() < least || value.integer() > most) {
    fail(pointer, "number_out_of_range", value.number_text(), wanted);
  } else {
    return value.integer();
  }
  return std::nullopt;
}

json::Value Body::object(std::string_view name, bool required) {
  const json::Value value = find(name);
  const std::string pointer = "/" + std::string(name);
  if (!value || (!required && value.is(json::Kind::null))) {
    if (required) fail(pointer, "member_missing", "nothing", "an object");
    return {};
  }
  if (!value.is(json::Kind::object)) {
    fail(pointer, "kind_wrong", found_kind(value), "an object");
    return {};
  }
  return value;
}

std::vector<std::string> Body::texts(std::string_view name, std::size_t most, std::size_t longest) {
  std::vector<std::string> out;
  const json::Value value = find(name);
  if (!value || value.is(json::Kind::null)) return out;
  const std::string pointer = "/" + std::string(name);
  if (!value.is(json::Kind::array)) {
    fail(pointer, "kind_wrong", found_kind(value), "a list of texts");
    return out;
  }
  if (value.size() > most) {
    fail(pointer, "too_many", std::to_string(value.size()), "at most " + std::to_string(most));
    return out;
  }
  for (const json::Value element : value.elements()) {
    const bool fits = element.is(json::Kind::text) && element.text().size() <= longest;
    if (!fits)
      fail(pointer + "/" + std::to_string(out.size()), "kind_wrong", found_kind(element), "a text");
    out.emplace_back(element.text_or(""));
  }
  return out;
}

std::optional<std::int64_t> Body::expected_total() {
  const json::Value expect = object("expect", false);
  if (!expect) return std::nullopt;
  if (expect["total"].is(json::Kind::integer)) return expect["total"].integer();
  const bool is_float = expect["total"].is(json::Kind::number);
  fail("/expect/total", is_float ? "float_forbidden" : "kind_wrong", found_kind(expect["total"]),
       "an integer");
  return std::nullopt;
}

const std::optional<Problem>& Body::finish() {
  if (problem_) return problem_;
  for (const json::Member& member : root().members()) {
    if (std::find(asked_.begin(), asked_.end(), member.name) != asked_.end()) continue;
    std::string pointer;
    json::append_pointer(pointer, member.name);
    fail(pointer, "unknown_member", member.name.substr(0, 64), "a member that exists");
    problem_->errors.front().did_you_mean = did_you_mean(member.name, asked_);
    break;
  }
  return problem_;
}

}  // namespace tendero::server
