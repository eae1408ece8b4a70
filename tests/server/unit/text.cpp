#include "common/text.hpp"

#include <doctest/doctest.h>

#include "config/config.hpp"
#include "http/static_files.hpp"

using namespace tendero::server;

TEST_CASE("base64url is read strictly") {
  CHECK(base64url("fo") == "Zm8");
  CHECK(unbase64url("Zm8") == "fo");
  CHECK(unbase64url("") == "");
  for (const char* wrong : {"Zm8=", "Zm9", "Z", "Zm 8", "Zm8\n", "Zm+8", "Zm/8", "\xc3\xa9"}) {
    INFO(wrong);
    CHECK_FALSE(unbase64url(wrong));
  }
}

TEST_CASE("normal form C, or nothing for what is no UTF-8") {
  CHECK(nfc("caf\x65\xcc\x81") == "caf\xc3\xa9");
  CHECK(nfc("plain") == "plain");
  CHECK_FALSE(nfc("\xff"));
  CHECK_FALSE(nfc("\xc3"));
  CHECK_FALSE(nfc("\xed\xa0\x80"));  // a lone surrogate
}

TEST_CASE("percent escapes are decoded once") {
  CHECK(percent_decode("a%20b") == "a b");
  CHECK(percent_decode("%252e") == "%2e");
  for (const char* wrong : {"%", "%4", "%zz"}) CHECK_FALSE(percent_decode(wrong));
}

TEST_CASE("the nearest known word") {
  const std::vector<std::string_view> known = {"origins", "port", "folders"};
  CHECK(did_you_mean("orgins", known) == "origins");
  CHECK(did_you_mean("floders", known) == "folders");
  CHECK(did_you_mean("something else", known).empty());
  CHECK(did_you_mean("x", known).empty());
}

TEST_CASE("address ranges") {
  CHECK(read_range("10.0.0.0/8")->holds("10.9.8.7"));
  CHECK_FALSE(read_range("10.0.0.0/8")->holds("11.0.0.1"));
  CHECK(read_range("127.0.0.1")->holds("::ffff:127.0.0.1"));
  CHECK(read_range("2001:db8::/32")->holds("2001:db8:ffff::1"));
  CHECK_FALSE(read_range("2001:db8::/32")->holds("2001:db9::1"));
  CHECK_FALSE(read_range("::/0")->holds("10.0.0.1"));
  for (const char* wrong :
       {"", "10.0.0", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/8/8", "host", "::1/129", "1.2.3.4/x"}) {
    INFO(wrong);
    CHECK_FALSE(read_range(wrong));
  }
}

TEST_CASE("codings, tags, hashed names") {
  CHECK(accepts_coding("gzip, br;q=0.5", "br"));
  CHECK_FALSE(accepts_coding("gzip, br;q=0", "br"));
  CHECK_FALSE(accepts_coding("gzip, br;q=0.000", "br"));
  CHECK_FALSE(accepts_coding("gzip", "br"));
  CHECK_FALSE(accepts_coding("", "br"));
  CHECK(matches_tag("\"a\", W/\"b\"", "\"b\""));
  CHECK(matches_tag("*", "\"b\""));
  CHECK_FALSE(matches_tag("", "\"b\""));
  CHECK(is_hashed_name("core.3f9a1c2b.js"));
  CHECK(is_hashed_name("engine.AB12cd34.wasm"));
  for (const char* plain :
       {"index.html", "core.js", "jquery.min.js", "a.released.js", "photo.12.png"}) {
    INFO(plain);
    CHECK_FALSE(is_hashed_name(plain));
  }
}
