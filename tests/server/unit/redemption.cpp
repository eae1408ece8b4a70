#include <doctest/doctest.h>

#include "redemption/json_tools.hpp"
#include "redemption/zone.hpp"

using namespace tendero::server;
namespace json = tendero::json;

namespace {

constexpr std::int64_t kHour = 3'600'000;

std::vector<std::string> between(std::string_view given, std::string_view used) {
  const auto a = json::Document::parse(given);
  const auto b = json::Document::parse(used);
  std::vector<std::string> out;
  differences(a.value().root(), b.value().root(), "", out);
  return out;
}

}  // namespace

TEST_CASE("differences name the deepest place that both have") {
  using Pointers = std::vector<std::string>;
  CHECK(between(R"({"a":1,"b":[1,2]})", R"({"b":[1,2],"a":1})").empty());
  CHECK(between(R"({"a":1})", R"({"a":2})") == Pointers{"/a"});
  CHECK(between(R"({"a":[{"x":1}]})", R"({"a":[{"x":2}]})") == Pointers{"/a/0/x"});
  CHECK(between(R"({"a":[1]})", R"({"a":[1,2]})") == Pointers{"/a"});
  CHECK(between(R"({"a":1})", R"({"a":"1"})") == Pointers{"/a"});
  CHECK(between(R"({"a":1})", R"({"b":1})") == Pointers{"/a", "/b"});
  CHECK(between(R"({"a/b":1})", R"({"a/b":2})") == Pointers{"/a~1b"});
  CHECK(between("{\"a\":\"e\xcc\x81\"}", "{\"a\":\"\xc3\xa9\"}").empty());
}

TEST_CASE("canonical JSON does not depend on the order of members") {
  const auto one = json::Document::parse(R"({"b":[1,{"d":2,"c":3}],"a":"x"})");
  CHECK(canonical_json(one.value().root()) == R"({"a":"x","b":[1,{"c":3,"d":2}]})");
}

TEST_CASE("instants and wall times of a zone") {
  CHECK(instant_of("1970-01-01T00:00:00Z", "UTC") == 0);
  CHECK(instant_of("1970-01-01T01:00:00.250+01:00", "UTC") == 250);
  CHECK(instant_of("1970-01-02", "UTC") == 24 * kHour);
  const auto madrid = [](const char* text) { return *instant_of(text, "Europe/Madrid"); };
  CHECK(madrid("2026-01-15T12:00") == *instant_of("2026-01-15T11:00:00Z", "UTC"));
  CHECK(madrid("2026-07-15T12:00") == *instant_of("2026-07-15T10:00:00Z", "UTC"));
  // In the gap of spring: the first instant after it. Where a time comes twice: the first.
  CHECK(madrid("2026-03-29T02:30") == *instant_of("2026-03-29T01:00:00Z", "UTC"));
  CHECK(madrid("2026-10-25T02:30") == *instant_of("2026-10-25T00:30:00Z", "UTC"));
  for (const char* wrong : {"", "soon", "2026-02-30T00:00", "2026-13-01T00:00", "2026-01-01T24:00",
                            "2026-01-01T00:00Zx", "2026-01-01T00:00+1", "2026-1-1T00:00"}) {
    INFO(wrong);
    CHECK_FALSE(instant_of(wrong, "UTC"));
  }
  CHECK_FALSE(instant_of("2026-01-01T00:00", "CEST/Nowhere"));
}

TEST_CASE("clock changes: whole years, so that the same text gives the same bytes all year") {
  const std::int64_t november = *instant_of("2026-11-22T10:00:00Z", "UTC");
  const auto offsets = zone_offsets("Europe/Madrid", november);
  REQUIRE(offsets);
  CHECK(offsets->front().from_ms == *instant_of("2025-01-01T00:00:00Z", "UTC"));
  CHECK(offsets->front().minutes == 60);
  CHECK((*offsets)[1].from_ms == *instant_of("2025-03-30T01:00:00Z", "UTC"));
  CHECK((*offsets)[1].minutes == 120);
  CHECK(offsets->size() == 25);  // twelve years of two changes, and the start
  const auto january = zone_offsets("Europe/Madrid", *instant_of("2026-01-01T00:00:00Z", "UTC"));
  CHECK(january->size() == offsets->size());
  CHECK(zone_offsets("Asia/Kolkata", november)->size() == 1);
  CHECK_FALSE(zone_offsets("Mars/Olympus", november));
}
