#pragma once
// The request (rules.md section 8): from JSON to values that are checked, bounded, and known to the
// rules by id.

#include "codec/read_context.hpp"

namespace tendero {

/// Reads a whole request. The document must outlive it. False after adding errors.
/// `fragments` are read before, by the compiler; here they are only a known member.
bool read_request(const ReadContext& context, const json::Value& root, Request& request);

/// Applies `set`, `remove` and `add` of a change, in this order, to a request that was read before.
/// Its members `sequence`, `answer` and `set.fragments` are the caller's. On false `request` is
/// spoilt.
bool change_request(const ReadContext& context, const json::Value& change, Request& request);

}  // namespace tendero
