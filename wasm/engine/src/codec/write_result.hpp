#pragma once
// The answer (rules.md section 9) as bytes. Members stand in one order and are always there, null
// or empty where there is nothing: so a delta can replace any of them.

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "model/answer.hpp"
#include "tendero/json.hpp"

namespace tendero {

/// A result's bytes, and where its parts stand in them, so that two results can be compared part by
/// part.
struct ResultText {
  struct Part {
    std::uint32_t first = 0;
    std::uint32_t last = 0;
  };
  struct LinePart {
    Part all;
    Part id;  // with its quotes
  };

  std::string text;              // {"currency":…, …}
  std::array<Part, 14> members;  // values, in the order of kResultMembers; `lines` included
  std::vector<LinePart> lines;

  std::string_view operator[](Part part) const {
    return std::string_view(text).substr(part.first, part.last - part.first);
  }
};

inline constexpr std::array<std::string_view, 14> kResultMembers = {
    "currency", "lines",    "shipping", "totals", "tax",    "payments",     "due",
    "applied",  "rejected", "nudges",   "gifts",  "points", "store_credit", "messages",
};

ResultText write_result(const Answer& answer, const Request& request);

/// What turns the result `before` into `after`: changed members whole; of `lines` those that
/// changed or are new; `removed` ids; `order` with all ids where dropping and appending would not
/// give the right order.
void write_delta(json::Writer& out, const ResultText& before, const ResultText& after);

void write_meta(json::Writer& out, const Answer& answer, std::string_view revision,
                std::string_view digest);

}  // namespace tendero
