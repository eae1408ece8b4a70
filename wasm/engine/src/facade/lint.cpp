// lint: errors of loading and doubts, in one list.

#include "compile/lint.hpp"

#include "base/limits.hpp"
#include "compile/compile.hpp"
#include "facade/texts.hpp"
#include "tendero/engine.hpp"

namespace tendero {
namespace {

std::string_view name_of(Level level) {
  switch (level) {
    case Level::error:
      return "error";
    case Level::warning:
      return "warning";
    case Level::info:
      return "info";
  }
  return {};
}

void write_finding(json::Writer& out, Level level, const Error& error, std::string_view rules) {
  out.begin_object().member("level", name_of(level));
  write_error(out, error, rules);
  out.end_object();
}

}  // namespace

std::string lint(std::string_view rules, std::string_view options) {
  const Result<json::Document> wanted = json::Document::parse(options);
  if (!wanted.ok()) return errors_text(wanted.error(), options);
  Errors mistaken;
  const Path root;
  const json::Value settings = wanted.value().root();
  if (!expect_kind(settings, root, mistaken, json::Kind::object))
    return errors_text(mistaken, options);
  for (const json::Member& member : settings.members())
    refuse_member(member.name, root, mistaken, {});
  if (!mistaken.empty()) return errors_text(mistaken, options);

  json::Writer out;
  out.begin_object().key("findings").begin_array();
  const Result<json::Document> parsed =
      json::Document::parse(rules, {.bytes = limits::kRulesetBytes});
  if (!parsed.ok()) {
    write_finding(out, Level::error, parsed.error(), rules);
    return out.end_array().end_object().take();
  }
  Errors errors;
  Errors warnings;
  const json::Value ruleset = parsed.value().root();
  const std::unique_ptr<Program> program = compile_ruleset(ruleset, errors, warnings, Keep::all);
  std::vector<Finding> findings;
  if (program != nullptr) lint_ruleset(ruleset, *program, findings);
  for (const Error& error : errors.list()) write_finding(out, Level::error, error, rules);
  for (const Error& warning : warnings.list()) write_finding(out, Level::warning, warning, rules);
  for (const Finding& finding : findings) write_finding(out, finding.level, finding.error, rules);
  return out.end_array().end_object().take();
}

}  // namespace tendero
