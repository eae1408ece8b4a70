#pragma once

#include <string>
#include <string_view>

namespace tendero::server {

/// The reason phrase of a status.
std::string_view status_text(int status);

/// The time now as the Date header wants it; formatted at most once a second a thread.
const std::string& http_date();

}  // namespace tendero::server
