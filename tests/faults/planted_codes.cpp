// The planted bug: an unknown code is answered as soon as it is known to be unknown, so that a
// stopwatch tells unknown from expired. The timing test must find it.
#include "redemption/codes.hpp"
#include "tendero/engine.hpp"

namespace tendero::server {

std::optional<LiveCode> find_live_code(App& app, const Published& published, std::string_view typed,
                                       const std::string& customer, const std::vector<CounterName>&,
                                       std::int64_t now) {
  const auto row = app.store.find_code(app.vault.code_lookup(normalise_code(typed)));
  if (!row) return std::nullopt;
  app.store.counters({{"c:" + row->code_id, ""},
                      {"p:" + row->promotion, ""},
                      {"uc:" + row->code_id, customer},
                      {"up:" + row->promotion, customer}});
  const auto fragment = published.fragments.find(row->promotion);
  if (fragment == published.fragments.end()) return std::nullopt;
  const auto& facts = published.promotions.find(row->promotion)->second;
  if (facts.until && *facts.until <= now) return std::nullopt;
  return LiveCode{*row, &fragment->second, false, false};
}

}  // namespace tendero::server
