// Ruleset: load, evaluate, digest.

#include "advise/advise.hpp"
#include "base/sha256.hpp"
#include "codec/write_request.hpp"
#include "codec/write_result.hpp"
#include "facade/state.hpp"
#include "facade/texts.hpp"

namespace tendero {

std::string_view version() {
  return "1.0.0";
}

Ruleset::Ruleset(std::unique_ptr<State> state) : state_(std::move(state)) {}
Ruleset::~Ruleset() = default;

Ruleset::Loaded Ruleset::load(std::string_view rules) {
  Result<json::Document> parsed = json::Document::parse(rules, {.bytes = limits::kRulesetBytes});
  if (!parsed.ok()) return {nullptr, errors_text(parsed.error(), rules)};
  Errors errors;
  Errors warnings;
  auto state = std::make_unique<State>();
  state->program = compile_ruleset(parsed.value().root(), errors, warnings);
  if (state->program == nullptr) return {nullptr, errors_text(errors, rules)};
  state->program->revision = sha256_name(rules);
  json::Writer out;
  out.begin_object().member("revision", state->program->revision);
  out.member("promotions", state->program->promotions.size());
  out.key("warnings").begin_array();
  for (const Error& warning : warnings.list()) {
    out.begin_object();
    write_error(out, warning, rules);
    out.end_object();
  }
  out.end_array().end_object();
  return {std::shared_ptr<const Ruleset>(new Ruleset(std::move(state))), out.take()};
}

std::string_view Ruleset::revision() const {
  return state_->program->revision;
}
std::size_t Ruleset::promotions() const {
  return state_->program->promotions.size();
}
std::string_view Ruleset::currency() const {
  return state_->program->store.currency;
}

namespace {

/// Everything of one evaluation; empty result after an error.
struct Outcome {
  ResultText result;
  std::string meta;
  std::string digest;
  std::string errors;
};

Outcome evaluate_once(const Program& rules, std::string_view text, bool always_digest) {
  Outcome outcome;
  Errors errors;
  OpenFragments fragments;
  CartSource source;
  if (!open_request(rules, text, errors, fragments, source)) {
    outcome.errors = errors_text(errors, text);
    return outcome;
  }
  Arena arena;
  const Result<Answer> answer = advise(fragments.play(rules), source.request, arena);
  if (!answer.ok()) {
    outcome.errors = errors_text(answer.error(), text);
    return outcome;
  }
  if (always_digest || source.request.digest) {
    outcome.digest = request_digest(source.request, fragments.sources);
  }
  outcome.result = write_result(answer.value(), source.request);
  json::Writer meta;
  write_meta(meta, answer.value(), rules.revision, outcome.digest);
  outcome.meta = meta.take();
  return outcome;
}

}  // namespace

std::string Ruleset::evaluate(std::string_view request) const {
  Outcome outcome = evaluate_once(*state_->program, request, false);
  if (!outcome.errors.empty()) return std::move(outcome.errors);
  std::string out;
  out.reserve(outcome.result.text.size() + outcome.meta.size() + 24);
  out.append("{\"result\":").append(outcome.result.text);
  return out.append(",\"meta\":").append(outcome.meta).append("}");
}

Evaluated Ruleset::evaluate_parts(std::string_view request) const {
  Outcome outcome = evaluate_once(*state_->program, request, true);
  Evaluated parts;
  parts.ok = outcome.errors.empty();
  parts.result = std::move(outcome.result.text);
  parts.meta = std::move(outcome.meta);
  parts.request_digest = std::move(outcome.digest);
  parts.errors = std::move(outcome.errors);
  return parts;
}

std::string Ruleset::digest(std::string_view request) const {
  Errors errors;
  OpenFragments fragments;
  CartSource source;
  if (!open_request(*state_->program, request, errors, fragments, source)) {
    return errors_text(errors, request);
  }
  json::Writer out;
  out.begin_object().member("request_digest", request_digest(source.request, fragments.sources));
  return out.end_object().take();
}

}  // namespace tendero
