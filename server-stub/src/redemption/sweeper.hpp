#pragma once
// Releases holds whose time is over, also when nobody calls.

#include <condition_variable>
#include <mutex>
#include <thread>

#include "store/store.hpp"

namespace tendero::server {

class Sweeper {
 public:
  explicit Sweeper(Store& store);
  ~Sweeper() { stop(); }
  void stop();

 private:
  Store& store_;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace tendero::server
