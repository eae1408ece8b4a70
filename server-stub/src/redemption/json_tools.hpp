#pragma once
// Comparing and copying parsed JSON.

#include <string>
#include <string_view>
#include <vector>

#include "tendero/json.hpp"

namespace tendero::server {

/// Appends a copy whose texts are all in normal form C.
void copy_nfc(json::Writer& out, json::Value value);

/// The same text for the same data: members by name, numbers by value, texts in normal form C.
std::string canonical_json(json::Value value);

/// The pointers at which `used` is not what was `given`: as deep as both have something there. A
/// list of another length counts whole.
void differences(json::Value given, json::Value used, const std::string& pointer,
                 std::vector<std::string>& out);

bool same(json::Value a, json::Value b);

}  // namespace tendero::server
