#include "api/app.hpp"
#include "http/static_files.hpp"

namespace tendero::server {

/// The bytes of a public bundle, by their own hash: they never change.
void get_bundle(App& app, Call call) {
  const std::string& digits = call.params.at(0);
  const bool is_hash =
      digits.size() == 64 && digits.find_first_not_of("0123456789abcdef") == std::string::npos;
  auto bundle = is_hash ? app.store.bundle("sha256:" + digits) : std::nullopt;
  if (!bundle) return call.answer(problem(404, "revision_unknown"));
  Response response;
  const std::string tag = "\"" + digits + "\"";
  response.with("ETag", tag).with("Cache-Control", "public, max-age=31536000, immutable");
  response.with("Cross-Origin-Resource-Policy", "cross-origin");
  if (matches_tag(call.request.header("If-None-Match"), tag)) {
    response.status = 304;
    return call.respond(std::move(response));
  }
  response.with("Content-Type", "application/json");
  response.body = std::make_shared<const std::string>(std::move(*bundle));
  call.respond(std::move(response));
}

}  // namespace tendero::server
