#include "common/log.hpp"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include "common/clock.hpp"
#include "tendero/json.hpp"

namespace tendero::server {
namespace {

spdlog::level::level_enum to_spdlog(Level level) {
  switch (level) {
    case Level::debug:
      return spdlog::level::debug;
    case Level::info:
      return spdlog::level::info;
    case Level::warn:
      return spdlog::level::warn;
    case Level::error:
      return spdlog::level::err;
  }
  return spdlog::level::info;
}

std::string_view name_of(Level level) {
  switch (level) {
    case Level::debug:
      return "debug";
    case Level::info:
      return "info";
    case Level::warn:
      return "warn";
    case Level::error:
      return "error";
  }
  return "info";
}

}  // namespace

void start_log(std::string_view least) {
  auto logger = std::make_shared<spdlog::logger>("tendero",
                                                 std::make_shared<spdlog::sinks::stderr_sink_mt>());
  logger->set_pattern("%v");
  logger->set_level(spdlog::level::from_str(least == "warn" ? "warning" : std::string(least)));
  logger->flush_on(spdlog::level::info);
  spdlog::set_default_logger(std::move(logger));
}

void log_event(Level level, std::string_view event,
               std::initializer_list<std::pair<std::string_view, std::string_view>> members) {
  auto* logger = spdlog::default_logger_raw();
  if (!logger->should_log(to_spdlog(level))) return;
  json::Writer out;
  out.begin_object()
      .member("time", rfc3339(now_ms()))
      .member("level", name_of(level))
      .member("event", event);
  for (const auto& [name, value] : members) out.member(name, value);
  out.end_object();
  logger->log(to_spdlog(level), spdlog::string_view_t(out.str()));
}

}  // namespace tendero::server
