#include "time_zone.hpp"

#include <date/tz.h>

#include "tendero/json.hpp"

namespace tendero::tools {
namespace {

// Fixed years: the same file must give the same answer whenever it is asked.
const date::sys_days kFirst = date::year{2000} / 1 / 1;
const date::sys_days kLast = date::year{2060} / 1 / 1;

std::int64_t ms_of(date::sys_seconds instant) {
  return std::int64_t{instant.time_since_epoch().count()} * 1000;
}

}  // namespace

std::optional<std::vector<Offset>> zone_offsets(const std::string& zone) {
  const date::time_zone* known = nullptr;
  try {
    known = date::locate_zone(zone);
  } catch (const std::exception&) {
    return std::nullopt;
  }
  std::vector<Offset> offsets;
  for (date::sys_seconds at = kFirst; at < kLast;) {
    const date::sys_info info = known->get_info(at);
    const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(info.offset);
    const auto value = static_cast<std::int32_t>(minutes.count());
    if (offsets.empty() || offsets.back().minutes != value) offsets.push_back({ms_of(at), value});
    at = info.end;
  }
  return offsets;
}

std::string with_clock(const std::string& rules, std::string& zone_unknown) {
  const std::string zone = timezone_of(rules);
  if (zone.empty() || zone == "UTC" || zone == "Etc/UTC") return rules;
  const Result<json::Document> parsed =
      json::Document::parse(rules, {.bytes = limits::kRulesetBytes});
  if (!parsed.ok() || parsed.value().root()["store"]["offsets"]) return rules;
  const std::optional<std::vector<Offset>> offsets = zone_offsets(zone);
  if (offsets) return with_offsets(rules, *offsets);
  zone_unknown = zone;
  return rules;
}

}  // namespace tendero::tools
