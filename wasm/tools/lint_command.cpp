#include <iostream>

#include "commands.hpp"
#include "problems.hpp"
#include "tendero/engine.hpp"
#include "text_files.hpp"
#include "time_zone.hpp"

namespace tendero::tools {
namespace {

bool has_errors(const json::Value& findings) {
  for (const json::Value finding : findings.elements()) {
    if (finding["level"].text_or("") == "error") return true;
  }
  return false;
}

void print_summary(const json::Value& findings, const std::string& file) {
  std::size_t errors = 0;
  std::size_t warnings = 0;
  for (const json::Value finding : findings.elements()) {
    const std::string_view level = finding["level"].text_or("");
    errors += level == "error" ? 1 : 0;
    warnings += level == "warning" ? 1 : 0;
  }
  std::cout << file << ": " << errors << (errors == 1 ? " error, " : " errors, ") << warnings
            << (warnings == 1 ? " warning\n" : " warnings\n");
}

}  // namespace

int lint_command(const LintOptions& options) {
  const std::optional<std::string> text = read_file(options.rules);
  if (!text) {
    std::cerr << "tendero: " << options.rules << " cannot be read\n";
    return kUnreadable;
  }
  const std::string normal = to_nfc(*text);
  std::string unknown;
  const std::string rules = with_clock(normal, unknown);
  const std::string answer = lint(rules);
  const Result<json::Document> parsed =
      json::Document::parse(answer, {.bytes = limits::kRulesetBytes});
  const json::Value findings = parsed.value().root()["findings"];
  if (options.json) {
    std::cout << answer << "\n";
  } else {
    print_problems(std::cout, findings, options.rules, normal);
    if (!unknown.empty()) {
      std::cout << options.rules << ": error: timezone_invalid\n    found: \"" << unknown
                << "\"\n    expected: a zone of the system's zone data\n";
    }
    print_summary(findings, options.rules);
  }
  return has_errors(findings) || !unknown.empty() ? kWrong : kFine;
}

}  // namespace tendero::tools
