#include "api/app.hpp"

namespace tendero::server {

/// The ruleset as the merchant sent it, with what the public bundle leaves out.
void get_rules_source(App& app, Call call) {
  const auto published = app.rules.get();
  if (!published) return call.answer(problem(404, "rules_missing"));
  json::Writer out;
  out.begin_object().member("revision", published->row.revision);
  out.member("revision_private", published->row.revision_private)
      .member("source", published->row.source);
  call.respond(json_response(200, out.end_object().take()));
}

}  // namespace tendero::server
