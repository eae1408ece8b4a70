// The WebAssembly binding: plain exports, texts in and texts out, called by host.mjs alone. The
// tables of handles live here; the engine itself has no global state. Numbers name rulesets and
// carts; 0 is never given out.
//
// A call: the host asks tendero_input(bytes) for room and writes UTF-8 there; the export reads that
// text and returns where its answer begins; tendero_output() is the answer's length. Both stand
// until the next call.

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/text.hpp"
#include "tendero/engine.hpp"
#include "tendero/json.hpp"

namespace {

using tendero::OpenCart;
using tendero::Ruleset;

constexpr const char* kRuleset = "a loaded ruleset";
constexpr const char* kCart = "an open cart";
// Beyond every limit of a text; the engine then names the limit.
constexpr std::size_t kMostInput = std::size_t{64} << 20;

template <class Pointer>
class Table {
 public:
  int add(Pointer entry) {
    for (std::size_t i = 0; i < entries_.size(); ++i) {
      if (entries_[i].pointer == nullptr) return put(i, std::move(entry));
    }
    entries_.emplace_back();
    return put(entries_.size() - 1, std::move(entry));
  }
  /// Null for a handle that was never given out or is closed.
  Pointer* find(int handle) {
    for (Entry& entry : entries_) {
      if (entry.handle == handle && entry.pointer != nullptr) return &entry.pointer;
    }
    return nullptr;
  }
  bool remove(int handle) {
    Pointer* found = find(handle);
    if (found == nullptr) return false;
    found->reset();
    return true;
  }

 private:
  struct Entry {
    int handle = 0;
    Pointer pointer;
  };

  /// A handle is never given out twice: what was closed stays closed.
  int put(std::size_t place, Pointer pointer) {
    entries_[place] = {++last_, std::move(pointer)};
    return last_;
  }

  std::vector<Entry> entries_;
  int last_ = 0;
};

Table<std::shared_ptr<const Ruleset>>& rulesets() {
  static Table<std::shared_ptr<const Ruleset>> table;
  return table;
}

Table<std::unique_ptr<OpenCart>>& carts() {
  static Table<std::unique_ptr<OpenCart>> table;
  return table;
}

// The text of this call, and its answer.
std::string& input() {
  static std::string text;
  return text;
}

std::string& output() {
  static std::string text;
  return text;
}

const char* answer(std::string text) {
  output() = std::move(text);
  return output().data();
}

std::string unknown_handle(const char* name, int handle) {
  tendero::json::Writer out;
  out.begin_object().key("errors").begin_array().begin_object();
  out.member("code", "unknown_handle").member("pointer", "");
  out.member("found", tendero::digits(handle)).member("expected", name);
  out.member("line", 1).member("column", 1);
  return out.end_object().end_array().end_object().take();
}

/// {"handle":1, and then the members of an answer.
std::string with_handle(const char* name, int handle, const std::string& answer) {
  return tendero::join(
      {"{\"", name, "\":", tendero::digits(handle), ",", std::string_view(answer).substr(1)});
}

}  // namespace

#define TENDERO_EXPORT(name) extern "C" __attribute__((export_name(#name)))

/// Where the host writes `bytes` of text; null when there is no memory for them.
TENDERO_EXPORT(tendero_input) char* tendero_input(std::size_t bytes) {
  if (bytes > kMostInput) return nullptr;
  input().resize(bytes);
  return input().data();
}

TENDERO_EXPORT(tendero_output) std::size_t tendero_output() {
  return output().size();
}

TENDERO_EXPORT(version) const char* export_version() {
  return answer(std::string(tendero::version()));
}

TENDERO_EXPORT(load) const char* export_load() {
  Ruleset::Loaded loaded = Ruleset::load(input());
  if (loaded.ruleset == nullptr) return answer(std::move(loaded.answer));
  const int handle = rulesets().add(std::move(loaded.ruleset));
  return answer(with_handle("handle", handle, loaded.answer));
}

TENDERO_EXPORT(unload) const char* export_unload(int handle) {
  return answer(rulesets().remove(handle) ? "{}" : unknown_handle(kRuleset, handle));
}

TENDERO_EXPORT(evaluate) const char* export_evaluate(int handle) {
  const auto* found = rulesets().find(handle);
  return answer(found != nullptr ? (*found)->evaluate(input()) : unknown_handle(kRuleset, handle));
}

TENDERO_EXPORT(digest) const char* export_digest(int handle) {
  const auto* found = rulesets().find(handle);
  return answer(found != nullptr ? (*found)->digest(input()) : unknown_handle(kRuleset, handle));
}

TENDERO_EXPORT(open) const char* export_open(int handle) {
  const auto* found = rulesets().find(handle);
  if (found == nullptr) return answer(unknown_handle(kRuleset, handle));
  OpenCart::Opened opened = OpenCart::open(*found, input());
  if (opened.cart == nullptr) return answer(std::move(opened.answer));
  const int cart = carts().add(std::move(opened.cart));
  return answer(with_handle("cart", cart, opened.answer));
}

TENDERO_EXPORT(change) const char* export_change(int cart) {
  const auto* found = carts().find(cart);
  return answer(found != nullptr ? (*found)->change(input()) : unknown_handle(kCart, cart));
}

TENDERO_EXPORT(close) const char* export_close(int cart) {
  return answer(carts().remove(cart) ? "{}" : unknown_handle(kCart, cart));
}

TENDERO_EXPORT(cart_digest) const char* export_cart_digest(int cart) {
  const auto* found = carts().find(cart);
  return answer(found != nullptr ? (*found)->digest() : unknown_handle(kCart, cart));
}

TENDERO_EXPORT(normalise_code) const char* export_normalise_code() {
  return answer(tendero::normalise_code(input()));
}

#ifdef TENDERO_MERCHANT
/// The text holds the ruleset and, after its first `rules_bytes`, the options.
TENDERO_EXPORT(lint) const char* export_lint(std::size_t rules_bytes) {
  const std::string_view text = input();
  return answer(tendero::lint(text.substr(0, rules_bytes), text.substr(rules_bytes)));
}

TENDERO_EXPORT(split) const char* export_split() {
  return answer(tendero::split(input()));
}
#endif
