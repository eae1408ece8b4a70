#pragma once
// The log: one JSON object a line on standard error. It never holds codes, keys, tokens, names or
// addresses; requests stand in it by route, not by URL.

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace tendero::server {

enum class Level { debug, info, warn, error };

void start_log(std::string_view least);
void log_event(Level level, std::string_view event,
               std::initializer_list<std::pair<std::string_view, std::string_view>> members = {});

}  // namespace tendero::server
