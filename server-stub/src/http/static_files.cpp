#include "http/static_files.hpp"

#include <algorithm>
#include <array>
#include <fstream>

#include "common/problem.hpp"
#include "common/text.hpp"

namespace tendero::server {
namespace {

namespace fs = std::filesystem;

/// A file that may be served, inside its folder also after its links are followed.
struct Found {
  fs::path file;
  std::uintmax_t size = 0;
  fs::file_time_type written;
};

/// The segments of a decoded path, or nothing when one of them could lead out or is hidden.
std::optional<std::string> safe_path(std::string_view encoded) {
  const auto decoded = percent_decode(encoded);
  if (!decoded || decoded->find('\0') != std::string::npos ||
      decoded->find('\\') != std::string::npos) {
    return std::nullopt;
  }
  std::string out;
  for (const std::string_view part : split(*decoded, '/')) {
    if (part.empty()) continue;
    if (part.front() == '.') return std::nullopt;  // "..", ".", hidden files
    if (!out.empty()) out += '/';
    out += part;
  }
  if (!out.empty() && decoded->ends_with('/')) out += '/';
  return out;
}

std::optional<Found> find_file(const fs::path& folder, const std::string& relative) {
  std::error_code error;
  const fs::path real_folder = fs::canonical(folder, error);
  if (error) return std::nullopt;
  const fs::path file = fs::canonical(real_folder / relative, error);
  if (error || !fs::is_regular_file(file, error)) return std::nullopt;
  const auto [end, rest] =
      std::mismatch(real_folder.begin(), real_folder.end(), file.begin(), file.end());
  if (end != real_folder.end()) return std::nullopt;
  Found found{file, fs::file_size(file, error), {}};
  found.written = fs::last_write_time(file, error);
  return error ? std::nullopt : std::optional(found);
}

std::string tag_of(const Found& found, std::string_view coding) {
  const auto ticks = static_cast<std::uint64_t>(found.written.time_since_epoch().count());
  std::string bytes;
  for (int i = 7; i >= 0; --i) bytes += static_cast<char>((ticks >> (8 * i)) & 255);
  std::string tag = "\"" + hex(bytes) + "-" + std::to_string(found.size);
  if (!coding.empty()) tag += "-" + std::string(coding);
  return tag + "\"";
}

std::shared_ptr<const std::string> read_file(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream) return nullptr;
  return std::make_shared<const std::string>((std::istreambuf_iterator<char>(stream)),
                                             std::istreambuf_iterator<char>());
}

struct Chosen {
  Found found;
  std::string coding;
};

/// The best of the file and its precompressed siblings that the caller takes.
Chosen choose(const fs::path& folder, const std::string& relative, Found plain,
              std::string_view accepts) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 2> kCodings = {
      {{"br", ".br"}, {"gzip", ".gz"}}};
  for (const auto& [coding, suffix] : kCodings) {
    if (!accepts_coding(accepts, coding)) continue;
    const auto sibling = find_file(folder, relative + std::string(suffix));
    if (sibling && sibling->written >= plain.written) return {*sibling, std::string(coding)};
  }
  return {std::move(plain), {}};
}

Response not_found() {
  return problem_response(problem(404, "not_found"));
}

Response answer(const Request& request, const StaticMount& mount, const Chosen& chosen,
                const std::string& relative) {
  Response response;
  const std::string tag = tag_of(chosen.found, chosen.coding);
  const std::string name = fs::path(relative).filename().string();
  response.with("ETag", tag)
      .with("Vary", "Accept-Encoding")
      .with("Cache-Control",
            is_hashed_name(name) ? "public, max-age=31536000, immutable" : "no-cache")
      .with("X-Content-Type-Options", "nosniff")
      .with("Referrer-Policy", "strict-origin-when-cross-origin");
  if (!mount.csp.empty()) response.with("Content-Security-Policy", mount.csp);
  for (const auto& [header, value] : mount.headers) response.with(header, value);
  if (matches_tag(request.header("If-None-Match"), tag)) {
    response.status = 304;
    return response;
  }
  response.with("Content-Type", std::string(media_type(name)));
  if (!chosen.coding.empty()) response.with("Content-Encoding", chosen.coding);
  response.body = read_file(chosen.found.file);
  return response.body ? response : not_found();
}

/// The shop's own page for what is not there, for whoever reads pages.
std::optional<Response> missing_page(const Request& request, const StaticMount& mount) {
  if (request.header("Accept").find("text/html") == std::string_view::npos) return std::nullopt;
  for (const fs::path& folder : mount.folders) {
    const auto found = find_file(folder, "404.html");
    if (!found) continue;
    Request plain = request;
    plain.headers.clear();
    Response response = answer(plain, mount, {*found, {}}, "404.html");
    response.status = 404;
    return response;
  }
  return std::nullopt;
}

}  // namespace

StaticFiles::StaticFiles(std::vector<StaticMount> mounts) : mounts_(std::move(mounts)) {
  std::stable_sort(mounts_.begin(), mounts_.end(),
                   [](const auto& a, const auto& b) { return a.path.size() > b.path.size(); });
}

Response StaticFiles::serve(const Request& request) const {
  for (const StaticMount& mount : mounts_) {
    const bool is_root = request.path + "/" == mount.path;
    if (!request.path.starts_with(mount.path) && !is_root) continue;
    const auto relative = safe_path(
        std::string_view(request.path).substr(std::min(mount.path.size(), request.path.size())));
    if (!relative) return problem_response(problem(400, "path_invalid"));
    for (const fs::path& folder : mount.folders) {
      std::string name = *relative;
      if (name.empty() || name.ends_with('/')) name += "index.html";
      if (const auto found = find_file(folder, name)) {
        return answer(request, mount,
                      choose(folder, name, *found, request.header("Accept-Encoding")), name);
      }
      // A folder without its slash: relative links in its page would go wrong.
      if (!name.ends_with(".html") && find_file(folder, name + "/index.html")) {
        Response response;
        response.status = 308;
        // From the mount, not from what was asked: "//host" would lead to another one.
        const std::string query = request.target.substr(request.path.size());
        response.with("Location", mount.path + name + "/" + query);
        return response;
      }
    }
    if (auto page = missing_page(request, mount)) return *page;
  }
  return not_found();
}

std::string_view media_type(std::string_view name) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 19> kTypes = {{
      {".html", "text/html; charset=utf-8"},
      {".js", "text/javascript; charset=utf-8"},
      {".mjs", "text/javascript; charset=utf-8"},
      {".css", "text/css; charset=utf-8"},
      {".json", "application/json"},
      {".map", "application/json"},
      {".webmanifest", "application/manifest+json"},
      {".wasm", "application/wasm"},
      {".svg", "image/svg+xml"},
      {".png", "image/png"},
      {".jpg", "image/jpeg"},
      {".webp", "image/webp"},
      {".avif", "image/avif"},
      {".ico", "image/x-icon"},
      {".woff2", "font/woff2"},
      {".txt", "text/plain; charset=utf-8"},
      {".xml", "application/xml"},
      {".pdf", "application/pdf"},
      {".ts", "text/plain; charset=utf-8"},
  }};
  for (const auto& [extension, type] : kTypes) {
    if (name.ends_with(extension)) return type;
  }
  return "application/octet-stream";
}

bool is_hashed_name(std::string_view name) {
  const auto parts = split(name, '.');
  for (std::size_t i = 1; i + 1 < parts.size(); ++i) {
    const std::string_view part = parts[i];
    const bool word = std::all_of(part.begin(), part.end(), [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
             c == '_' || c == '-';
    });
    if (word && part.size() >= 8 && part.find_first_of("0123456789") != std::string_view::npos)
      return true;
  }
  return false;
}

bool accepts_coding(std::string_view accept_encoding, std::string_view coding) {
  for (const std::string_view part : split(accept_encoding, ',')) {
    const auto pieces = split(part, ';');
    if (!equal_ignoring_case(trim(pieces[0]), coding)) continue;
    const std::string weight = pieces.size() > 1 ? lower(trim(pieces[1])) : "q=1";
    return weight.find_first_of("123456789") != std::string::npos;
  }
  return false;
}

bool matches_tag(std::string_view if_none_match, std::string_view tag) {
  for (std::string_view part : split(if_none_match, ',')) {
    part = trim(part);
    if (part == "*") return true;
    if (part.starts_with("W/")) part.remove_prefix(2);
    if (!part.empty() && part == tag) return true;
  }
  return false;
}

}  // namespace tendero::server
