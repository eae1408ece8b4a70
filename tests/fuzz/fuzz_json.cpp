// The reader: whatever it takes it writes back, and reads again to the same.

#include <cstdint>
#include <cstdlib>

#include "tendero/json.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using tendero::json::Document;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const tendero::Result<Document> parsed = Document::parse(text);
  if (!parsed.ok()) {
    if (parsed.error().offset > size) std::abort();
    (void)tendero::json::place_of(text, tendero::json::offset_of(text, parsed.error().pointer));
    return 0;
  }
  tendero::json::Writer first;
  first.value(parsed.value().root());
  const tendero::Result<Document> again = Document::parse(first.str(), {.bytes = SIZE_MAX});
  if (!again.ok()) std::abort();
  tendero::json::Writer second;
  if (second.value(again.value().root()).str() != first.str()) std::abort();
  return 0;
}
