#include "redemption/canonical.hpp"

#include <algorithm>
#include <cstdlib>
#include <map>

#include "common/clock.hpp"
#include "common/text.hpp"
#include "redemption/json_tools.hpp"
#include "redemption/zone.hpp"
#include "sign/crypto.hpp"
#include "tendero/engine.hpp"

namespace tendero::server {
namespace {

using json::Kind;
using json::Value;

constexpr std::int64_t kClockLeeway = 120'000;

/// What is left of a promotion, as far as a request says it: only what is used up.
struct Spent {
  bool uses = false, customer_uses = false;
};

class Canonicaliser {
 public:
  Canonicaliser(App& app, const Published& published, const QuoteInput& in)
      : app_(app), published_(published), in_(in) {
    if (in.cart) signed_cart_ = in.cart->payload()["cart"];
  }

  Canonical run();

 private:
  void identify();
  void prove_fragments();
  void prove_codes_of_the_shop();
  bool prove(std::string_view typed, std::string& code_text);
  void find_spent();
  void write();
  void write_now();
  void write_cart(Value cart);
  void write_shipping(Value given);
  void write_customer(Value given);
  void write_usage();
  void compare();

  App& app_;
  const Published& published_;
  const QuoteInput& in_;
  Value signed_cart_;
  std::string customer_id_;  // opaque
  std::vector<CounterName> own_;
  std::vector<std::string> fragment_texts_;  // {"code","promotion","segments"}
  std::map<std::string, Spent> spent_;
  json::Writer out_;
  Canonical result_;
};

Canonical Canonicaliser::run() {
  identify();
  prove_fragments();
  if (in_.secret) prove_codes_of_the_shop();
  find_spent();
  write();
  compare();
  return std::move(result_);
}

void Canonicaliser::identify() {
  if (in_.customer) {
    result_.customer = in_.customer->payload()["sub"].text();
    customer_id_ = app_.vault.opaque("customer", result_.customer);
  } else if (in_.secret) {
    const std::string_view id = in_.request["customer"]["id"].text_or("");
    result_.customer = id;
    if (!id.empty()) customer_id_ = app_.vault.opaque("customer", id);
  }
  const Value cart = signed_cart_ ? signed_cart_ : in_.request["cart"];
  const std::string_view id = cart["id"].text_or("");
  if ((signed_cart_ || in_.secret) && !id.empty()) {
    result_.cart_key = cart_key(app_, id);
    own_ = app_.store.held_by_cart(result_.cart_key);
  }
  result_.cart_hash = cart_hash(cart);
  const bool sends_options = static_cast<bool>(in_.request["cart"]["shipping"]["options"]);
  const bool options_signed = static_cast<bool>(signed_cart_["shipping"]["options"]);
  result_.verified = in_.secret || (signed_cart_ && (!sends_options || options_signed));
}

/// True when the code is live; then it is in play, with our own text of its promotion.
bool Canonicaliser::prove(std::string_view typed, std::string& code_text) {
  const std::string normalised = normalise_code(typed);
  const bool known =
      std::any_of(result_.codes.begin(), result_.codes.end(),
                  [&](const ProvedCode& one) { return one.normalised == normalised; });
  if (known) return false;
  const auto live = find_live_code(app_, published_, typed, customer_id_, own_, in_.now);
  if (!live) return false;
  json::Writer text;
  text.begin_object().member("code", typed).key("promotion").raw(live->fragment->promotion);
  text.key("segments").raw(live->fragment->segments).end_object();
  code_text = text.take();
  // Two codes of one promotion: it is used up only when both are.
  const auto [at, fresh] =
      spent_.try_emplace(live->row.promotion, Spent{live->exhausted, live->customer_exhausted});
  if (!fresh) {
    at->second.uses = at->second.uses && live->exhausted;
    at->second.customer_uses = at->second.customer_uses && live->customer_exhausted;
  }
  result_.codes.push_back({normalised, live->row});
  return true;
}

void Canonicaliser::prove_fragments() {
  for (std::size_t i = 0; i < in_.fragments.size(); ++i) {
    const auto token = read_fragment(app_, in_.fragments[i], in_.session, in_.now);
    std::string text;
    bool unchanged = false;
    if (token && prove(token->payload()["code"].text_or(""), text)) {
      const auto ours = json::Document::parse(text);
      unchanged = ours.ok() &&
                  same(token->payload()["promotion"], ours.value().root()["promotion"]) &&
                  same(token->payload()["segments"], ours.value().root()["segments"]);
      fragment_texts_.push_back(std::move(text));
    }
    if (!unchanged) result_.replaced.push_back("/fragments/" + std::to_string(i));
  }
}

/// The shop's back end needs no fragment: what it enters is looked up.
void Canonicaliser::prove_codes_of_the_shop() {
  for (const Value code : in_.request["cart"]["codes"].elements()) {
    std::string text;
    if (code.is(Kind::text) && prove(code.text(), text)) fragment_texts_.push_back(std::move(text));
  }
}

void Canonicaliser::find_spent() {
  std::vector<std::string> ids;
  std::vector<CounterName> names;
  for (const auto& [id, facts] : published_.promotions) {
    if (facts.by_code || (!facts.uses && !facts.uses_per_customer)) continue;
    ids.push_back(id);
    names.push_back({"p:" + id, ""});
    names.push_back({"up:" + id, customer_id_});
  }
  auto counters = app_.store.counters(names);
  for (std::size_t i = 0; i < ids.size(); ++i) {
    const PromotionFacts& facts = published_.promotions.find(ids[i])->second;
    counters[2 * i].uses = facts.uses;
    counters[2 * i + 1].uses = customer_id_.empty() ? std::nullopt : facts.uses_per_customer;
    const auto spent = [&](std::size_t at) {
      return counters[at].exhausted(std::find(own_.begin(), own_.end(), names[at]) != own_.end());
    };
    spent_[ids[i]] = {spent(2 * i), spent(2 * i + 1)};
  }
  std::erase_if(spent_,
                [](const auto& one) { return !one.second.uses && !one.second.customer_uses; });
}

void Canonicaliser::write() {
  static constexpr std::string_view kOurs[] = {"now",       "cart",  "customer",
                                               "fragments", "usage", "digest"};
  out_.begin_object();
  write_now();
  if (const Value cart = in_.request["cart"]) write_cart(cart);
  write_customer(in_.request["customer"]);
  out_.key("fragments").begin_array();
  for (const std::string& text : fragment_texts_) out_.raw(text);
  out_.end_array();
  write_usage();
  out_.member("digest", true);
  for (const json::Member& member : in_.request.members()) {
    if (std::find(std::begin(kOurs), std::end(kOurs), member.name) == std::end(kOurs)) {
      copy_nfc(out_.key(member.name), member.value);
    }
  }
  result_.text = out_.end_object().take();
}

void Canonicaliser::write_now() {
  const Value given = in_.request["now"];
  const auto instant = given.is(Kind::text) ? instant_of(given.text(), "UTC") : std::nullopt;
  // What is no time at all is left for the engine to refuse at its place.
  const bool keep = given && (!instant || std::abs(*instant - in_.now) <= kClockLeeway);
  if (keep)
    out_.key("now").value(given);
  else
    out_.member("now", rfc3339(in_.now));
}

/// What a shopper chooses; everything else of a signed cart is the shop's word alone.
bool is_choice(std::string_view member) {
  return member == "codes" || member == "gifts" || member == "points_to_spend" ||
         member == "gift_cards";
}

void Canonicaliser::write_cart(Value cart) {
  if (!cart.is(Kind::object)) return copy_nfc(out_.key("cart"), cart);
  out_.key("cart").begin_object();
  for (const json::Member& member : (signed_cart_ ? signed_cart_ : cart).members()) {
    if (member.name == "shipping" || is_choice(member.name)) continue;
    copy_nfc(out_.key(member.name), member.value);
  }
  write_shipping(cart["shipping"]);
  for (const json::Member& member : cart.members()) {
    if (!is_choice(member.name)) continue;
    // Codes as typed: the engine's normaliser decides, and NFC would make a K of the Kelvin sign.
    if (member.name == "codes")
      out_.key(member.name).value(member.value);
    else
      copy_nfc(out_.key(member.name), member.value);
  }
  out_.end_object();
}

/// What the shop signed wins; the shopper may choose the method where none was signed.
void Canonicaliser::write_shipping(Value given) {
  const Value vouched = signed_cart_["shipping"];
  if (!vouched.is(Kind::object)) {
    if (given) copy_nfc(out_.key("shipping"), given);
    return;
  }
  out_.key("shipping").begin_object();
  for (const json::Member& member : vouched.members()) {
    copy_nfc(out_.key(member.name), member.value);
  }
  if (given["method"] && !vouched["method"]) copy_nfc(out_.key("method"), given["method"]);
  out_.end_object();
}

void Canonicaliser::write_customer(Value given) {
  if (in_.secret && !in_.customer) {
    if (given) copy_nfc(out_.key("customer"), given);
    return;
  }
  if (!in_.customer) {
    // Nobody is signed in. A page that says just that is believed.
    if (given) out_.key("customer").begin_object();
    if (given && (given["logged_in"] || given.size() > 0)) out_.member("logged_in", false);
    if (given) out_.end_object();
    return;
  }
  const Value payload = in_.customer->payload();
  out_.key("customer").begin_object().member("id", payload["sub"].text()).member("logged_in", true);
  for (const json::Member& member : payload["customer"].members()) {
    if (member.name != "id" && member.name != "logged_in")
      copy_nfc(out_.key(member.name), member.value);
  }
  out_.end_object();
}

void Canonicaliser::write_usage() {
  out_.key("usage").begin_object();
  for (const auto& [id, spent] : spent_) {
    out_.key(id).begin_object();
    if (spent.uses) out_.member("uses_left", std::int64_t{0});
    if (spent.customer_uses) out_.member("customer_uses_left", std::int64_t{0});
    out_.end_object();
  }
  out_.end_object();
}

/// The pointers of what was replaced: `fragments` are told apart, `digest` is no input.
void Canonicaliser::compare() {
  const auto document = json::Document::parse(result_.text);
  if (!document.ok()) return;
  const Value used = document.value().root();
  for (const json::Member& member : used.members()) {
    if (member.name == "fragments" || member.name == "digest") continue;
    const Value given = in_.request[member.name];
    std::string pointer;
    json::append_pointer(pointer, member.name);
    if (given || member.name != "usage") {
      differences(given, member.value, pointer, result_.replaced);
      continue;
    }
    for (const json::Member& one : member.value.members()) {
      std::string deeper = pointer;
      json::append_pointer(deeper, one.name);
      result_.replaced.push_back(std::move(deeper));
    }
  }
}

}  // namespace

Canonical canonicalise(App& app, const Published& published, const QuoteInput& input) {
  return Canonicaliser(app, published, input).run();
}

std::string cart_hash(Value cart) {
  const std::string text = canonical_json(cart["lines"]) + "\n" + canonical_json(cart["shipping"]) +
                           "\n" + canonical_json(cart["attributes"]);
  return "sha256:" + hex(sha256(text));
}

std::string cart_key(const App& app, std::string_view id) {
  return "c:" + app.vault.opaque("cart", id);
}

}  // namespace tendero::server
