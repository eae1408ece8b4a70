#pragma once

#include "api/app.hpp"

namespace tendero::server {

Problem key_reused();
Problem answer_forgotten();

/// The answer that an earlier call under the same key was given, byte for byte.
Response replay(const App& app, const Call& call, std::string_view stored);

}  // namespace tendero::server
