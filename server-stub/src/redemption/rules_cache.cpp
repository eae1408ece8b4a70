#include "redemption/rules_cache.hpp"

#include "redemption/zone.hpp"
#include "tendero/json.hpp"

namespace tendero::server {
namespace {

constexpr json::Limits kRules{8U << 20, 32};

std::optional<std::int64_t> limit(json::Value promotion, std::string_view name) {
  const json::Value found = promotion["limits"][name];
  return found.is(json::Kind::integer) ? std::optional(found.integer()) : std::nullopt;
}

PromotionFacts facts_of(json::Value promotion, std::string_view zone) {
  PromotionFacts facts;
  facts.uses = limit(promotion, "uses");
  facts.uses_per_customer = limit(promotion, "uses_per_customer");
  facts.by_code = promotion["trigger"].text_or("") == "code";
  const json::Value until = promotion["active"]["until"];
  if (until.is(json::Kind::text)) facts.until = instant_of(until.text(), zone);
  return facts;
}

std::string text_of(json::Value value, std::string_view otherwise) {
  if (!value) return std::string(otherwise);
  return json::Writer().value(value).take();
}

}  // namespace

std::shared_ptr<const Published> load_published(RulesetRow row) {
  auto out = std::make_shared<Published>();
  out->engine = Ruleset::load(row.bundle).ruleset;
  const auto bundle = json::Document::parse(row.bundle, kRules);
  const auto hidden = json::Document::parse(row.private_text, kRules);
  if (!out->engine || !bundle.ok() || !hidden.ok()) return nullptr;
  const std::string_view zone = bundle.value().root()["store"]["timezone"].text_or("UTC");
  for (const json::Value promotion : bundle.value().root()["promotions"].elements()) {
    out->promotions.emplace(promotion["id"].text_or(""), facts_of(promotion, zone));
  }
  for (const json::Value fragment : hidden.value().root()["fragments"].elements()) {
    const json::Value promotion = fragment["promotion"];
    const std::string id(promotion["id"].text_or(""));
    const PromotionFacts facts = facts_of(promotion, zone);
    if (facts.by_code) {
      out->fragments[id] = {text_of(promotion, "{}"), text_of(fragment["segments"], "{}")};
    }
    out->promotions.emplace(id, facts);
  }
  out->row = std::move(row);
  return out;
}

std::shared_ptr<const Published> RulesCache::get() const {
  const std::lock_guard lock(mutex_);
  return published_;
}

void RulesCache::set(std::shared_ptr<const Published> published) {
  const std::lock_guard lock(mutex_);
  published_ = std::move(published);
}

}  // namespace tendero::server
