#include "store/sqlite_store.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <mutex>

#include "common/clock.hpp"
#include "store/migrations.hpp"
#include "store/sqlite_verify.hpp"
#include "store/sqlite_writer.hpp"

namespace tendero::server {
namespace {

/// Held for as long as the server lives; the system lets go of it when the process dies.
class FileLock {
 public:
  explicit FileLock(const std::filesystem::path& file)
      : descriptor_(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)) {
    if (descriptor_ < 0) throw std::runtime_error("cannot open " + file.string());
    if (::flock(descriptor_, LOCK_EX | LOCK_NB) == 0) return;
    ::close(descriptor_);
    throw std::runtime_error("locked: another server has " + file.parent_path().string());
  }
  ~FileLock() { ::close(descriptor_); }
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;

 private:
  int descriptor_;
};

std::unique_ptr<Sqlite> open_reader(const std::string& file) {
  auto db = std::make_unique<Sqlite>(file, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX);
  // query_only and never a checkpoint: 3.40.1 has a WAL-reset race that only one checkpointer
  // avoids.
  sqlite3_db_config(db->raw(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
  db->execute("PRAGMA wal_autocheckpoint = 0; PRAGMA query_only = ON; PRAGMA busy_timeout = 2000");
  return db;
}

/// Read-only connections, made as they are needed and used again.
class Readers {
 public:
  explicit Readers(std::string file) : file_(std::move(file)) {}

  class Lease {
   public:
    Lease(Readers& owner, std::unique_ptr<Sqlite> db) : owner_(owner), db_(std::move(db)) {}
    ~Lease() { owner_.put_back(std::move(db_)); }
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;
    Sqlite& operator*() { return *db_; }

   private:
    Readers& owner_;
    std::unique_ptr<Sqlite> db_;
  };

  Lease take() {
    {
      const std::lock_guard lock(mutex_);
      if (!free_.empty()) {
        auto db = std::move(free_.back());
        free_.pop_back();
        return {*this, std::move(db)};
      }
    }
    return {*this, open_reader(file_)};
  }

 private:
  void put_back(std::unique_ptr<Sqlite> db) {
    const std::lock_guard lock(mutex_);
    free_.push_back(std::move(db));
  }

  const std::string file_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<Sqlite>> free_;
};

/// Opens and switches to WAL in one checked step; then migrates, forward only.
std::unique_ptr<Sqlite> open_writer(const std::string& file) {
  auto db = std::make_unique<Sqlite>(
      file, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX);
  db->execute("PRAGMA busy_timeout = 1000");
  {
    Rows mode = db->query("PRAGMA journal_mode = WAL");
    if (!mode.next() || mode.text(0) != "wal")
      throw std::runtime_error(file + " cannot be switched to WAL");
  }
  db->execute("PRAGMA synchronous = FULL; PRAGMA foreign_keys = OFF; PRAGMA trusted_schema = OFF");
  migrate(*db);
  return db;
}

class SqliteStore final : public Store {
 public:
  explicit SqliteStore(const SqliteSettings& settings)
      : shop_(settings.shop),
        lock_(settings.folder / "tendero.lock"),
        writing_(open_writer((settings.folder / "tendero.db").string())),
        readers_((settings.folder / "tendero.db").string()),
        writer_(*writing_, settings.shop, settings.queue, settings.log) {}

  bool submit(Write write) override { return writer_.submit(std::move(write)); }
  void stop() override { writer_.stop(); }

  WriteResult recall(const IdempotencyKey& key) override {
    auto reader = readers_.take();
    return remembered(*reader, shop_, key).value_or(WriteResult{});
  }

  std::optional<RulesetRow> active_ruleset() override {
    auto reader = readers_.take();
    Rows rows = (*reader).query(
        "SELECT r.revision, r.revision_private, r.source, r.bundle, r.private FROM active_ruleset a"
        " JOIN ruleset r USING (shop_id, revision, revision_private) WHERE a.shop_id = ?",
        shop_);
    if (!rows.next()) return std::nullopt;
    return RulesetRow{rows.text(0), rows.text(1), rows.text(2), rows.text(3), rows.text(4)};
  }

  std::optional<std::string> bundle(std::string_view revision) override {
    auto reader = readers_.take();
    Rows rows = (*reader).query(
        "SELECT bundle FROM ruleset WHERE shop_id = ? AND revision = ? LIMIT 1", shop_, revision);
    return rows.next() ? std::optional(rows.text(0)) : std::nullopt;
  }

  std::optional<CodeRow> find_code(std::string_view lookup) override {
    auto reader = readers_.take();
    Rows rows = (*reader).query(
        "SELECT code_id, last4, promotion, shared, customer, uses_per_customer FROM code"
        " WHERE shop_id = ? AND lookup = ?",
        shop_, Blob{lookup});
    if (!rows.next()) return std::nullopt;
    return CodeRow{rows.text(0),         rows.text(1),       rows.text(2),
                   rows.integer(3) != 0, rows.maybe_text(4), rows.maybe_integer(5)};
  }

  std::vector<CounterRow> counters(const std::vector<CounterName>& names) override {
    auto reader = readers_.take();
    std::vector<CounterRow> out;
    for (const CounterName& name : names) {
      Rows rows = (*reader).query(
          "SELECT uses, held, used FROM counter WHERE shop_id = ? AND subject = ? AND customer = ?",
          shop_, name.subject, name.customer);
      if (rows.next())
        out.push_back({rows.maybe_integer(0), rows.integer(1), rows.integer(2)});
      else
        out.emplace_back();
    }
    return out;
  }

  std::vector<CounterName> held_by_cart(std::string_view cart_key) override {
    auto reader = readers_.take();
    Rows rows = (*reader).query(
        "SELECT u.subject, u.customer FROM hold h JOIN hold_use u USING (shop_id, hold_id)"
        " WHERE h.shop_id = ? AND h.cart_key = ? AND h.state = 'held'",
        shop_, cart_key);
    std::vector<CounterName> out;
    while (rows.next()) out.push_back({rows.text(0), rows.text(1)});
    return out;
  }

  std::vector<std::string> exhausted() override {
    auto reader = readers_.take();
    Rows rows = (*reader).query(
        "SELECT subject FROM counter WHERE shop_id = ? AND subject >= 'p:' AND subject < 'p;'"
        " AND customer = '' AND uses IS NOT NULL AND used + held >= uses ORDER BY subject",
        shop_);
    std::vector<std::string> out;
    while (rows.next()) out.push_back(rows.text(0).substr(2));
    return out;
  }

  std::vector<CodeShape> code_shapes() override {
    auto reader = readers_.take();
    // A shared code of that length with a wrong check character would be refused by mistake.
    Rows rows = (*reader).query(
        "SELECT DISTINCT length FROM code_shape g WHERE shop_id = ?1 AND shared = 0 AND NOT EXISTS"
        " (SELECT 1 FROM code_shape s WHERE s.shop_id = ?1 AND s.length = g.length AND s.checked = "
        "0)"
        " ORDER BY length",
        shop_);
    std::vector<CodeShape> out;
    while (rows.next()) out.push_back({rows.integer(0)});
    return out;
  }

  std::optional<HoldRow> find_hold(std::string_view hold_id) override {
    auto reader = readers_.take();
    return read_hold(*reader, shop_, hold_id);
  }

  std::vector<std::string> verify() override {
    auto reader = readers_.take();
    return verify_sqlite(*reader, shop_);
  }

 private:
  const std::string shop_;
  FileLock lock_;
  std::unique_ptr<Sqlite> writing_;
  Readers readers_;
  SqliteWriter writer_;
};

}  // namespace

std::unique_ptr<Store> open_sqlite(const SqliteSettings& settings) {
  std::filesystem::create_directories(settings.folder);
  return std::make_unique<SqliteStore>(settings);
}

std::vector<std::string> verify_sqlite_file(const std::filesystem::path& folder,
                                            std::string_view shop) {
  return verify_sqlite(*open_reader((folder / "tendero.db").string()), shop);
}

}  // namespace tendero::server
