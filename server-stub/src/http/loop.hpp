#pragma once
// The HTTP loop behind a small interface, so that Beast compiles in one translation unit.

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

#include "http/message.hpp"

namespace tendero::server {

struct LoopSettings {
  std::string address = "127.0.0.1";
  std::uint16_t port = 0;  // 0: the system chooses
  unsigned threads = 2;
  std::size_t connections = 4096;                 // in all threads; more are refused with 503
  std::size_t pipelined = 32;                     // requests in flight on one connection
  std::uint32_t header_bytes = 16384;             // more: 431
  std::chrono::milliseconds header_time{10'000};  // from the first byte to the whole request
  std::chrono::milliseconds idle_time{60'000};
  std::chrono::milliseconds write_time{30'000};
  std::chrono::milliseconds drain_time{10'000};  // on stop: answers still owed
};

/// What the loop asks for.
class Handler {
 public:
  virtual ~Handler() = default;
  /// Called on an I/O thread; must not block for long. `respond` may be called later.
  virtual void handle(Request request, Responder respond) = 0;
  /// Largest body in bytes that this request may have; asked when its header is complete.
  virtual std::uint64_t body_limit(std::string_view method, std::string_view path) = 0;
  /// The answer to a request that cannot be read (400, 413, 431, 503).
  virtual Response refuse(int status, std::string_view code) = 0;
};

class Loop {
 public:
  /// Binds at once; throws std::system_error when the address cannot be had.
  Loop(const LoopSettings& settings, Handler& handler);
  ~Loop();
  Loop(const Loop&) = delete;
  Loop& operator=(const Loop&) = delete;

  std::uint16_t port() const;
  /// Serves until `stop`, then drains and returns.
  void run();
  /// From any thread or a signal handler's thread: no new connection, idle ones closed, answers
  /// that are owed are sent.
  void stop();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace tendero::server
