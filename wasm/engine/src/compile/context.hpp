#pragma once
// What the parts of the compiler share while one text is compiled.

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/fields.hpp"
#include "program/program.hpp"
#include "tendero/json.hpp"

namespace tendero {

/// A named condition: compiled when it is first used, for the scope in which it is used.
struct Segment {
  std::string_view name;
  json::Value value;
  bool open = false;  // being compiled: meeting it again is a circle
  bool failed = false;
  std::uint32_t in_cart = kNone;
  std::uint32_t in_line = kNone;
};

class CompileContext {
 public:
  /// `rules` is the public program that fragments are compiled beside, or null.
  CompileContext(Program& compiled, const Program* rules, Errors& wrong, Errors& doubtful)
      : program(compiled),
        base(rules == nullptr ? compiled : *rules),
        errors(wrong),
        warnings(doubtful),
        fragment(rules != nullptr) {}

  Program& program;
  const Program& base;  // whose store and clock count
  Errors& errors;
  Errors& warnings;
  std::vector<Segment> segments;
  const Path* segments_at = nullptr;
  std::vector<std::uint32_t> weights;  // of each condition: tests in it, segments counted each time
  bool in_zone = false;                // conditions of shipping.zones may not ask for the zone
  bool private_rules = false;          // inside a code promotion: `cart.codes` may be asked
  const bool fragment;                 // compiling fragments beside the public rules
  bool keep_all = false;               // promotions by code and switched off too
  bool has_clock = false;              // wall clock times and facts may be used

  const Store& store() const { return base.store; }
  std::span<const ZoneOffset> offsets() const { return base.offsets; }
  /// A copy that lives with the program.
  std::string_view keep(std::string_view text) { return program.memory.copy(text); }
  StringId intern(std::string_view text) { return program.pool.intern(text); }
  void not_built(const Path& at, std::string_view what) {
    errors.add("not_built", at, quote(what), "something that this version of the engine can do");
  }
};

}  // namespace tendero
