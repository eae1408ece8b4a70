#include <doctest/doctest.h>

#include <cstdlib>

#include "base/arena.hpp"
#include "base/closest.hpp"
#include "base/code.hpp"
#include "base/sha256.hpp"
#include "base/sorted.hpp"
#include "base/steps.hpp"
#include "base/string_pool.hpp"
#include "base/text.hpp"

using namespace tendero;

TEST_CASE(
    "codes: full-width folded, spaces and hyphens dropped, letters raised, all else refused") {
  CHECK(normalise_code("verano-10") == "VERANO10");
  CHECK(normalise_code(" Ve_Ra no\xE3\x80\x80 1 0 ") == "VERANO10");
  CHECK(normalise_code("\xEF\xBC\xB6\xEF\xBD\x85\xEF\xBC\x91") == "VE1");  // full-width V, e, 1
  CHECK(normalise_code("") == "");
  CHECK(normalise_code("- _") == "");
  for (const char* text : {"\xC4\xB1", "\xC3\x9F", "\xC5\xBF", "\xE2\x84\xAA",
                           "\xD0\x90"
                           "BC",
                           "A\xE2\x80\x8D"
                           "B",
                           "\xE2\x80\xAE"
                           "AB",
                           "A%", "' OR 1=1--", "A*", "CAF\xC3\x89", "\xF0\x9F\x98\x80"}) {
    CAPTURE(text);
    CHECK(normalise_code(text) == "");
  }
  CHECK(normalise_code(std::string_view("AB\0C", 4)) == "");
  CHECK(normalise_code(std::string(64, 'A')).size() == 64);
  CHECK(normalise_code(std::string(65, 'A')) == "");
  CHECK(normalise_code("\xEF\xBC") == "");  // cut off
}

TEST_CASE("SHA-256 of the standard's examples, in one piece and in many") {
  CHECK(sha256_name("") ==
        "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(sha256_name("abc") ==
        "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  const std::string million(1'000'000, 'a');
  CHECK(sha256_name(million) ==
        "sha256:cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
  Sha256 parts;
  Sha256 whole;
  for (std::size_t i = 0; i < 300; i += i % 7 + 1)
    parts.update(std::string_view(million).substr(0, i % 7 + 1));
  std::size_t length = 0;
  for (std::size_t i = 0; i < 300; i += i % 7 + 1) length += i % 7 + 1;
  whole.update(std::string_view(million).substr(0, length));
  CHECK(parts.finish() == whole.finish());
}

TEST_CASE("equal strings have equal ids, through a parent too; unknown ones have none") {
  StringPool base;
  const StringId coat = base.intern("coat");
  CHECK(coat != kNoString);
  CHECK(base.intern("coat") == coat);
  StringPool own(&base);
  CHECK(own.intern("coat") == coat);
  const StringId sock = own.intern("sock");
  CHECK(sock > base.size());
  CHECK(own.find("sock") == sock);
  CHECK(base.find("sock") == kNoString);
  CHECK(own.view(coat) == "coat");
  CHECK(own.view(sock) == "sock");
  std::vector<std::pair<std::string, StringId>> many;
  for (int i = 0; i < 5'000; ++i)
    many.emplace_back("name-" + std::to_string(i), own.intern("name-" + std::to_string(i)));
  for (const auto& [text, id] : many) {
    REQUIRE(own.find(text) == id);
    REQUIRE(own.view(id) == text);
  }
}

TEST_CASE("did you mean: slips are found, other words are not") {
  constexpr std::string_view kWords[] = {"priority", "promotions", "percent", "where",
                                         "customer.spent"};
  CHECK(closest("prioirty", kWords) == "priority");
  CHECK(closest("wehre", kWords) == "where");
  CHECK(closest("customer.spend", kWords) == "customer.spent");
  CHECK(closest("elephants", kWords) == "");
  CHECK(edit_distance("ab", "ba", 3) == 1);
  CHECK(edit_distance("", "abc", 5) == 3);
  CHECK(edit_distance(std::string(100, 'a'), "b", 3) == 4);
}

namespace {

/// Gives `left` chunks and then no more.
struct Stingy {
  int left;
  int open = 0;

  ChunkSource source() {
    return {[](void* self, std::size_t bytes) -> void* {
              auto& stingy = *static_cast<Stingy*>(self);
              if (stingy.left-- <= 0) return nullptr;
              ++stingy.open;
              return std::malloc(bytes);
            },
            [](void* self, void* chunk) {
              --static_cast<Stingy*>(self)->open;
              std::free(chunk);
            },
            this};
  }
};

}  // namespace

TEST_CASE("an arena without memory says so, and goes on being usable after a reset") {
  Stingy stingy{2};
  {
    Arena arena(stingy.source());
    CHECK(arena.make<int>(100).size() == 100);
    CHECK(arena.make<int>(100'000).size() == 100'000);
    CHECK_FALSE(arena.failed());
    CHECK(arena.make<int>(10'000'000).empty());
    CHECK(arena.failed());
    CHECK(arena.make<char>(SIZE_MAX / 2).empty());
    arena.reset();
    CHECK_FALSE(arena.failed());
    CHECK(arena.make<int>(100'000).size() == 100'000);  // the largest chunk was kept
    ArenaVector<int> list(arena);
    bool full = false;
    for (int i = 0; i < 1'000'000 && !full; ++i) full = !list.push_back(i);
    CHECK(full);
    for (std::size_t i = 0; i < list.size(); ++i) REQUIRE(list[i] == static_cast<int>(i));
  }
  CHECK(stingy.open == 0);
}

TEST_CASE("the arena aligns what it gives") {
  Arena arena;
  (void)arena.make<char>(3);
  CHECK(reinterpret_cast<std::uintptr_t>(arena.make<std::int64_t>(1).data()) %
            alignof(std::int64_t) ==
        0);
  (void)arena.make<char>(5);
  CHECK(reinterpret_cast<std::uintptr_t>(arena.allocate(16, 16)) % 16 == 0);
}

TEST_CASE("steps are counted past the limit too") {
  StepCounter steps(10);
  CHECK(steps.spend(10));
  CHECK_FALSE(steps.exhausted());
  CHECK_FALSE(steps.spend());
  CHECK(steps.exhausted());
  CHECK(steps.used() == 11);
}

TEST_CASE("digits are exact at the ends of the range") {
  CHECK(digits(0) == "0");
  CHECK(digits(INT64_MIN) == "-9223372036854775808");
  CHECK(digits(INT64_MAX) == "9223372036854775807");
  CHECK(join({"a", "", "b"}) == "ab");
}

TEST_CASE("sorted positions are stable; unique values ascend") {
  const std::vector<int> keys = {3, 1, 2, 1, 3, 0, 2, 2, 1, 0, 3, 3, 1, 0, 2, 1, 1, 0};
  const auto order = sorted_positions(
      keys.size(), [&](std::uint32_t a, std::uint32_t b) { return keys[a] < keys[b]; });
  for (std::size_t i = 1; i < order.size(); ++i) {
    const bool rises = keys[order[i - 1]] < keys[order[i]];
    const bool stays = keys[order[i - 1]] == keys[order[i]] && order[i - 1] < order[i];
    CHECK((rises || stays));
  }
  std::vector<std::uint32_t> values = {5, 3, 5, 1, 3, 9};
  sort_unique(values);
  CHECK(values == std::vector<std::uint32_t>{1, 3, 5, 9});
}
