#pragma once
// The one writer: takes everything that waits (at most 512), one transaction, a savepoint for each
// request, COMMIT, then the answers. Nothing waits for company: a batch is what came while the last
// one was being made durable.

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "store/sqlite_commands.hpp"

namespace tendero::server {

/// What was stored under the key, if anything was.
std::optional<WriteResult> remembered(Sqlite& db, std::string_view shop, const IdempotencyKey& key);

class SqliteWriter {
 public:
  using Log = std::function<void(std::string_view event, std::string_view detail)>;

  SqliteWriter(Sqlite& db, std::string shop, std::size_t queue, Log log);
  ~SqliteWriter() { stop(); }

  bool submit(Write write);
  void stop();

 private:
  void loop();
  void run_batch(std::vector<Write>& batch);
  WriteResult run_one(Scene scene, const Write& write);
  WriteResult in_savepoint(Scene scene, const Write& write);

  Sqlite& db_;
  const std::string shop_;
  const std::size_t limit_;
  const Log log_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Write> queue_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace tendero::server
