#pragma once
// The commands of tendero. Each answers the process's exit code.

#include <string>
#include <vector>

namespace tendero::tools {

inline constexpr int kFine = 0;
inline constexpr int kWrong = 1;       // the texts have errors
inline constexpr int kUnreadable = 2;  // a file or an option cannot be used

struct LintOptions {
  std::string rules;
  bool json = false;
};
int lint_command(const LintOptions& options);

struct EvalOptions {
  std::string rules;
  std::string request = "-";
  std::string batch;
  std::string explain, detail, now;  // empty: as the request says
  std::vector<std::string> codes;    // "CODE=promotion"
  bool pretty = false;
};
int eval_command(const EvalOptions& options);

}  // namespace tendero::tools
