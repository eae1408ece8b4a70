#include "common/problem.hpp"

#include <algorithm>
#include <array>

namespace tendero::server {
namespace {

void write_fault(json::Writer& out, const Fault& fault) {
  out.begin_object().member("pointer", fault.pointer).member("code", fault.code);
  if (!fault.found.empty()) out.member("found", fault.found);
  if (!fault.expected.empty()) out.member("expected", fault.expected);
  if (!fault.did_you_mean.empty()) out.member("did_you_mean", fault.did_you_mean);
  if (fault.line) out.member("line", *fault.line);
  if (fault.column) out.member("column", *fault.column);
  out.end_object();
}

std::shared_ptr<const std::string> shared(std::string text) {
  return std::make_shared<const std::string>(std::move(text));
}

}  // namespace

Problem problem(int status, std::string_view code) {
  Problem out;
  out.status = status;
  out.code = code;
  return out;
}

Problem invalid(std::string_view pointer, std::string_view code, std::string_view found,
                std::string_view expected) {
  Problem out = problem(status_of_input(code), code);
  out.errors.push_back({std::string(pointer),
                        std::string(code),
                        std::string(found),
                        std::string(expected),
                        {},
                        {},
                        {}});
  return out;
}

int status_of_input(std::string_view code) {
  // What cannot be read as the JSON that we speak is 400; what can be read and is wrong is 422.
  static constexpr std::array<std::string_view, 7> kUnreadable = {
      "json_syntax",     "duplicate_member", "too_deep",  "number_too_long",
      "float_forbidden", "not_utf8",         "empty_body"};
  if (code == "too_large") return 413;
  return std::find(kUnreadable.begin(), kUnreadable.end(), code) != kUnreadable.end() ? 400 : 422;
}

std::string problem_text(const Problem& problem) {
  json::Writer out;
  out.begin_object()
      .member("type", "urn:tendero:problem:" + problem.code)
      .member("status", std::int64_t{problem.status})
      .member("code", problem.code)
      .member("retryable", problem.retryable);
  if (problem.retry_after_ms) out.member("retry_after_ms", *problem.retry_after_ms);
  if (!problem.errors.empty()) {
    out.key("errors").begin_array();
    for (const Fault& fault : problem.errors) write_fault(out, fault);
    out.end_array();
  }
  for (const auto& [name, json] : problem.extra) out.key(name).raw(json);
  out.end_object();
  return out.take();
}

Response problem_response(const Problem& problem) {
  Response response;
  response.status = problem.status;
  response.with("Content-Type", "application/problem+json").with("Cache-Control", "no-store");
  if (problem.retry_after_ms) {
    response.with("Retry-After", std::to_string((*problem.retry_after_ms + 999) / 1000));
  }
  response.body = shared(problem_text(problem));
  return response;
}

Response json_response(int status, std::string body) {
  Response response;
  response.status = status;
  response.with("Content-Type", "application/json").with("Cache-Control", "no-store");
  response.body = shared(std::move(body));
  return response;
}

Problem engine_problem(std::string_view errors, std::string_view prefix) {
  Problem out = problem(422, "input_invalid");
  const auto document = json::Document::parse(errors);
  if (!document.ok()) return out;
  for (const json::Value error : document.value().root()["errors"].elements()) {
    Fault fault;
    fault.pointer = std::string(prefix) + std::string(error["pointer"].text_or(""));
    fault.code = error["code"].text_or("input_invalid");
    fault.found = error["found"].text_or("");
    fault.expected = error["expected"].text_or("");
    fault.did_you_mean = error["did_you_mean"].text_or("");
    if (error["line"].is(json::Kind::integer)) fault.line = error["line"].integer();
    if (error["column"].is(json::Kind::integer)) fault.column = error["column"].integer();
    out.errors.push_back(std::move(fault));
  }
  if (!out.errors.empty()) {
    out.code = out.errors.front().code;
    out.status = status_of_input(out.code);
  }
  return out;
}

}  // namespace tendero::server
