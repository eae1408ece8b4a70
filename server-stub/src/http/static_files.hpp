#pragma once
// Files of the shop, the glue and the engine: right types, precompressed siblings, validators, no
// way out of the folders.

#include <string>
#include <vector>

#include "config/config.hpp"
#include "http/message.hpp"

namespace tendero::server {

class StaticFiles {
 public:
  explicit StaticFiles(std::vector<StaticMount> mounts);

  /// The answer to a GET or HEAD of a path outside the API.
  Response serve(const Request& request) const;

 private:
  std::vector<StaticMount> mounts_;  // longest path first
};

/// The media type by a file's extension.
std::string_view media_type(std::string_view name);

/// `core.3f9a1c2b.js`: a name with a part of 8 or more hexadecimal or base-62 digits that holds a
/// digit never changes its content.
bool is_hashed_name(std::string_view name);

/// Whether Accept-Encoding allows this coding.
bool accepts_coding(std::string_view accept_encoding, std::string_view coding);

/// Whether If-None-Match names this tag.
bool matches_tag(std::string_view if_none_match, std::string_view tag);

}  // namespace tendero::server
