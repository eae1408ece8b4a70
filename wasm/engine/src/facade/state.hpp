#pragma once
// What stands behind the public classes.

#include <memory>
#include <vector>

#include "codec/read_request.hpp"
#include "compile/compile.hpp"
#include "program/program.hpp"
#include "tendero/engine.hpp"

namespace tendero {

struct Ruleset::State {
  std::unique_ptr<Program> program;
};

/// A request that was read, with everything that its views look at.
struct CartSource {
  std::vector<std::unique_ptr<json::Document>> documents;
  std::unique_ptr<Arena> arena = std::make_unique<Arena>();
  std::size_t bytes = 0;  // of the texts behind the documents
  Request request;
};

/// The fragments in play, in the two forms that reading needs.
struct OpenFragments {
  Fragments compiled;
  std::vector<OpenedCode> opened;
  std::vector<std::string_view> sources;

  void index();
  Play play(const Program& rules) const { return {&rules, compiled.program.get()}; }
  const StringPool& pool(const Program& rules) const {
    return compiled.program == nullptr ? rules.pool : compiled.program->pool;
  }
};

/// Parses and reads a whole request text; false after adding errors.
bool open_request(const Program& rules, std::string_view text, Errors& errors,
                  OpenFragments& fragments, CartSource& source);
/// The same with fragments that are known already: those of the text are not looked at.
bool reopen_request(const Program& rules, const std::string& text, const OpenFragments& fragments,
                    Errors& errors, CartSource& source);

}  // namespace tendero
