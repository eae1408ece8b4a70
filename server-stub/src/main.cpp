// tendero-server: serves; `keys new`, `check`, `verify` and `routes` besides.
#include <pthread.h>
#include <signal.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <thread>

#include "api/router.hpp"
#include "common/clock.hpp"
#include "common/log.hpp"
#include "common/text.hpp"
#include "redemption/sweeper.hpp"
#include "store/sqlite_store.hpp"

namespace tendero::server {
namespace {

constexpr int kBadConfig = 2;

void print_line(const std::string& line) {
  std::fputs((line + "\n").c_str(), stdout);
  std::fflush(stdout);
}

/// Prints what is wrong with the configuration, one sentence a line; false when anything is.
bool explain(const std::string& file, const ConfigRead& read) {
  for (const ConfigFault& fault : read.faults) {
    const std::string place =
        fault.line > 0 ? ":" + std::to_string(fault.line) + ":" + std::to_string(fault.column) : "";
    std::fprintf(stderr, "%s%s: %s%s%s\n", file.c_str(), place.c_str(), fault.where.c_str(),
                 fault.where.empty() ? "" : ": ", fault.message.c_str());
  }
  return read.faults.empty();
}

std::unique_ptr<Store> open_store(const Config& config) {
  return open_sqlite({config.data, config.shop, config.write_queue,
                      [](std::string_view event, std::string_view detail) {
                        log_event(Level::error, event, {{"detail", detail}});
                      }});
}

/// Waits for SIGTERM or SIGINT (blocked in every thread) and stops the loop.
class StopOnSignal {
 public:
  StopOnSignal(Router& router, Loop& loop)
      : thread_([this, &router, &loop] {
          int signal = 0;
          sigwait(&signals(), &signal);
          if (finished_) return;
          log_event(Level::info, "stopping");
          router.drain();
          loop.stop();
        }) {}
  ~StopOnSignal() {
    finished_ = true;
    pthread_kill(thread_.native_handle(), SIGTERM);
    thread_.join();
  }
  static const sigset_t& signals() {
    static const sigset_t set = [] {
      sigset_t all;
      sigemptyset(&all);
      sigaddset(&all, SIGTERM);
      sigaddset(&all, SIGINT);
      return all;
    }();
    return set;
  }

 private:
  std::atomic<bool> finished_{false};
  std::thread thread_;
};

int serve(const std::string& file) {
  const ConfigRead read = read_config(file);
  if (!explain(file, read)) return kBadConfig;
  const Config& config = read.config;
  start_log(config.log_level);
  pthread_sigmask(SIG_BLOCK, &StopOnSignal::signals(), nullptr);
  signal(SIGPIPE, SIG_IGN);
  std::filesystem::create_directories(config.data);
  const Vault vault(config.data / "secrets");
  const auto store = open_store(config);
  RulesCache rules;
  if (auto row = store->active_ruleset()) {
    const std::string revision = row->revision;
    rules.set(load_published(std::move(*row)));
    // Serving goes on, so that another ruleset can be published.
    if (!rules.get()) log_event(Level::error, "ruleset_refused", {{"revision", revision}});
  }
  Guesses guesses(config.guesses, vault);
  App app{config, vault, *store, rules, guesses};
  Router router(app);
  Loop loop(config.loop, router);
  Sweeper sweeper(*store);
  json::Writer listening;
  const bool is_v6 = config.loop.address.find(':') != std::string::npos;
  const std::string host = is_v6 ? "[" + config.loop.address + "]" : config.loop.address;
  listening.begin_object().member("event", "listening");
  listening.member("url", "http://" + host + ":" + std::to_string(loop.port())).end_object();
  print_line(listening.str());
  {
    const StopOnSignal stop(router, loop);
    loop.run();
  }
  sweeper.stop();
  store->stop();  // every command that was taken is durable before the process ends
  log_event(Level::info, "stopped");
  return 0;
}

int check(const std::string& file) {
  const ConfigRead read = read_config(file);
  if (!explain(file, read)) return kBadConfig;
  print_line(file + ": is right");
  return 0;
}

int verify(const std::string& file) {
  const ConfigRead read = read_config(file);
  if (!explain(file, read)) return kBadConfig;
  start_log("warn");
  const auto broken = verify_sqlite_file(read.config.data, read.config.shop);
  json::Writer out;
  out.begin_object().member("holds", broken.empty()).key("broken").begin_array();
  for (const std::string& sentence : broken) out.text(sentence);
  out.end_array().end_object();
  print_line(out.str());
  return broken.empty() ? 0 : 1;
}

int new_key(const std::string& kind) {
  const std::string key = kind + "_" + hex(random_bytes(32));
  json::Writer out;
  out.begin_object().member("key", key);
  if (kind == "sk") out.member("hash", "sha256:" + hex(sha256(key)));
  out.end_object();
  print_line(out.str());
  return 0;
}

int print_routes() {
  json::Writer out;
  out.begin_array();
  for (const Route& route : routes()) {
    static constexpr const char* kAccess[] = {"anyone", "publishable", "either", "secret"};
    out.begin_object().member("method", route.method).member("path", route.pattern);
    out.member("access", kAccess[static_cast<int>(route.access)])
        .member("idempotent", route.idempotent)
        .end_object();
  }
  out.end_array();
  print_line(out.str());
  return 0;
}

}  // namespace

int run(int argc, char** argv) {
  CLI::App cli{"Tendero's server: rules, quotes, codes and redemptions over HTTP"};
  std::string file, kind;
  cli.add_option("--config", file, "the configuration (toml)");
  CLI::App* checking = cli.add_subcommand("check", "explain what is wrong with a configuration");
  checking->add_option("--config", file, "the configuration (toml)")->required();
  CLI::App* verifying = cli.add_subcommand(
      "verify", "check the invariants of the stored data, also beside a running server");
  verifying->add_option("--config", file, "the configuration (toml)")->required();
  CLI::App* keys = cli.add_subcommand("keys", "keys of the API");
  keys->require_subcommand(1);
  CLI::App* making =
      keys->add_subcommand("new", "print a new key, and the hash that the configuration holds");
  making->add_option("kind", kind, "pk or sk")->required()->check(CLI::IsMember({"pk", "sk"}));
  CLI::App* listing = cli.add_subcommand("routes", "print the routes of the API as JSON");
  CLI11_PARSE(cli, argc, argv);
  start_crypto();
  if (*checking) return check(file);
  if (*verifying) return verify(file);
  if (*making) return new_key(kind);
  if (*listing) return print_routes();
  if (file.empty()) {
    std::fputs("tendero-server --config FILE (see tendero-server --help)\n", stderr);
    return kBadConfig;
  }
  return serve(file);
}

}  // namespace tendero::server

int main(int argc, char** argv) {
  try {
    return tendero::server::run(argc, argv);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "tendero-server: %s\n", error.what());
    return 1;
  }
}
