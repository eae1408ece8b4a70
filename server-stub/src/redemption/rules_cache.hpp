#pragma once
// The ruleset in force: compiled once, shared by all threads, replaced whole when another is
// published.

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/store.hpp"
#include "tendero/engine.hpp"

namespace tendero::server {

/// What the server itself must know of a promotion.
struct PromotionFacts {
  std::optional<std::int64_t> uses, uses_per_customer;
  std::optional<std::int64_t> until;  // ms; from then on its codes are expired
  bool by_code = false;
};

/// The JSON of a code promotion as a fragment carries it.
struct FragmentText {
  std::string promotion, segments;
};

struct Published {
  RulesetRow row;
  std::shared_ptr<const Ruleset> engine;
  std::map<std::string, PromotionFacts, std::less<>> promotions;
  std::map<std::string, FragmentText, std::less<>> fragments;  // of code promotions, by id
};

/// Reads what was published. The row was checked when it was stored; null when this engine refuses
/// it.
std::shared_ptr<const Published> load_published(RulesetRow row);

class RulesCache {
 public:
  std::shared_ptr<const Published> get() const;
  void set(std::shared_ptr<const Published> published);

 private:
  mutable std::mutex mutex_;
  std::shared_ptr<const Published> published_;
};

}  // namespace tendero::server
