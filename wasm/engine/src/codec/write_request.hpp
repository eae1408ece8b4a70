#pragma once
// The canonical request: what was understood, in one fixed form. Equal canonical requests have
// equal results, so its digest is how browser and server know that they mean the same cart.

#include <span>
#include <string>
#include <string_view>

#include "model/request.hpp"

namespace tendero {

/// Members in one order, defaults filled in, `digest` and `suggest` left out, times as UTC.
/// `fragments` are JSON texts that hold code, promotion and segments alone. It reads back as the
/// same request.
std::string write_request(const Request& request, std::span<const std::string_view> fragments);

/// "sha256:…" of the canonical request.
std::string request_digest(const Request& request, std::span<const std::string_view> fragments);

}  // namespace tendero
