// What a merchant may write, and what is refused, each with its code and place.

#include <doctest/doctest.h>

#include "support.hpp"

using namespace tendero;
using namespace tendero::testing;

TEST_CASE("empty and missing sections are accepted") {
  CHECK(load_errors(R"({"tendero":1})").empty());
  CHECK(
      load_errors(
          R"({"tendero":1,"store":{},"segments":{},"promotions":[],"shipping":{},"loyalty":{},"messages":[],"support":{}})")
          .empty());
}

TEST_CASE("a ruleset that is none") {
  CHECK(load_errors("[]") == Problems{"wrong_type "});
  CHECK(load_errors("{}") == Problems{"required /tendero"});
  CHECK(load_errors(R"({"tendero":2})") == Problems{"version_unknown /tendero"});
  CHECK(load_errors(R"({"tendero":1,"promotion":[]})") == Problems{"unknown_member /promotion"});
  CHECK(load_errors("{") == Problems{"json_syntax "});
  CHECK(load_errors(R"({"tendero":1,"messages":[1]})") == Problems{"not_built /messages"});
  CHECK(load_errors(ruleset("", R"("store":{},)")) == Problems{"duplicate_member /store"});
}

TEST_CASE("the store's settings are checked") {
  const auto store = [](std::string_view members) {
    return load_errors(R"({"tendero":1,"store":{)" + std::string(members) + "}}");
  };
  CHECK(
      store(
          R"("currency":"EUR","timezone":"Etc/UTC","locale":"es","dormant_days":90,"abandoned_hours":12,"floor_price":100)")
          .empty());
  CHECK(store(R"("currency":"eur")") == Problems{"currency_invalid /store/currency"});
  CHECK(store(R"("currency":"EUR ")") == Problems{"currency_invalid /store/currency"});
  CHECK(store(R"("timezone":"CEST")") == Problems{"timezone_invalid /store/timezone"});
  CHECK(store(R"("tax":{"default_rate":100.01})") ==
        Problems{"percent_invalid /store/tax/default_rate"});
  CHECK(
      store(
          R"("tax":{"default_rate":21,"shipping_rate":"proportional","when":"before_discount","round":"per_rate","rounding":"half_even"})")
          .empty());
  CHECK(store(R"("tax":{"rounding":"none"})") == Problems{"not_built /store/tax/rounding"});
  CHECK(store(R"("pricing":{"profile":"sylius"})") == Problems{"not_built /store/pricing/profile"});
  CHECK(store(R"("pricing":{"profile":"syllius"})") ==
        Problems{"unknown_value /store/pricing/profile"});
  CHECK(store(R"("pricing":{"allocator":"last_line"})") ==
        Problems{"not_built /store/pricing/allocator"});
  CHECK(
      store(
          R"("pricing":{"select":"priority","percent_of":"original","rounding":"floor","round_at":"unit"})")
          .empty());
  CHECK(store(R"("offsets":[[0,60],[0,120]])") == Problems{"not_ascending /store/offsets/1"});
  CHECK(store(R"("offsets":[[0,9999]])") == Problems{"out_of_range /store/offsets/0/1"});
  CHECK(store(R"("offsets":[[0]])") == Problems{"wrong_type /store/offsets/0"});
}

TEST_CASE("promotions: ids, texts, limits and combining are checked") {
  const auto with = [](std::string_view members) {
    return load_errors(
        ruleset(R"({"id":"p","effects":[{"type":"free_shipping"}],)" + std::string(members) + "}"));
  };
  CHECK(
      with(
          R"("title":{"es":"Hola","en":"Hello"},"priority":-5,"exclusive":"all","group":"g","stop":true,"enabled":false,"name":"n","owner":"o","goal":"g","tags":["t"],"terms":"x","badge":{"es":"b"})")
          .empty());
  CHECK(with(R"("title":3)") == Problems{"wrong_type /promotions/0/title"});
  CHECK(with(R"("title":{"e":"x"})") == Problems{"locale_invalid /promotions/0/title/e"});
  CHECK(with(R"("title":{})") == Problems{"wrong_type /promotions/0/title"});
  CHECK(with(R"("priority":1.0)") == Problems{"float_forbidden /promotions/0/priority"});
  CHECK(with(R"("priority":1E3)") == Problems{"float_forbidden /promotions/0/priority"});
  CHECK(with(R"("exclusive":"some")") == Problems{"wrong_type /promotions/0/exclusive"});
  CHECK(with(R"("combines_with":{})") == Problems{"not_built /promotions/0/combines_with"});
  CHECK(with(R"("never_with":[])") == Problems{"not_built /promotions/0/never_with"});
  CHECK(with(R"("limits":{"uses":1,"uses_per_customer":1,"per_cart":2})").empty());
  CHECK(with(R"("limits":{"uses":0})") == Problems{"out_of_range /promotions/0/limits/uses"});
  CHECK(with(R"("limits":{"budget":100})") == Problems{"not_built /promotions/0/limits/budget"});
  CHECK(with(R"("group_scope":"line")") == Problems{"wrong_member /promotions/0/group_scope"});
  CHECK(with(R"("visibility":"server")") == Problems{"not_built /promotions/0/visibility"});
  CHECK(with(R"("trigger":"code","visibility":"server")").empty());
  CHECK(with(R"("prioirty":1)") == Problems{"unknown_member /promotions/0/prioirty"});
  CHECK(load_errors(ruleset(R"({"effects":[]})")) ==
        Problems{"required /promotions/0/id", "effects_count /promotions/0/effects"});
  CHECK(load_errors(ruleset(R"({"id":"1a","effects":[{"type":"free_shipping"}]})")) ==
        Problems{"name_invalid /promotions/0/id"});
  for (const char* name : {"__proto__", "constructor", "prototype"}) {
    CHECK(load_errors(ruleset(R"({"id":")" + std::string(name) +
                              R"(","effects":[{"type":"free_shipping"}]})")) ==
          Problems{"name_forbidden /promotions/0/id"});
  }
  const std::string twice = R"({"id":"p","effects":[{"type":"free_shipping"}]})";
  CHECK(load_errors(ruleset(twice + "," + twice)) == Problems{"duplicate_id /promotions/1/id"});
}

TEST_CASE("active: half-open windows, and each mistake has its own name") {
  const auto active = [](std::string_view members, std::string_view zone = R"("timezone":"UTC")") {
    return load_errors(R"({"tendero":1,"store":{)" + std::string(zone) +
                       R"(},"promotions":[{"id":"p","active":{)" + std::string(members) +
                       R"(},"effects":[{"type":"free_shipping"}]}]})");
  };
  CHECK(active(R"("from":"2026-11-27T00:00","until":"2026-12-01T00:00")").empty());
  CHECK(active(R"("from":"2026-11-27T00:00","until":"2026-11-27T00:00")") ==
        Problems{"ends_before_start /promotions/0/active/until"});
  CHECK(active(R"("from":"2026-02-30T00:00")") ==
        Problems{"no_such_date /promotions/0/active/from"});
  CHECK(active(R"("from":"2026-02-29T25:00")") ==
        Problems{"no_such_date /promotions/0/active/from"});
  CHECK(active(R"("from":"2026-02-28T25:00")") ==
        Problems{"no_such_time /promotions/0/active/from"});
  CHECK(active(R"("from":"tomorrow")") == Problems{"time_invalid /promotions/0/active/from"});
  CHECK(active(R"("schedule":{})") == Problems{"not_built /promotions/0/active/schedule"});
  CHECK(active(R"("from":"2026-11-27T00:00")", R"("timezone":"Europe/Madrid")") ==
        Problems{"offsets_missing /promotions/0/active/from"});
  CHECK(active(R"("from":"2026-11-27T00:00+01:00")", R"("timezone":"Europe/Madrid")").empty());
}

TEST_CASE("wall times in the gap and twice in autumn warn, and say what is meant") {
  // Madrid 2026: summer from 2026-03-29T01:00Z, winter from 2026-10-25T01:00Z
  const std::string zone =
      R"("timezone":"Europe/Madrid","offsets":[[0,60],[1774746000000,120],[1792890000000,60]])";
  const auto warnings = [&](std::string_view from) {
    return Ruleset::load(R"({"tendero":1,"store":{)" + zone +
                         R"(},"promotions":[{"id":"p","active":{"from":")" + std::string(from) +
                         R"("},"effects":[{"type":"free_shipping"}]}]})")
        .answer;
  };
  CHECK(problems(warnings("2026-03-29T02:30"), "warnings") ==
        Problems{"time_skipped /promotions/0/active/from"});
  CHECK(warnings("2026-03-29T02:30").find("taken as 2026-03-29T01:00:00Z") != std::string::npos);
  CHECK(problems(warnings("2026-10-25T02:30"), "warnings") ==
        Problems{"time_twice /promotions/0/active/from"});
  CHECK(warnings("2026-10-25T02:30").find("taken as 2026-10-25T00:30:00Z") != std::string::npos);
  CHECK(problems(warnings("2026-03-29T03:00"), "warnings").empty());
  CHECK(problems(warnings("2026-10-25T03:00"), "warnings").empty());
}

TEST_CASE("at most 20 errors are told, and 10,000 promotions taken") {
  std::string many;
  for (int i = 0; i < 30; ++i) many += (i == 0 ? "" : ",") + std::string("{}");
  CHECK(load_errors(ruleset(many)).size() == 20);
  std::string all;
  for (int i = 0; i < 10'001; ++i) {
    all += (i == 0 ? "" : ",") + std::string(R"({"id":"p)") + std::to_string(i) +
           R"(","effects":[{"type":"free_shipping"}]})";
  }
  CHECK(load_errors(ruleset(all)) == Problems{"too_many_promotions /promotions"});
}

TEST_CASE("errors carry the line and column of the text as it was written") {
  const std::string answer =
      Ruleset::load("{\n  \"tendero\": 1,\n  \"store\": {\n    \"currency\": \"euro\"\n  }\n}")
          .answer;
  CHECK(
      answer ==
      R"({"errors":[{"code":"currency_invalid","pointer":"/store/currency","found":"\"euro\"","expected":"three capital letters of ISO 4217, such as \"EUR\"","line":4,"column":17}]})");
}
