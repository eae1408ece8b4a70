#pragma once
// The parts of a request that are facts by name: customer, context, and shipping with its options.

#include "codec/read_context.hpp"

namespace tendero {

void read_customer(const ReadContext& context, const json::Value& value, const Path& at,
                   Request& request);
void read_context_facts(const ReadContext& context, const json::Value& value, const Path& at,
                        Request& request);
void read_shipping(const ReadContext& context, const json::Value& value, const Path& at,
                   Request& request);
/// Takes all facts of a group ("customer.") away, as if it had not been sent.
void forget_facts(Request& request, std::string_view group);

}  // namespace tendero
