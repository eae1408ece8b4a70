#include "store/sqlite_writer.hpp"

#include <unistd.h>

#include <algorithm>

#include "common/clock.hpp"
#include "common/failpoint.hpp"

namespace tendero::server {
namespace {

constexpr std::size_t kLargestBatch = 512;

}  // namespace

std::optional<WriteResult> remembered(Sqlite& db, std::string_view shop,
                                      const IdempotencyKey& key) {
  Rows rows = db.query("SELECT body, answer FROM idempotency WHERE shop_id = ? AND key = ?", shop,
                       Blob{key.key});
  if (!rows.next()) return std::nullopt;
  WriteResult result;
  if (rows.text(0) != key.body)
    result.end = WriteEnd::key_reused;
  else if (rows.null(1))
    result.end = WriteEnd::answer_forgotten;
  else {
    result.end = WriteEnd::replayed;
    result.stored = rows.text(1);
  }
  return result;
}

SqliteWriter::SqliteWriter(Sqlite& db, std::string shop, std::size_t queue, Log log)
    : db_(db), shop_(std::move(shop)), limit_(queue), log_(std::move(log)), thread_([this] {
        loop();
      }) {}

bool SqliteWriter::submit(Write write) {
  {
    const std::lock_guard lock(mutex_);
    if (stopping_ || queue_.size() >= limit_) return false;
    queue_.push_back(std::move(write));
  }
  wake_.notify_one();
  return true;
}

void SqliteWriter::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_one();
  if (thread_.joinable()) thread_.join();
}

void SqliteWriter::loop() {
  std::vector<Write> batch;
  while (true) {
    {
      std::unique_lock lock(mutex_);
      wake_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
      if (queue_.empty()) return;
      const std::size_t count = std::min(queue_.size(), kLargestBatch);
      std::move(queue_.begin(), queue_.begin() + static_cast<std::ptrdiff_t>(count),
                std::back_inserter(batch));
      queue_.erase(queue_.begin(), queue_.begin() + static_cast<std::ptrdiff_t>(count));
    }
    run_batch(batch);
    batch.clear();
  }
}

void SqliteWriter::run_batch(std::vector<Write>& batch) {
  std::vector<WriteResult> results(batch.size());
  try {
    reach("before_begin");
    db_.execute("BEGIN IMMEDIATE");
    const Scene scene{db_, shop_, now_ms()};
    while (release_expired(scene) >= 512) {
    }
    for (std::size_t i = 0; i < batch.size(); ++i) results[i] = run_one(scene, batch[i]);
    reach("before_commit");
    db_.execute("COMMIT");
    reach("after_commit");
  } catch (const SqliteError& error) {
    log_("store_failed", error.what());
    // After a failed fsync nobody knows what is on the disk: the process ends at once, the next
    // start reads the file as it is, and stored answers tell each caller what became of its call.
    const int kind = error.code() & 0xff;
    if (kind == SQLITE_IOERR || kind == SQLITE_CORRUPT) ::_exit(70);
    // Nothing of this batch happened: disk full, a lock held from outside.
    if (sqlite3_get_autocommit(db_.raw()) == 0) {
      try {
        db_.execute("ROLLBACK");
      } catch (const SqliteError&) {
      }
    }
    std::fill(results.begin(), results.end(), WriteResult{});
  }
  for (std::size_t i = 0; i < batch.size(); ++i) {
    if (batch[i].done) batch[i].done(std::move(results[i]));
  }
}

WriteResult SqliteWriter::run_one(Scene scene, const Write& write) {
  if (write.idempotency) {
    if (auto known = remembered(db_, shop_, *write.idempotency)) return std::move(*known);
  }
  db_.execute("SAVEPOINT request");
  WriteResult result;
  try {
    result = in_savepoint(scene, write);
  } catch (const SqliteError& error) {
    // One command that the tables refuse must not take its whole batch with it.
    const int kind = error.code() & 0xff;
    if (kind != SQLITE_CONSTRAINT && kind != SQLITE_INTERNAL) throw;
    log_("command_failed", error.what());
  }
  if (result.end != WriteEnd::done) db_.execute("ROLLBACK TO request");
  db_.execute("RELEASE request");
  return result;
}

WriteResult SqliteWriter::in_savepoint(Scene scene, const Write& write) {
  WriteResult result;
  result.outcome = apply(scene, write.command);
  if (!result.outcome.refusal.empty()) {
    result.end = WriteEnd::refused;
    return result;
  }
  result.end = WriteEnd::done;
  if (!write.render) return result;
  Rendered rendered = write.render(result.outcome);
  if (write.idempotency) {
    db_.run(
        "INSERT INTO idempotency (shop_id, key, body, answer, created_at) VALUES (?, ?, ?, ?, ?)",
        shop_, Blob{write.idempotency->key}, Blob{write.idempotency->body}, Blob{rendered.keep},
        scene.now);
  }
  result.answer = std::move(rendered.answer);
  return result;
}

}  // namespace tendero::server
