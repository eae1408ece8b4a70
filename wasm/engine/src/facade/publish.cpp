// Publishing: what every shopper may see, what stays on the server, and the zone's table of
// offsets.

#include <algorithm>

#include "base/limits.hpp"
#include "base/sha256.hpp"
#include "compile/compile.hpp"
#include "facade/texts.hpp"
#include "tendero/engine.hpp"

namespace tendero {
namespace {

using json::Kind;
using json::Member;
using json::Value;
using json::Writer;

constexpr std::string_view kStaffOnly[] = {"enabled", "name", "owner", "goal", "tags"};

bool is_staff_only(std::string_view name) {
  return std::find(std::begin(kStaffOnly), std::end(kStaffOnly), name) != std::end(kStaffOnly);
}

bool is_private(const Value& promotion) {
  return promotion["trigger"].text_or("") == "code" ||
         promotion["visibility"].text_or("") == "server";
}

/// Names of segments, each once, in the order of the ruleset.
class UsedSegments {
 public:
  explicit UsedSegments(const Value& segments) : segments_(segments) {}

  /// Takes in every segment that is named below a value, and those that these name.
  void collect(const Value& value) {
    for (const Member& member : value.members()) {
      if (member.name == "segment" && member.value.is(Kind::text)) {
        use(member.value.text());
      } else {
        collect(member.value);
      }
    }
    for (const Value element : value.elements()) collect(element);
  }

  void write(Writer& out) const {
    out.begin_object();
    for (const Member& member : segments_.members()) {
      if (is_used(member.name)) out.key(member.name).value(member.value);
    }
    out.end_object();
  }

 private:
  bool is_used(std::string_view name) const {
    return std::find(used_.begin(), used_.end(), name) != used_.end();
  }
  void use(std::string_view name) {
    if (is_used(name)) return;
    used_.push_back(name);
    collect(segments_[name]);
  }

  Value segments_;
  std::vector<std::string_view> used_;
};

void write_promotion(Writer& out, const Value& promotion) {
  out.begin_object();
  for (const Member& member : promotion.members()) {
    if (!is_staff_only(member.name)) out.key(member.name).value(member.value);
  }
  out.end_object();
}

/// The parts of a promotion in which a segment may be named.
void collect_segments(UsedSegments& used, const Value& promotion) {
  used.collect(promotion["when"]);
  used.collect(promotion["effects"]);
}

template <class Visit>
void for_promotions(const Value& ruleset, bool privately, Visit visit) {
  for (const Value promotion : ruleset["promotions"].elements()) {
    if (promotion["enabled"].boolean_or(true) && is_private(promotion) == privately)
      visit(promotion);
  }
}

std::string public_bundle(const Value& ruleset) {
  UsedSegments used(ruleset["segments"]);
  used.collect(ruleset["shipping"]);
  for_promotions(ruleset, false,
                 [&](const Value& promotion) { collect_segments(used, promotion); });
  Writer out;
  out.begin_object();
  for (const Member& member : ruleset.members()) {
    out.key(member.name);
    if (member.name == "segments") {
      used.write(out);
    } else if (member.name == "promotions") {
      out.begin_array();
      for_promotions(ruleset, false,
                     [&](const Value& promotion) { write_promotion(out, promotion); });
      out.end_array();
    } else {
      out.value(member.value);
    }
  }
  return out.end_object().take();
}

std::string private_text(const Value& ruleset) {
  Writer out;
  out.begin_object().member("tendero", 1).key("fragments").begin_array();
  for_promotions(ruleset, true, [&](const Value& promotion) {
    UsedSegments used(ruleset["segments"]);
    collect_segments(used, promotion);
    out.begin_object().key("promotion");
    write_promotion(out, promotion);
    out.key("segments");
    used.write(out);
    out.end_object();
  });
  return out.end_array().end_object().take();
}

void write_ids(Writer& out, std::string_view name, const Value& ruleset, bool privately) {
  out.key(name).begin_array();
  for_promotions(ruleset, privately,
                 [&](const Value& promotion) { out.text(promotion["id"].text()); });
  out.end_array();
}

void write_offsets(Writer& out, const std::vector<Offset>& offsets) {
  out.key("offsets").begin_array();
  for (const Offset& offset : offsets) {
    out.begin_array().integer(offset.from_ms).integer(offset.minutes).end_array();
  }
  out.end_array();
}

}  // namespace

std::string split(std::string_view rules) {
  const Result<json::Document> parsed =
      json::Document::parse(rules, {.bytes = limits::kRulesetBytes});
  if (!parsed.ok()) return errors_text(parsed.error(), rules);
  const Value ruleset = parsed.value().root();
  Errors errors;
  Errors warnings;
  if (compile_ruleset(ruleset, errors, warnings) == nullptr) return errors_text(errors, rules);
  const std::string bundle = public_bundle(ruleset);
  const std::string secret = private_text(ruleset);
  Writer out;
  out.begin_object().member("public", bundle).member("private", secret);
  out.member("revision", sha256_name(bundle)).member("revision_private", sha256_name(secret));
  write_ids(out, "public_promotions", ruleset, false);
  write_ids(out, "private_promotions", ruleset, true);
  return out.end_object().take();
}

std::string with_offsets(std::string_view rules, const std::vector<Offset>& offsets) {
  const Result<json::Document> parsed =
      json::Document::parse(rules, {.bytes = limits::kRulesetBytes});
  if (!parsed.ok() || !parsed.value().root()["store"].is(Kind::object)) return std::string(rules);
  Writer out;
  out.begin_object();
  for (const Member& member : parsed.value().root().members()) {
    out.key(member.name);
    if (member.name != "store") {
      out.value(member.value);
      continue;
    }
    out.begin_object();
    for (const Member& setting : member.value.members()) {
      if (setting.name != "offsets") out.key(setting.name).value(setting.value);
    }
    write_offsets(out, offsets);
    out.end_object();
  }
  return out.end_object().take();
}

std::string timezone_of(std::string_view rules) {
  const Result<json::Document> parsed =
      json::Document::parse(rules, {.bytes = limits::kRulesetBytes});
  return parsed.ok() ? std::string(parsed.value().root()["store"]["timezone"].text_or(""))
                     : std::string();
}

}  // namespace tendero
