#include "facade/state.hpp"

namespace tendero {
namespace {

/// Keeps the parsed text with the source; null after adding errors.
const json::Document* parse(std::string_view text, const json::Limits& limits, Errors& errors,
                            CartSource& source) {
  Result<json::Document> parsed = json::Document::parse(text, limits);
  if (!parsed.ok()) {
    errors.add(std::move(parsed.error()));
    return nullptr;
  }
  source.documents.push_back(std::make_unique<json::Document>(std::move(parsed.value())));
  source.bytes += text.size();
  return source.documents.back().get();
}

bool read(const Program& rules, const json::Document& document, const OpenFragments& fragments,
          Errors& errors, CartSource& source) {
  const ReadContext context{rules, fragments.pool(rules), fragments.opened, *source.arena, errors};
  return read_request(context, document.root(), source.request);
}

}  // namespace

void OpenFragments::index() {
  opened.clear();
  sources.clear();
  for (const Fragment& fragment : compiled.entries) {
    opened.push_back({fragment.code, fragment.promotion});
    sources.push_back(fragment.source);
  }
}

bool open_request(const Program& rules, std::string_view text, Errors& errors,
                  OpenFragments& fragments, CartSource& source) {
  const json::Document* document = parse(text, {}, errors, source);
  if (document == nullptr) return false;
  const Path root;
  const Path at(root, "fragments");
  if (!compile_fragments(document->root()["fragments"], at, rules, errors, fragments.compiled))
    return false;
  fragments.index();
  return read(rules, *document, fragments, errors, source);
}

bool reopen_request(const Program& rules, const std::string& text, const OpenFragments& fragments,
                    Errors& errors, CartSource& source) {
  const json::Document* document = parse(text, {}, errors, source);
  return document != nullptr && read(rules, *document, fragments, errors, source);
}

}  // namespace tendero
