#include <fstream>
#include <iostream>

#include "commands.hpp"
#include "problems.hpp"
#include "tendero/engine.hpp"
#include "text_files.hpp"
#include "time_zone.hpp"

namespace tendero::tools {
namespace {

using json::Document;
using json::Value;
using json::Writer;

constexpr json::Limits kLarge{.bytes = std::size_t{64} << 20};

void print_pretty(std::ostream& out, const Value& value, const std::string& indent) {
  const std::string inner = indent + "  ";
  const char* separator = "\n";
  if (value.size() == 0) {
    Writer plain;
    out << plain.value(value).str();
  } else if (value.is(json::Kind::array)) {
    out << "[";
    for (const Value element : value.elements()) {
      out << separator << inner;
      print_pretty(out, element, inner);
      separator = ",\n";
    }
    out << "\n" << indent << "]";
  } else {
    out << "{";
    for (const json::Member& member : value.members()) {
      Writer name;
      out << separator << inner << name.text(member.name).str() << ": ";
      print_pretty(out, member.value, inner);
      separator = ",\n";
    }
    out << "\n" << indent << "}";
  }
}

/// The fragment that a code promotion of the ruleset would come as; empty when there is none of
/// that id.
std::string fragment_of(const Value& fragments, std::string_view promotion, std::string_view code) {
  for (const Value fragment : fragments.elements()) {
    if (fragment["promotion"]["id"].text_or("") != promotion) continue;
    Writer out;
    out.begin_object().member("code", code);
    out.key("promotion").value(fragment["promotion"]).key("segments").value(fragment["segments"]);
    return out.end_object().take();
  }
  return {};
}

/// `--code` options as fragments of the request; false when one names no code promotion.
bool make_fragments(const EvalOptions& options, const std::string& rules, Writer& out) {
  const Result<Document> parts = Document::parse(split(rules), kLarge);
  const Result<Document> secret =
      Document::parse(parts.value().root()["private"].text_or("{}"), kLarge);
  for (const std::string& option : options.codes) {
    const std::size_t equals = option.find('=');
    const std::string code = option.substr(0, equals);
    const std::string promotion = equals == option.npos ? std::string() : option.substr(equals + 1);
    const std::string fragment = fragment_of(secret.value().root()["fragments"], promotion, code);
    if (fragment.empty()) {
      std::cerr << "tendero: --code " << option
                << ": want CODE=ID with a promotion by code of the ruleset\n";
      return false;
    }
    out.raw(fragment);
  }
  return true;
}

/// The request with what the options say put in its place; the text itself where they say nothing.
bool adapt_request(const EvalOptions& options, const std::string& rules, std::string& request) {
  const bool nothing = options.explain.empty() && options.detail.empty() && options.now.empty() &&
                       options.codes.empty();
  const Result<Document> parsed = Document::parse(request);
  if (nothing || !parsed.ok() || !parsed.value().root().is(json::Kind::object)) return true;
  const Value root = parsed.value().root();
  const auto replaced = [&](std::string_view name) {
    return (name == "explain" && !options.explain.empty()) ||
           (name == "detail" && !options.detail.empty()) ||
           (name == "now" && !options.now.empty()) ||
           (name == "fragments" && !options.codes.empty());
  };
  Writer out;
  out.begin_object();
  for (const json::Member& member : root.members()) {
    if (!replaced(member.name)) out.key(member.name).value(member.value);
  }
  if (!options.explain.empty()) out.member("explain", options.explain);
  if (!options.detail.empty()) out.member("detail", options.detail);
  if (!options.now.empty()) out.member("now", options.now);
  if (!options.codes.empty()) {
    out.key("fragments").begin_array();
    for (const Value fragment : root["fragments"].elements()) out.value(fragment);
    if (!make_fragments(options, rules, out)) return false;
    out.end_array();
  }
  request = out.end_object().take();
  return true;
}

int print_answer(const EvalOptions& options, const std::string& answer,
                 const std::string& request) {
  const Result<Document> parsed = Document::parse(answer, kLarge);
  const Value root = parsed.value().root();
  if (root["errors"]) {
    print_problems(std::cerr, root["errors"], options.request, request);
    return kWrong;
  }
  if (options.pretty) {
    print_pretty(std::cout, root, "");
    std::cout << "\n";
  } else {
    std::cout << answer << "\n";
  }
  return kFine;
}

/// The text of a member that may be a text or JSON itself.
std::string text_of(const Value& value) {
  if (value.is(json::Kind::text)) return std::string(value.text());
  Writer out;
  return out.value(value).take();
}

/// One line of a batch; `ruleset` and `load_answer` are of the rules named last.
std::string evaluate_line(const std::string& line, std::shared_ptr<const Ruleset>& ruleset,
                          std::string& rules, std::string& load_answer) {
  const Result<Document> parsed = Document::parse(line, kLarge);
  if (!parsed.ok()) return "{\"errors\":[{\"code\":\"json_syntax\"}]}";
  const Value root = parsed.value().root();
  if (root["rules"] && text_of(root["rules"]) != rules) {
    rules = text_of(root["rules"]);
    std::string unknown;
    Ruleset::Loaded loaded = Ruleset::load(with_clock(to_nfc(rules), unknown));
    ruleset = std::move(loaded.ruleset);
    load_answer = std::move(loaded.answer);
  }
  if (!root["request"] || ruleset == nullptr) return load_answer;
  return ruleset->evaluate(to_nfc(text_of(root["request"])));
}

int run_batch(const EvalOptions& options) {
  std::ifstream file;
  if (options.batch != "-") file.open(options.batch);
  std::istream& in = options.batch == "-" ? std::cin : file;
  if (!in) {
    std::cerr << "tendero: " << options.batch << " cannot be read\n";
    return kUnreadable;
  }
  std::shared_ptr<const Ruleset> ruleset;
  std::string rules;
  std::string load_answer = "{\"errors\":[{\"code\":\"required\",\"pointer\":\"/rules\"}]}";
  for (std::string line; std::getline(in, line);) {
    if (!line.empty()) std::cout << evaluate_line(line, ruleset, rules, load_answer) << "\n";
  }
  return kFine;
}

}  // namespace

int eval_command(const EvalOptions& options) {
  if (!options.batch.empty()) return run_batch(options);
  const std::optional<std::string> rules_text = read_file(options.rules);
  const std::optional<std::string> request_text = read_file(options.request);
  if (!rules_text || !request_text) {
    std::cerr << "tendero: " << (rules_text ? options.request : options.rules)
              << " cannot be read\n";
    return kUnreadable;
  }
  const std::string normal = to_nfc(*rules_text);
  std::string unknown;
  const std::string rules = with_clock(normal, unknown);
  const Ruleset::Loaded loaded = Ruleset::load(rules);
  if (loaded.ruleset == nullptr) {
    const Result<Document> parsed = Document::parse(loaded.answer, kLarge);
    print_problems(std::cerr, parsed.value().root()["errors"], options.rules, normal);
    return kWrong;
  }
  std::string request = to_nfc(*request_text);
  if (!adapt_request(options, rules, request)) return kUnreadable;
  return print_answer(options, loaded.ruleset->evaluate(request), request);
}

}  // namespace tendero::tools
