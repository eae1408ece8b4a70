#include "redemption/codes.hpp"

#include <algorithm>

#include "tendero/engine.hpp"

namespace tendero::server {

std::optional<LiveCode> find_live_code(App& app, const Published& published, std::string_view typed,
                                       const std::string& customer,
                                       const std::vector<CounterName>& own, std::int64_t now) {
  static const PromotionFacts kNoFacts;
  static const FragmentText kNoFragment;
  const std::string normalised = normalise_code(typed);
  // What cannot be a code is looked up as well, under a name that no code has.
  const auto row =
      app.store.find_code(app.vault.code_lookup(normalised.empty() ? "-" : normalised));
  const CodeRow code = row.value_or(CodeRow{"none", "", "none", false, std::nullopt, std::nullopt});
  const std::vector<CounterName> names = {{"c:" + code.code_id, ""},
                                          {"p:" + code.promotion, ""},
                                          {"uc:" + code.code_id, customer},
                                          {"up:" + code.promotion, customer}};
  auto counters = app.store.counters(names);
  const auto fragment = published.fragments.find(code.promotion);
  const auto promotion = published.promotions.find(code.promotion);
  const PromotionFacts& facts =
      promotion == published.promotions.end() ? kNoFacts : promotion->second;
  counters[2].uses = code.uses_per_customer;
  counters[3].uses = facts.uses_per_customer;
  const auto spent = [&](std::size_t i) {
    return counters[i].exhausted(std::find(own.begin(), own.end(), names[i]) != own.end());
  };
  LiveCode out{code, fragment == published.fragments.end() ? &kNoFragment : &fragment->second,
               spent(0) || spent(1), !customer.empty() && (spent(2) || spent(3))};
  const bool others = code.customer && *code.customer != customer;
  const bool over = facts.until && *facts.until <= now;
  const bool live = row.has_value() && fragment != published.fragments.end() && !others && !over;
  return live ? std::optional(std::move(out)) : std::nullopt;
}

}  // namespace tendero::server
