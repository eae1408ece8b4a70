#pragma once
// The default store: one SQLite file in WAL mode with synchronous=FULL, one writer thread with
// group commit, readers that only read.

#include <filesystem>
#include <functional>
#include <memory>

#include "store/store.hpp"

namespace tendero::server {

struct SqliteSettings {
  std::filesystem::path folder;  // holds tendero.db and tendero.lock
  std::string shop;
  std::size_t queue = 4096;
  std::function<void(std::string_view event, std::string_view detail)> log;
};

/// Opens, or creates and migrates. Throws std::runtime_error: `locked` when another server has the
/// file, or when it is of a newer version, or cannot be switched to WAL.
std::unique_ptr<Store> open_sqlite(const SqliteSettings& settings);

/// Broken invariants of the file in the folder, in one snapshot, also while a server has it.
std::vector<std::string> verify_sqlite_file(const std::filesystem::path& folder,
                                            std::string_view shop);

}  // namespace tendero::server
