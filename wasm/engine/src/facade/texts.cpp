#include "facade/texts.hpp"

namespace tendero {

#ifdef TENDERO_TERSE
void write_error(json::Writer& out, const Error& error, std::string_view) {
  out.member("code", error.code).member("pointer", error.pointer);
}
#else
void write_error(json::Writer& out, const Error& error, std::string_view text) {
  const std::size_t offset =
      error.offset != kNoOffset ? error.offset : json::offset_of(text, error.pointer);
  const json::Place place = json::place_of(text, offset);
  out.member("code", error.code).member("pointer", error.pointer);
  out.member("found", error.found).member("expected", error.expected);
  if (!error.did_you_mean.empty()) out.member("did_you_mean", error.did_you_mean);
  out.member("line", place.line).member("column", place.column);
}
#endif

std::string errors_text(const Errors& errors, std::string_view text) {
  json::Writer out;
  out.begin_object().key("errors").begin_array();
  for (const Error& error : errors.list()) {
    out.begin_object();
    write_error(out, error, text);
    out.end_object();
  }
  return out.end_array().end_object().take();
}

std::string errors_text(const Error& error, std::string_view text) {
  Errors errors;
  errors.add(error);
  return errors_text(errors, text);
}

}  // namespace tendero
