// The strict reader against what others let pass, after the manner of JSONTestSuite.

#include <doctest/doctest.h>

#include <string>

#include "tendero/json.hpp"

using namespace tendero;
using json::Document;
using json::Kind;

namespace {

std::string code_of(std::string_view text, const json::Limits& limits = {}) {
  const Result<Document> parsed = Document::parse(text, limits);
  return parsed.ok() ? "ok" : std::string(parsed.error().code);
}

std::string copy(std::string_view text) {
  const Result<Document> parsed = Document::parse(text);
  if (!parsed.ok()) return std::string(parsed.error().code);
  json::Writer out;
  return out.value(parsed.value().root()).take();
}

}  // namespace

TEST_CASE("what JSON allows is read, and written back the same") {
  for (const char* text :
       {"null", "true", "false", "0", "-1", "9007199254740991", "-9007199254740991", "\"\"", "[]",
        "{}", "[[],{}]", "{\"a\":{\"b\":[1,2,{\"c\":null}]}}",
        "[1.5,1e3,1E-2,-0.0,123456789012345678901]", "{\"\":1}", "\"a\\\"b\\\\c\\nd\\u0001\"",
        "\"\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80\"", "\"\x7F\""}) {
    CAPTURE(text);
    CHECK(copy(text) == text);
  }
  CHECK(copy(" [ 1 ,\t2\r\n] ") == "[1,2]");
  CHECK(copy("\"\\u00e9\\ud83d\\ude00\\/\\b\\f\\t\\r\"") ==
        "\"\xC3\xA9\xF0\x9F\x98\x80/\\b\\f\\t\\r\"");
  CHECK(copy("\"\\u0000\"") == "\"\\u0000\"");
  CHECK(copy("-0") == "0");
}

TEST_CASE("what JSON does not allow is refused") {
  for (const char* text : {"",
                           " ",
                           "[1,]",
                           "[,1]",
                           "[1 2]",
                           "{\"a\":1,}",
                           "{\"a\"}",
                           "{\"a\":}",
                           "{a:1}",
                           "{'a':1}",
                           "{1:1}",
                           "[1",
                           "{\"a\":1",
                           "[1}",
                           "{\"a\":1]",
                           "]",
                           "tru",
                           "True",
                           "nul",
                           "nan",
                           "NaN",
                           "Infinity",
                           "-Infinity",
                           "+1",
                           "01",
                           "-01",
                           "1.",
                           ".5",
                           "1e",
                           "1e+",
                           "0x10",
                           "- 1",
                           "1_000",
                           "--1",
                           "\"abc",
                           "\"\\x41\"",
                           "\"\\u12\"",
                           "\"\\u12g4\"",
                           "\"\t\"",
                           "\"a\nb\"",
                           "\"\\\"",
                           "//a\n1",
                           "/**/1",
                           "1 // a",
                           "1 1",
                           "{} {}",
                           "[]]",
                           "\"a\"x",
                           "\xEF\xBB\xBF{}",
                           "\xFF",
                           "[\"a\",\n4\n,1,",
                           "{\"a\":1 \"b\":2}",
                           "{,}"}) {
    CAPTURE(text);
    CHECK(code_of(text) == "json_syntax");
  }
}

TEST_CASE("only UTF-8 is text: overlong forms, surrogates and what lies beyond are refused") {
  for (const char* bytes :
       {"\xC0\xAF", "\xE0\x80\xAF", "\xF0\x80\x80\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\x80",
        "\xC3", "\xE2\x82", "\xF5\x80\x80\x80", "\xFE"}) {
    CHECK(code_of("\"" + std::string(bytes) + "\"") == "json_syntax");
  }
  for (const char* text :
       {"\"\\ud800\"", "\"\\udc00\"", "\"\\ud800\\ud800\"", "\"\\ud83d\\u0041\"", "\"\\ud83d\""}) {
    CAPTURE(text);
    CHECK(code_of(text) == "json_syntax");
  }
}

TEST_CASE("bytes after NUL do not hide") {
  CHECK(code_of(std::string_view("{}\0{}", 5)) == "json_syntax");
  CHECK(code_of(std::string_view("\0", 1)) == "json_syntax");
  CHECK(code_of(std::string_view("\"a\0b\"", 5)) == "json_syntax");
  CHECK(code_of(std::string_view("{}\0", 3)) == "json_syntax");
}

TEST_CASE("duplicate members are refused, few or many, escaped or not, with their place") {
  CHECK(code_of(R"({"a":1,"a":1})") == "duplicate_member");
  CHECK(code_of(R"({"a":1,"\u0061":1})") == "duplicate_member");
  CHECK(code_of(R"([{"a":1},{"a":1}])") == "ok");
  const std::string text = "{\"x\":1,\n \"b\":{\"y\":1,\"y\":2}}";
  const Result<Document> parsed = Document::parse(text);
  REQUIRE_FALSE(parsed.ok());
  CHECK(parsed.error().pointer == "/b/y");
  const json::Place place = json::place_of(text, parsed.error().offset);
  CHECK(place.line == 2);
  CHECK(place.column == 13);
  std::string many = "{";
  for (int i = 0; i < 500; ++i) many += "\"n" + std::to_string(i) + "\":" + std::to_string(i) + ",";
  CHECK(code_of(many + "\"z\":0}") == "ok");
  const Result<Document> again = Document::parse(many + "\"n250\":0}");
  REQUIRE_FALSE(again.ok());
  CHECK(again.error().code == "duplicate_member");
  CHECK(again.error().pointer == "/n250");
}

TEST_CASE("depth, size and numbers have limits that are named") {
  CHECK(code_of(std::string(32, '[') + std::string(32, ']')) == "ok");
  CHECK(code_of(std::string(33, '[') + std::string(33, ']')) == "too_deep");
  CHECK(code_of(std::string(1'000'000, '[')) == "too_deep");
  CHECK(code_of("[" + std::string(2'000'000, ' ') + "]") == "too_large");
  CHECK(code_of("[1,2,3]", {.bytes = 6}) == "too_large");
  CHECK(code_of(std::string(1'000'000, '9')) == "number_too_long");
  CHECK(code_of("0." + std::string(70, '1')) == "number_too_long");
}

TEST_CASE("numbers keep their text; integers are those of 53 bits without point and exponent") {
  const auto kind = [](std::string_view text) {
    return Document::parse(text).value().root().kind();
  };
  CHECK(kind("9007199254740991") == Kind::integer);
  CHECK(kind("9007199254740992") == Kind::number);
  CHECK(kind("-9007199254740992") == Kind::number);
  CHECK(kind("1.0") == Kind::number);
  CHECK(kind("1E3") == Kind::number);
  const Result<Document> parsed = Document::parse("[12.50,1e308,18446744073709551616]");
  std::string texts;
  for (const json::Value number : parsed.value().root().elements())
    texts += number.number_text() + " ";
  CHECK(texts == "12.50 1e308 18446744073709551616 ");
}

TEST_CASE("true is not 1, and a look-up of what is not there answers missing") {
  const Result<Document> parsed = Document::parse(R"({"a":true,"b":[1,"x"],"n":null})");
  const json::Value root = parsed.value().root();
  CHECK(root["a"].integer_or(7) == 7);
  CHECK(root["a"].boolean());
  CHECK(root["b"].size() == 2);
  CHECK(root["n"].is(Kind::null));
  CHECK(static_cast<bool>(root["n"]));
  CHECK_FALSE(static_cast<bool>(root["z"]));
  CHECK(root["z"]["y"].text_or("no") == "no");
  CHECK(root["b"]["x"].is(Kind::missing));
}

TEST_CASE("pointers find their place again, through escapes and arrays") {
  const std::string text = "{\n  \"a/b\": [10, {\"x~y\": \"\\\"]}\"}],\n  \"c\": true\n}";
  const auto at = [&](std::string_view pointer) {
    return text.substr(json::offset_of(text, pointer), 4);
  };
  CHECK(at("/a~1b/0") == "10, ");
  CHECK(at("/a~1b/1/x~0y").substr(0, 3) == "\"\\\"");
  CHECK(at("/c") == "true");
  CHECK(json::offset_of(text, "/a~1b/7") == json::offset_of(text, "/a~1b"));
  CHECK(json::offset_of(text, "/nothing/here") == 0);
  CHECK(json::place_of(text, json::offset_of(text, "/c")).line == 3);
}
