#pragma once
// Small text work of the edges: encodings, UTF-8, normal form.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tendero::server {

/// Lower-case hexadecimal of the bytes.
std::string hex(std::string_view bytes);

/// Bytes of lower- or upper-case hexadecimal, or nothing when it is not.
std::optional<std::string> unhex(std::string_view text);

/// base64url without padding (RFC 4648 §5), as JWS wants it.
std::string base64url(std::string_view bytes);

/// The strict inverse: no padding, no white space, unused bits zero. Anything else is nothing.
std::optional<std::string> unbase64url(std::string_view text);

/// Normal form C; nothing when the text is not UTF-8.
std::optional<std::string> nfc(std::string_view text);

/// `%41` decoded once; nothing on a broken escape.
std::optional<std::string> percent_decode(std::string_view text);

/// Whether `text` is one or more characters of `[A-Za-z0-9_]` after `prefix`.
bool has_key_shape(std::string_view text, std::string_view prefix, std::size_t least);

std::vector<std::string_view> split(std::string_view text, char separator);
std::string_view trim(std::string_view text);
std::string lower(std::string_view text);
bool equal_ignoring_case(std::string_view a, std::string_view b);

/// The word of `known` nearest to `word` (at most 2 edits, or a third of its length), or empty.
std::string did_you_mean(std::string_view word, const std::vector<std::string_view>& known);

}  // namespace tendero::server
