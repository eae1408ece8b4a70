#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "store/sqlite.hpp"

namespace tendero::server {

/// The invariants of redemption as queries in one snapshot: a sentence for each row that breaks
/// one.
std::vector<std::string> verify_sqlite(Sqlite& db, std::string_view shop);

}  // namespace tendero::server
