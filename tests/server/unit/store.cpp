#include <doctest/doctest.h>

#include <filesystem>
#include <future>

#include "common/clock.hpp"
#include "common/text.hpp"
#include "sign/crypto.hpp"
#include "store/sqlite.hpp"
#include "store/sqlite_store.hpp"

using namespace tendero::server;

namespace {

struct Open {
  std::filesystem::path folder =
      std::filesystem::temp_directory_path() / ("tendero-store-" + hex(random_bytes(6)));
  std::unique_ptr<Store> store =
      open_sqlite({folder, "demo", 1024, [](std::string_view, std::string_view) {}});

  ~Open() {
    CHECK(store->verify().empty());
    store->stop();
    store.reset();
    std::filesystem::remove_all(folder);
  }

  WriteResult run(Command command, std::optional<IdempotencyKey> key = {}) {
    std::promise<WriteResult> promise;
    Write write;
    write.command = std::move(command);
    write.idempotency = std::move(key);
    write.render = [](const Outcome& outcome) {
      return Rendered{{200, outcome.hold.hold_id}, "kept " + outcome.hold.hold_id};
    };
    write.done = [&](WriteResult result) { promise.set_value(std::move(result)); };
    REQUIRE(store->submit(std::move(write)));
    return promise.get_future().get();
  }

  Command reserve(const std::string& id, const std::string& cart, const std::string& promotion,
                  bool anonymous = false) {
    Reserve command;
    command.hold.hold_id = id;
    command.hold.quote_id = "quote of " + id;
    command.hold.currency = "EUR";
    command.hold.applied = "[{\"promotion\":\"" + promotion + "\"}]";
    command.hold.created_at = now_ms();
    command.hold.expires_at = now_ms() + 60'000;
    command.cart_key = cart;
    command.anonymous = anonymous;
    command.takes = {{{"p:" + promotion, ""}, promotion, {}, false, true}};
    return command;
  }

  void limit(const std::string& promotion, std::optional<std::int64_t> uses) {
    CHECK(run(PublishRules{{"r", "p", "s", "b", "x"}, {{promotion, uses}}}).end == WriteEnd::done);
  }
};

}  // namespace

TEST_CASE("a limit is held, given back, used") {
  Open open;
  open.limit("one", 1);
  CHECK(open.run(open.reserve("h1", "c1", "one")).end == WriteEnd::done);
  CHECK(open.store->exhausted() == std::vector<std::string>{"one"});
  const WriteResult refused = open.run(open.reserve("h2", "c2", "one"));
  CHECK(refused.end == WriteEnd::refused);
  CHECK(refused.outcome.missing.at(0).limit == "uses");
  CHECK_FALSE(open.store->find_hold("h2"));  // a refusal leaves no row
  CHECK(open.run(Cancel{"h1"}).end == WriteEnd::done);
  CHECK(open.store->exhausted().empty());
  CHECK(open.run(open.reserve("h3", "c3", "one")).end == WriteEnd::done);
  CHECK(open.run(Confirm{"h3", "o1"}).outcome.hold.state == "redeemed");
  CHECK(open.run(Cancel{"h3"}).outcome.refusal == "already_redeemed");
  CHECK(open.store->counters({{"p:one", ""}}).at(0).used == 1);
}

TEST_CASE("a limit lowered below what is taken gives nothing more, and the invariants hold") {
  Open open;
  open.limit("sale", std::nullopt);
  for (const char* id : {"a", "b", "c"})
    CHECK(open.run(open.reserve(id, id, "sale")).end == WriteEnd::done);
  open.limit("sale", 2);
  CHECK(open.run(open.reserve("d", "d", "sale")).end == WriteEnd::refused);
  CHECK(open.run(Cancel{"a"}).end == WriteEnd::done);
  CHECK(open.run(open.reserve("e", "e", "sale")).end == WriteEnd::refused);
  CHECK(open.run(Cancel{"b"}).end == WriteEnd::done);
  CHECK(open.run(open.reserve("f", "f", "sale")).end == WriteEnd::done);
  open.limit("sale", std::nullopt);
  CHECK(open.run(open.reserve("g", "g", "sale")).end == WriteEnd::done);
}

TEST_CASE("anonymous holds together have a fifth of what is left") {
  Open open;
  open.limit("ten", 10);
  CHECK(open.run(open.reserve("a1", "a1", "ten", true)).end == WriteEnd::done);
  CHECK(open.run(open.reserve("a2", "a2", "ten", true)).end == WriteEnd::done);
  CHECK(open.run(open.reserve("a3", "a3", "ten", true)).end == WriteEnd::refused);
  for (int i = 0; i < 8; ++i)
    CHECK(open.run(open.reserve("k" + std::to_string(i), "k" + std::to_string(i), "ten")).end ==
          WriteEnd::done);
  CHECK(open.run(open.reserve("k9", "k9", "ten")).end == WriteEnd::refused);
  CHECK(open.run(Confirm{"a1", "o1"}).end == WriteEnd::done);
}

TEST_CASE("one effect a key, whatever comes after") {
  Open open;
  const IdempotencyKey key{"key", "body"};
  CHECK(open.store->recall(key).end == WriteEnd::failed);
  CHECK(open.run(open.reserve("h1", "c1", "x"), key).end == WriteEnd::done);
  const WriteResult again = open.run(open.reserve("h2", "c2", "x"), key);
  CHECK(again.end == WriteEnd::replayed);
  CHECK(again.stored == "kept h1");
  CHECK(open.run(open.reserve("h3", "c3", "x"), IdempotencyKey{"key", "other"}).end ==
        WriteEnd::key_reused);
  CHECK(open.run(Sweep{now_ms() + 1000}).end == WriteEnd::done);
  CHECK(open.run(open.reserve("h4", "c4", "x"), key).end == WriteEnd::answer_forgotten);
  CHECK(open.store->recall(key).end == WriteEnd::answer_forgotten);
  CHECK_FALSE(open.store->find_hold("h2"));
}

TEST_CASE("a second store on the same folder is refused; a newer file too") {
  Open open;
  CHECK_THROWS_WITH(open_sqlite({open.folder, "demo", 8, {}}), doctest::Contains("locked"));
  Open other;
  other.store->stop();
  other.store.reset();
  {
    Sqlite db((other.folder / "tendero.db").string(), SQLITE_OPEN_READWRITE);
    db.execute("PRAGMA user_version = 999");
  }
  CHECK_THROWS_WITH(open_sqlite({other.folder, "demo", 8, {}}),
                    doctest::Contains("newer than this program"));
  {
    Sqlite db((other.folder / "tendero.db").string(), SQLITE_OPEN_READWRITE);
    db.execute("PRAGMA user_version = 1");
  }
  other.store = open_sqlite({other.folder, "demo", 8, {}});
}
