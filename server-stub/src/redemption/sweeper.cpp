#include "redemption/sweeper.hpp"

#include <chrono>

#include "common/clock.hpp"

namespace tendero::server {
namespace {

constexpr std::chrono::seconds kEvery{2};
constexpr std::int64_t kAnswersKept = 30LL * 86'400'000;

}  // namespace

Sweeper::Sweeper(Store& store)
    : store_(store), thread_([this] {
        std::unique_lock lock(mutex_);
        while (!wake_.wait_for(lock, kEvery, [this] { return stopping_; })) {
          Write sweep;
          sweep.command = Sweep{now_ms() - kAnswersKept};
          store_.submit(std::move(sweep));
        }
      }) {}

void Sweeper::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_one();
  if (thread_.joinable()) thread_.join();
}

}  // namespace tendero::server
