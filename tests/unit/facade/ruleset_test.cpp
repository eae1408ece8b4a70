#include <doctest/doctest.h>

#include "support.hpp"

using namespace tendero;
using namespace tendero::testing;

TEST_CASE("version, revision and what was loaded") {
  CHECK(version() == "1.0.0");
  const std::string rules = ruleset(promotion(R"({"type":"free_shipping"})"));
  const Ruleset::Loaded loaded = Ruleset::load(rules);
  REQUIRE(loaded.ruleset != nullptr);
  CHECK(loaded.ruleset->promotions() == 1);
  CHECK(loaded.ruleset->currency() == "EUR");
  CHECK(loaded.ruleset->revision().substr(0, 7) == "sha256:");
  CHECK(loaded.answer == R"({"revision":")" + std::string(loaded.ruleset->revision()) +
                             R"(","promotions":1,"warnings":[]})");
  CHECK(Ruleset::load(rules + " ").ruleset->revision() != loaded.ruleset->revision());
}

TEST_CASE("the parts of an evaluation are those of its answer") {
  const Ruleset::Loaded loaded = Ruleset::load(ruleset(""));
  const std::string text = request(R"({"id":"a","sku":"S","unit_price":5})", R"(,"digest":true)");
  const Evaluated parts = loaded.ruleset->evaluate_parts(text);
  REQUIRE(parts.ok);
  CHECK(loaded.ruleset->evaluate(text) ==
        R"({"result":)" + parts.result + R"(,"meta":)" + parts.meta + "}");
  CHECK(parts.meta.find(parts.request_digest) != std::string::npos);
  const Evaluated refused = loaded.ruleset->evaluate_parts("{}");
  CHECK_FALSE(refused.ok);
  CHECK(problems(refused.errors).size() == 2);
}

TEST_CASE("publishing: the bundle has nothing that only staff or code holders may see") {
  const std::string rules = ruleset(
      R"({"id":"open","name":"secret name","owner":"Ana","goal":"g","tags":["x"],"title":"Hi","effects":[{"type":"free_shipping"}],"when":{"segment":"shown"}},
         {"id":"coded","trigger":"code","when":{"all":[{"segment":"outer"},{"fact":"cart.codes","has":"A"}]},"effects":[{"type":"free_shipping"}]},
         {"id":"off","enabled":false,"effects":[{"type":"free_shipping"}]},
         {"id":"off-code","enabled":false,"trigger":"code","effects":[{"type":"free_shipping"}]})",
      R"("segments":{"shown":{"fact":"cart.lines","gt":1},"outer":{"segment":"hidden"},"hidden":{"fact":"customer.tier","eq":"vip"}},)");
  const std::string answer = split(rules);
  const Result<json::Document> parsed = json::Document::parse(answer);
  const json::Value root = parsed.value().root();
  const std::string bundle(root["public"].text());
  for (const char* secret :
       {"secret name", "Ana", "coded", "hidden", "outer", "vip", "\"off\"", "enabled", "tags"}) {
    CAPTURE(secret);
    CHECK(bundle.find(secret) == std::string::npos);
  }
  CHECK(bundle.find("\"shown\"") != std::string::npos);
  CHECK(root["revision"].text() == Ruleset::load(bundle).ruleset->revision());
  json::Writer secret;
  const Result<json::Document> hidden = json::Document::parse(root["private"].text());
  secret.value(hidden.value().root());
  CHECK(
      secret.str() ==
      R"({"tendero":1,"fragments":[{"promotion":{"id":"coded","trigger":"code","when":{"all":[{"segment":"outer"},{"fact":"cart.codes","has":"A"}]},"effects":[{"type":"free_shipping"}]},"segments":{"outer":{"segment":"hidden"},"hidden":{"fact":"customer.tier","eq":"vip"}}}]})");
  CHECK(answer.find(R"("public_promotions":["open"],"private_promotions":["coded"])") !=
        std::string::npos);
  CHECK(problems(split("{}")) == Problems{"required /tendero"});
}

TEST_CASE("offsets are put into the store, other members stay") {
  const std::string rules =
      R"({"tendero":1,"store":{"timezone":"Europe/Madrid","offsets":[],"id":"s"},"promotions":[]})";
  CHECK(timezone_of(rules) == "Europe/Madrid");
  CHECK(
      with_offsets(rules, {{0, 60}, {5, 120}}) ==
      R"({"tendero":1,"store":{"timezone":"Europe/Madrid","id":"s","offsets":[[0,60],[5,120]]},"promotions":[]})");
  CHECK(with_offsets("{}", {}) == "{}");
  CHECK(timezone_of("[") == "");
}

TEST_CASE("lint: each check has a ruleset that triggers it and a near miss that does not") {
  const auto findings = [](const std::string& rules) {
    Problems found = problems(lint(rules), "findings");
    if (!found.empty() && found.back() == "not_checked ") found.pop_back();
    return found;
  };
  const std::string free = R"({"type":"percent_off","percent":100)";
  CHECK(findings(with_effect(free + "}")) == Problems{"unlimited_free /promotions/0/effects/0"});
  CHECK(findings(with_effect(free + R"(,"max_amount":500})")).empty());
  CHECK(findings(with_effect(R"({"type":"percent_off","percent":99})")).empty());
  CHECK(findings(with_condition(
            R"({"all":[{"fact":"cart.lines","gt":5},{"fact":"cart.lines","lt":3}]})")) ==
        Problems{"impossible_condition /promotions/0/when"});
  CHECK(findings(with_condition(
                     R"({"all":[{"fact":"cart.lines","gt":2},{"fact":"cart.lines","lt":4}]})"))
            .empty());
  CHECK(findings(with_condition(
            R"({"all":[{"fact":"customer.tier","eq":"a"},{"fact":"customer.tier","eq":"b"}]})")) ==
        Problems{"impossible_condition /promotions/0/when"});
  CHECK(findings(with_condition(R"({"any":[]})")) ==
        Problems{"impossible_condition /promotions/0/when"});
  CHECK(findings(with_condition(
            R"({"any":[{"fact":"cart.lines","lt":0},{"fact":"cart.lines","gt":1}]})")) ==
        Problems{"impossible_condition /promotions/0/when/any/0"});
  CHECK(findings(with_condition(R"({"fact":"cart.subtotal","gte":0})")) ==
        Problems{"always_true /promotions/0/when"});
  CHECK(findings(with_condition(R"({"fact":"cart.subtotal","gte":1})")).empty());
  CHECK(
      findings(with_condition(R"({"fact":"customer.points","gte":0})")).empty());  // may be missing
  CHECK(findings(with_condition(R"({"fact":"context.time","between":["22:00","06:00"]})")).empty());
  CHECK(findings(with_condition(R"({"fact":"cart.lines","between":[3,3]})")) ==
        Problems{"impossible_condition /promotions/0/when"});
  CHECK(
      findings(ruleset(
          R"({"id":"a","title":{"es":"x","en":"y"},"effects":[{"type":"free_shipping"}]},{"id":"b","title":{"es":"x"},"effects":[{"type":"free_shipping"}]})")) ==
      Problems{"missing_translation /promotions/1/title"});
  CHECK(findings(ruleset("", R"("segments":{"s":{"all":[]}},)")) ==
        Problems{"segment_unused /segments/s"});
  CHECK(findings(R"({"tendero":1,"promotions":{}})") == Problems{"wrong_type /promotions"});
  CHECK(problems(lint("{}", R"({"catalog":1})")) == Problems{"unknown_member /catalog"});
}
