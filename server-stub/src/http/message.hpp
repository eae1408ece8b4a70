#pragma once
// What the rest of the server knows of HTTP: a request that is complete, and an answer.

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tendero::server {

/// A complete request. Header names are as sent; `header` ignores their case.
struct Request {
  std::string method;
  std::string target;  // as sent: path and query
  std::string path;    // the path alone, still percent-encoded
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
  std::string peer;  // the address at the other end of the socket

  /// The value of the header, empty when missing.
  std::string_view header(std::string_view name) const;
  /// How many times it was sent.
  std::size_t header_count(std::string_view name) const;
};

/// An answer. Content-Length, Date and Connection are the loop's work.
struct Response {
  int status = 200;
  std::vector<std::pair<std::string, std::string>> headers;
  std::shared_ptr<const std::string> body;
  bool close = false;  // close the connection after it

  Response& with(std::string name, std::string value) {
    headers.emplace_back(std::move(name), std::move(value));
    return *this;
  }
};

/// Answers one request, once, from any thread. Answers leave in the order of their requests.
using Responder = std::function<void(Response)>;

}  // namespace tendero::server
