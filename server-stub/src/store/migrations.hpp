#pragma once

#include "store/sqlite.hpp"

namespace tendero::server {

/// Brings the file to the newest version, each step in its own transaction, forward only. Throws
/// std::runtime_error when the file is of a newer version than this program knows.
void migrate(Sqlite& db);

}  // namespace tendero::server
