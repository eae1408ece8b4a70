#pragma once
// The names of facts and operators, their kinds, and where they may be asked: one table for reading
// rules, for explaining and for lint.

#include <cstdint>
#include <span>
#include <string_view>

#include "program/fact.hpp"

namespace tendero {

enum class FactKind : std::uint8_t {
  money,
  number,
  time_of_day,
  text,
  boolean,
  set,
  free,  // attributes: the operand decides
};

enum class FactScope : std::uint8_t {
  cart,  // anywhere but inside `where`
  sum,   // the same, and takes a `where`
  line,  // inside `where` only
};

struct FactEntry {
  std::string_view name;  // of free names the prefix: "cart.attributes."
  Fact fact;
  FactKind kind;
  FactScope scope;
};

/// Every fact of the language, in the order of the reference.
std::span<const FactEntry> fact_table();
/// Null when there is none. For a free name ("cart.attributes.colour") its prefix's entry.
const FactEntry* find_fact(std::string_view name);
const FactEntry& entry_of(Fact fact);

/// "eq", "gte", …
std::string_view name_of(Operator op);
bool find_operator(std::string_view name, Operator& op);
/// Whether an operator works on facts of a kind.
bool allows(FactKind kind, Operator op);

}  // namespace tendero
