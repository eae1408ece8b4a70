#pragma once
// What a call answers when it does not do what was asked: application/problem+json (RFC 9457).

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "http/message.hpp"
#include "tendero/json.hpp"

namespace tendero::server {

/// One thing wrong with an input.
struct Fault {
  std::string pointer, code, found, expected, did_you_mean;
  std::optional<std::int64_t> line, column;
};

/// `code` is never renamed. `extra` are further members, as JSON text: {"missing", "[…]"}.
struct Problem {
  int status = 500;
  std::string code = "internal";
  bool retryable = false;
  std::optional<std::int64_t> retry_after_ms;
  std::vector<Fault> errors;
  std::vector<std::pair<std::string, std::string>> extra;

  Problem& with(std::string name, std::string json) {
    extra.emplace_back(std::move(name), std::move(json));
    return *this;
  }
};

Problem problem(int status, std::string_view code);
/// 422 (or 400 for what is not even JSON) about one place of the body.
Problem invalid(std::string_view pointer, std::string_view code, std::string_view found,
                std::string_view expected);
/// The status that an error code of the engine or of the JSON reader has over HTTP.
int status_of_input(std::string_view code);

std::string problem_text(const Problem& problem);
Response problem_response(const Problem& problem);
Response json_response(int status, std::string body);

/// The errors of an engine answer ({"errors":[…]}), their pointers under `prefix`.

Problem engine_problem(std::string_view errors, std::string_view prefix);

}  // namespace tendero::server
