// The compiler, lint and publishing: any text gets an answer that is JSON; what loads also
// publishes, and the published bundle loads.

#include <cstdint>
#include <cstdlib>

#include "tendero/engine.hpp"
#include "tendero/json.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using tendero::json::Document;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const tendero::Ruleset::Loaded loaded = tendero::Ruleset::load(text);
  const tendero::json::Limits large{.bytes = SIZE_MAX};
  if (!Document::parse(loaded.answer, large).ok()) std::abort();
  if (!Document::parse(tendero::lint(text), large).ok()) std::abort();
  if (loaded.ruleset == nullptr) return 0;
  const std::string parts = tendero::split(text);
  const tendero::Result<Document> parsed = Document::parse(parts, large);
  if (!parsed.ok()) std::abort();
  const std::string bundle(parsed.value().root()["public"].text_or(""));
  if (tendero::Ruleset::load(bundle).ruleset == nullptr) std::abort();
  return 0;
}
