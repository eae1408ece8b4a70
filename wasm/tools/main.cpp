// tendero: the command line.

#include <CLI/CLI.hpp>
#include <iostream>

#include "commands.hpp"
#include "tendero/engine.hpp"

namespace {

constexpr const char* kFooter = R"(EXAMPLES
  tendero lint rules.json
  tendero eval rules.json cart.json --pretty
  tendero eval --rules rules.json --request - --explain all < cart.json
  tendero eval rules.json cart.json --code VERANO=summer-10

EXIT CODES
  0  nothing wrong
  1  the ruleset or the request has errors; each is told with its place, what was found, what would be right
  2  a file cannot be read, or an option is wrong

A file named "-" is standard input. Strings are normalised to NFC, and where store.offsets is missing the
offsets of store.timezone come from the system's zone data (2000 to 2060).)";

void add_lint(CLI::App& app, tendero::tools::LintOptions& options) {
  CLI::App* lint = app.add_subcommand("lint",
                                      "Say what is wrong or doubtful with a ruleset. An error is "
                                      "proven; a warning is a suspicion.");
  lint->add_option("FILE", options.rules, "The ruleset")->required();
  lint->add_flag("--json", options.json,
                 "Findings as JSON: {\"findings\":[{level, code, pointer, line, column, …}]}");
}

void add_eval(CLI::App& app, tendero::tools::EvalOptions& options) {
  CLI::App* eval =
      app.add_subcommand("eval", "Price one cart by a ruleset, and print the answer as JSON.");
  CLI::Option* rules = eval->add_option("--rules,RULES", options.rules, "The ruleset");
  CLI::Option* request =
      eval->add_option("--request,REQUEST", options.request, "The request; default: -");
  eval->add_option("--explain", options.explain,
                   "What to explain, instead of what the request says")
      ->check(CLI::IsMember({"none", "codes", "nearest", "all"}));
  eval->add_option("--detail", options.detail, "How much to tell of each line")
      ->check(CLI::IsMember({"totals", "lines", "allocations", "units"}));
  eval->add_option("--now", options.now, "The instant of the evaluation, with its offset");
  eval->add_option(
      "--code", options.codes,
      "CODE=ID: take the code for one of the ruleset's promotion ID, as if the server had "
      "accepted it (several allowed)");
  eval->add_flag("--pretty", options.pretty, "Indent the answer");
  CLI::Option* batch = eval->add_option("--batch", options.batch,
                                        "Lines of {\"rules\":…,\"request\":…}; one answer a line, "
                                        "errors included. Rules stay until others come");
  batch->excludes(rules)->excludes(request);
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Tendero: promotions over a cart, exact and explained.", "tendero");
  app.set_version_flag("--version", std::string(tendero::version()));
  app.footer(kFooter);
  app.require_subcommand(1);
  tendero::tools::LintOptions lint;
  tendero::tools::EvalOptions eval;
  add_lint(app, lint);
  add_eval(app, eval);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? tendero::tools::kFine : tendero::tools::kUnreadable;
  }
  if (app.got_subcommand("lint")) return tendero::tools::lint_command(lint);
  if (eval.rules.empty() && eval.batch.empty()) {
    std::cerr << "tendero eval: --rules is missing\n";
    return tendero::tools::kUnreadable;
  }
  return tendero::tools::eval_command(eval);
}
