#pragma once
// What each command does to the tables, inside the writer's savepoint.

#include "store/sqlite.hpp"
#include "store/store.hpp"

namespace tendero::server {

/// The connection, the shop and the moment at which a command runs.
struct Scene {
  Sqlite& db;
  const std::string& shop;
  std::int64_t now;
};

/// A refusal leaves rows behind: the caller rolls its savepoint back.
Outcome apply(Scene scene, const Command& command);

/// Takes one unit of the limit if it is there: checked and counted in one statement, the row count
/// looked at. Alone in sqlite_take.cpp, because the race tests link a planted bug in its place.
bool take(Scene scene, const Take& take, bool anonymous, std::int64_t anonymous_share);

/// Ends a hold that is held: its units go back, or become uses.
void end_hold(Scene scene, const std::string& hold_id, std::string_view state, bool anonymous);

/// Releases the holds whose time is over.
std::size_t release_expired(Scene scene);

std::optional<HoldRow> read_hold(Sqlite& db, std::string_view shop, std::string_view hold_id);

}  // namespace tendero::server
