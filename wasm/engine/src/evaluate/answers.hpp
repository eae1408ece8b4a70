#pragma once
// From the state after the last promotion to the answer (rules.md section 9).

#include "evaluate/run.hpp"
#include "model/answer.hpp"

namespace tendero {

/// Lines, shipping, totals, tax, applied and points; options, rejected and nudges are others' work.
/// `totals_only` leaves out the lines. False when memory ran out.
bool write_answer(Context& context, RunState& state, Answer& answer, bool totals_only);

/// The entries of `rejected` that the request asks for.
bool write_rejected(Context& context, const RunState& state, const Trace& trace, Answer& answer);

/// A text in the language of the request, else the store's, else the first.
std::string_view choose_text(const Program& program, Range texts, std::string_view locale,
                             std::string_view store_locale);

}  // namespace tendero
