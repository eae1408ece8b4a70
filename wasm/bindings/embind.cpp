// The WebAssembly binding: free functions, texts in and texts out. The tables of handles live here;
// the engine itself has no global state. Numbers name rulesets and carts; 0 is never given out.

#include <emscripten/bind.h>

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

std::string version() {
  return std::string(tendero::version());
}

std::string load(const std::string& rules) {
  Ruleset::Loaded loaded = Ruleset::load(rules);
  if (loaded.ruleset == nullptr) return loaded.answer;
  return with_handle("handle", rulesets().add(std::move(loaded.ruleset)), loaded.answer);
}

std::string unload(int handle) {
  return rulesets().remove(handle) ? "{}" : unknown_handle("a loaded ruleset", handle);
}

std::string evaluate(int handle, const std::string& request) {
  const auto* ruleset = rulesets().find(handle);
  return ruleset != nullptr ? (*ruleset)->evaluate(request)
                            : unknown_handle("a loaded ruleset", handle);
}

std::string digest(int handle, const std::string& request) {
  const auto* ruleset = rulesets().find(handle);
  return ruleset != nullptr ? (*ruleset)->digest(request)
                            : unknown_handle("a loaded ruleset", handle);
}

std::string open(int handle, const std::string& request) {
  const auto* ruleset = rulesets().find(handle);
  if (ruleset == nullptr) return unknown_handle("a loaded ruleset", handle);
  OpenCart::Opened opened = OpenCart::open(*ruleset, request);
  if (opened.cart == nullptr) return opened.answer;
  return with_handle("cart", carts().add(std::move(opened.cart)), opened.answer);
}

std::string change(int cart, const std::string& text) {
  const auto* open_cart = carts().find(cart);
  return open_cart != nullptr ? (*open_cart)->change(text) : unknown_handle("an open cart", cart);
}

std::string close(int cart) {
  return carts().remove(cart) ? "{}" : unknown_handle("an open cart", cart);
}

std::string cart_digest(int cart) {
  const auto* open_cart = carts().find(cart);
  return open_cart != nullptr ? (*open_cart)->digest() : unknown_handle("an open cart", cart);
}

std::string normalise_code(const std::string& typed) {
  return tendero::normalise_code(typed);
}

#ifdef TENDERO_MERCHANT
std::string lint(const std::string& rules, const std::string& options) {
  return tendero::lint(rules, options);
}

std::string split(const std::string& rules) {
  return tendero::split(rules);
}
#endif

}  // namespace

EMSCRIPTEN_BINDINGS(tendero) {
  emscripten::function("version", &version);
  emscripten::function("load", &load);
  emscripten::function("unload", &unload);
  emscripten::function("evaluate", &evaluate);
  emscripten::function("digest", &digest);
  emscripten::function("open", &open);
  emscripten::function("change", &change);
  emscripten::function("close", &close);
  emscripten::function("cart_digest", &cart_digest);
  emscripten::function("normalise_code", &normalise_code);
#ifdef TENDERO_MERCHANT
  emscripten::function("lint", &lint);
  emscripten::function("split", &split);
#endif
}
