#include "compile/compile.hpp"

#include <algorithm>

#include "base/code.hpp"
#include "base/limits.hpp"
#include "base/sorted.hpp"
#include "compile/conditions.hpp"
#include "compile/index.hpp"
#include "compile/promotions.hpp"
#include "compile/store.hpp"

namespace tendero {
namespace {

using json::Kind;
using json::Value;

constexpr std::string_view kMembers[] = {"tendero",  "store",   "segments", "promotions",
                                         "shipping", "loyalty", "messages", "support"};
constexpr std::string_view kFragmentMembers[] = {"code",    "promotion", "segments",   "use",
                                                 "session", "revision",  "refresh_at", "iat",
                                                 "exp",     "aud",       "iss"};

void check_version(const Value& ruleset, const Path& root, Errors& errors) {
  const Path at(root, "tendero");
  const Value version = ruleset["tendero"];
  if (!version) return errors.add("required", at, "nothing", "\"tendero\": 1");
  if (version.integer_or(0) != 1) errors.add("version_unknown", at, version, "1");
}

/// Sections that a later version fills may stand there, empty.
void check_empty(CompileContext& context, const Value& ruleset, const Path& root,
                 std::string_view name, Kind kind) {
  const Path at(root, name);
  const Value value = ruleset[name];
  if (!value || !expect_kind(value, at, context.errors, kind)) return;
  if (value.size() > 0) context.not_built(at, name);
}

/// All ids of the text, those of promotions that are left out too.
void check_ids(const Value& promotions, const Path& at, Errors& errors) {
  std::vector<std::string_view> ids;
  for (const Value promotion : promotions.elements()) ids.push_back(promotion["id"].text_or(""));
  const std::vector<std::uint32_t> order = sorted_positions(
      ids.size(), [&](std::uint32_t a, std::uint32_t b) { return ids[a] < ids[b]; });
  for (std::size_t i = 1; i < order.size(); ++i) {
    const std::string_view id = ids[order[i]];
    if (id.empty() || id != ids[order[i - 1]]) continue;
    const Path here(at, order[i]);
    const Path id_at(here, "id");
    errors.add_quoted("duplicate_id", id_at, id, "an id that no other promotion has");
  }
}

void compile_promotions(CompileContext& context, const Value& promotions, const Path& at) {
  if (!promotions || !expect_kind(promotions, at, context.errors, Kind::array)) return;
  if (promotions.size() > limits::kPromotions) {
    return context.errors.too_many("too_many_promotions", at, promotions.size(),
                                   limits::kPromotions);
  }
  check_ids(promotions, at, context.errors);
  std::size_t index = 0;
  for (const Value promotion : promotions.elements()) {
    const Path here(at, index++);
    compile_promotion(context, promotion, here, PromotionSource::ruleset);
    if (context.errors.full()) return;
  }
}

void sort_promotions(Program& program) {
  const std::vector<Promotion> written = std::move(program.promotions);
  program.promotions.clear();
  program.promotions.reserve(written.size());
  for (const std::uint32_t position :
       sorted_positions(written.size(), [&](std::uint32_t a, std::uint32_t b) {
         const Promotion& left = written[a];
         const Promotion& right = written[b];
         return left.priority != right.priority ? left.priority > right.priority
                                                : left.id < right.id;
       })) {
    program.promotions.push_back(written[position]);
  }
}

/// What is known once all promotions are there.
void finish(Program& program) {
  for (const Promotion& promotion : program.promotions) {
    for (std::uint32_t i = 0; i < promotion.effects.count; ++i) {
      const Effect& effect = program.effects[promotion.effects.first + i];
      if (effect.type == EffectType::earn_points) program.earns_points = true;
    }
  }
  build_index(program);
}

/// One fragment; adds its promotion to the program.
void compile_fragment(CompileContext& context, const Value& value, const Path& at, Fragments& out) {
  if (!expect_kind(value, at, context.errors, Kind::object)) return;
  check_members(context, value, at, kFragmentMembers);
  const Path code_at(at, "code");
  const Path promotion_at(at, "promotion");
  const Path segments_at(at, "segments");
  std::string_view typed;
  if (!value["code"]) return context.errors.add("required", code_at, "nothing", "\"code\"");
  if (!read_text(value["code"], code_at, context.errors, typed)) return;
  const std::string code = normalise_code(typed);
  if (code.empty()) {
    return context.errors.add_quoted("code_invalid", code_at, typed, "letters A to Z and digits");
  }
  if (!value["promotion"])
    return context.errors.add("required", promotion_at, "nothing", "\"promotion\"");
  context.segments.clear();
  read_segments(context, value["segments"], segments_at);
  const std::size_t before = context.program.promotions.size();
  compile_promotion(context, value["promotion"], promotion_at, PromotionSource::fragment);
  check_unused_segments(context);
  Fragment fragment;
  fragment.code = context.keep(code);
  if (context.program.promotions.size() > before)
    fragment.promotion = static_cast<std::uint32_t>(before);
  json::Writer source;
  source.begin_object().member("code", code).key("promotion").value(value["promotion"]);
  source.key("segments");
  if (value["segments"]) {
    source.value(value["segments"]);
  } else {
    source.begin_object().end_object();
  }
  fragment.source = source.end_object().take();
  out.entries.push_back(std::move(fragment));
}

/// Sorts the fragments' promotions as a program has them, and lets the entries follow.
void sort_fragments(Fragments& out) {
  std::vector<std::string_view> ids;
  for (const Fragment& entry : out.entries) {
    ids.push_back(entry.promotion == kNone ? std::string_view()
                                           : out.program->promotions[entry.promotion].id);
  }
  sort_promotions(*out.program);
  const auto& promotions = out.program->promotions;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    const auto found =
        std::find_if(promotions.begin(), promotions.end(),
                     [&](const Promotion& promotion) { return promotion.id == ids[i]; });
    out.entries[i].promotion =
        found == promotions.end() ? kNone : static_cast<std::uint32_t>(found - promotions.begin());
  }
}

}  // namespace

std::unique_ptr<Program> compile_ruleset(const Value& ruleset, Errors& errors, Errors& warnings,
                                         Keep keep) {
  const Path root;
  if (!expect_kind(ruleset, root, errors, Kind::object)) return nullptr;
  auto program = std::make_unique<Program>();
  CompileContext context(*program, nullptr, errors, warnings);
  context.keep_all = keep == Keep::all;
  check_version(ruleset, root, errors);
  check_members(context, ruleset, root, kMembers);
  const Path store_at(root, "store");
  const Path segments_at(root, "segments");
  const Path shipping_at(root, "shipping");
  const Path promotions_at(root, "promotions");
  compile_store(context, ruleset["store"], store_at);
  read_segments(context, ruleset["segments"], segments_at);
  compile_zones(context, ruleset["shipping"], shipping_at);
  compile_promotions(context, ruleset["promotions"], promotions_at);
  check_unused_segments(context);
  check_empty(context, ruleset, root, "loyalty", Kind::object);
  check_empty(context, ruleset, root, "messages", Kind::array);
  check_empty(context, ruleset, root, "support", Kind::object);
  if (program->memory.failed()) errors.add("out_of_memory", root, {}, {});
  if (!errors.empty()) return nullptr;
  sort_promotions(*program);
  finish(*program);
  return program;
}

bool compile_fragments(const Value& fragments, const Path& at, const Program& rules, Errors& errors,
                       Fragments& out) {
  if (!fragments) return true;
  if (!expect_kind(fragments, at, errors, Kind::array)) return false;
  if (fragments.size() > limits::kCodes) {
    errors.too_many("too_many_fragments", at, fragments.size(), limits::kCodes);
    return false;
  }
  if (fragments.size() == 0) return true;
  out.program = std::make_unique<Program>(&rules.pool);
  Errors warnings;
  CompileContext context(*out.program, &rules, errors, warnings);
  context.has_clock =
      rules.store.timezone == "UTC" || rules.store.timezone == "Etc/UTC" || !rules.offsets.empty();
  std::size_t index = 0;
  for (const Value fragment : fragments.elements()) {
    const Path here(at, index++);
    compile_fragment(context, fragment, here, out);
  }
  if (!errors.empty()) return false;
  sort_fragments(out);
  finish(*out.program);
  return true;
}

}  // namespace tendero
