#include "api/app.hpp"
#include "common/clock.hpp"
#include "common/text.hpp"
#include "http/static_files.hpp"

namespace tendero::server {
namespace {

/// Public promotions with no use left. Code promotions are nobody's business who holds no code.
std::vector<std::string> exhausted(App& app, const Published& published) {
  std::vector<std::string> out;
  for (std::string& id : app.store.exhausted()) {
    if (published.promotions.contains(id) && !published.fragments.contains(id))
      out.push_back(std::move(id));
  }
  return out;
}

}  // namespace

/// Which bundle is in force, and what it cannot know: what is used up, and how codes look.
void get_rules(App& app, Call call) {
  const auto published = app.rules.get();
  if (!published) return call.answer(problem(404, "rules_missing"));
  json::Writer out;
  out.begin_object().member("revision", published->row.revision);
  out.member("bundle", "/v1/rules/" + published->row.revision.substr(7) + ".json")
      .member("engine", version());
  out.key("exhausted").begin_array();
  for (const std::string& id : exhausted(app, *published)) out.text(id);
  out.end_array().key("code_shapes").begin_array();
  for (const CodeShape& shape : app.store.code_shapes()) {
    out.begin_object().member("length", shape.length).member("check", "crockford").end_object();
  }
  out.end_array();
  // The tag is of what a page acts upon, not of the clock.
  const std::string tag = "\"" + hex(sha256(out.str()).substr(0, 16)) + "\"";
  Response response;
  response.with("ETag", tag).with("Cache-Control", "no-cache");
  if (matches_tag(call.request.header("If-None-Match"), tag)) {
    response.status = 304;
    return call.respond(std::move(response));
  }
  out.member("now", now_ms()).end_object();
  response.with("Content-Type", "application/json");
  response.body = std::make_shared<const std::string>(out.take());
  call.respond(std::move(response));
}

}  // namespace tendero::server
