#pragma once
// The storage seam. What is asked of a store is a command, applied whole or not at all, in whatever
// batch the store likes: SQLite applies them one by one in a common transaction, PostgreSQL can
// apply a batch as sets. Nothing here knows HTTP, JSON or which database it is.

#include <cstdint>
#include <functional>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace tendero::server {

/// The store cannot answer now: locked from outside, out of descriptors, an I/O error.
class StoreError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// ---- rows ----

struct RulesetRow {
  std::string revision, revision_private, source, bundle, private_text;
};

struct CodeRow {
  std::string code_id, last4, promotion;
  bool shared = false;
  std::optional<std::string> customer;  // opaque, bound to it
  std::optional<std::int64_t> uses_per_customer;
};

struct CounterName {
  std::string subject, customer;
  auto operator<=>(const CounterName&) const = default;
};

struct CounterRow {
  std::optional<std::int64_t> uses;
  std::int64_t held = 0, used = 0;

  bool exhausted(bool own_hold) const { return uses && used + held - (own_hold ? 1 : 0) >= *uses; }
};

struct HoldRow {
  std::string hold_id, cart_key, state, order_id, quote_id, revision, currency, applied;
  std::int64_t total = 0, created_at = 0, expires_at = 0;
  bool late = false;
};

struct CodeShape {
  std::int64_t length = 0;
};

/// What stops a reservation: the limit of a promotion that is used up.
struct Missing {
  std::string promotion,
      limit;  // uses, uses_per_customer, code_uses, code_uses_per_customer, anonymous
};

// ---- commands ----

/// A promotion's own limit on all uses, as published; nothing: counted, not limited.
struct PromotionLimit {
  std::string promotion;
  std::optional<std::int64_t> uses;
};

struct PublishRules {
  RulesetRow ruleset;
  std::vector<PromotionLimit> limits;
};

struct NewCode {
  std::string code_id, lookup, last4, sealed, promotion;
  std::int64_t length = 0;
  bool shared = false, checked = false;
  std::optional<std::string> customer;
  std::optional<std::int64_t> uses, uses_per_customer;
};

/// Refused with `code_exists` when one of them is there already.
struct CreateCodes {
  std::vector<NewCode> codes;
};

/// One unit of one limit.
struct Take {
  CounterName counter;
  std::string promotion;
  std::optional<std::int64_t> uses;  // the limit, where the row is made or corrected on demand
  bool on_demand = false;            // a limit of one customer or address: set it to `uses`
  bool lasting = true;
};

/// All or nothing. A hold that the cart has already is replaced, and does not count against this
/// one. Refused with `limit_reached` (missing) or `quote_used`.
struct Reserve {
  HoldRow hold;
  std::string cart_key;
  std::vector<Take> takes;
  bool anonymous = false;
  std::int64_t anonymous_share = 5;  // anonymous holds together: 1 / share of what is left
};

/// Refused with `reservation_unknown`, `reservation_cancelled`, `hold_expired` (missing),
/// `order_mismatch`, `already_redeemed`, `order_already_redeemed`, `quote_used`.
struct Confirm {
  std::string hold_id, order_id;
};

/// Refused with `reservation_unknown`, `already_redeemed`. Cancelling what has ended already is no
/// error.
struct Cancel {
  std::string hold_id;
};

/// Releases holds whose time is over, and forgets stored answers older than `answers_before`.
struct Sweep {
  std::int64_t answers_before = 0;
};

using Command = std::variant<PublishRules, CreateCodes, Reserve, Confirm, Cancel, Sweep>;

struct Outcome {
  std::string refusal;  // empty: done
  HoldRow hold;
  std::vector<Missing> missing;
  std::size_t count = 0;
};

/// The answer that commits with the effect.
struct Answer {
  int status = 200;
  std::string body;
};

/// Both are MACs: the store holds neither the key nor the body.
struct IdempotencyKey {
  std::string key, body;
};

enum class WriteEnd { done, refused, replayed, key_reused, answer_forgotten, failed };

struct WriteResult {
  WriteEnd end = WriteEnd::failed;
  Outcome outcome;
  Answer answer;       // done
  std::string stored;  // replayed: the bytes that `render` gave to be kept
};

struct Rendered {
  Answer answer;
  std::string keep;
};

struct Write {
  Command command;
  std::optional<IdempotencyKey> idempotency;
  std::function<Rendered(const Outcome&)>
      render;                             // inside the transaction, once the effect is done
  std::function<void(WriteResult)> done;  // after commit, on the store's thread
};

// ---- the store ----

class Store {
 public:
  virtual ~Store() = default;

  /// False when the queue is full: answer 503 at once.
  virtual bool submit(Write write) = 0;
  /// Applies what is queued, then refuses more.
  virtual void stop() = 0;

  /// What is stored under a key: replayed, key_reused, answer_forgotten; `failed` when there is
  /// nothing.
  virtual WriteResult recall(const IdempotencyKey& key) = 0;
  virtual std::optional<RulesetRow> active_ruleset() = 0;
  virtual std::optional<std::string> bundle(std::string_view revision) = 0;
  virtual std::optional<CodeRow> find_code(std::string_view lookup) = 0;
  /// In the order asked; a row that is not there is all zero and unlimited.
  virtual std::vector<CounterRow> counters(const std::vector<CounterName>& names) = 0;
  /// What the cart's present hold has taken.
  virtual std::vector<CounterName> held_by_cart(std::string_view cart_key) = 0;
  /// Promotions whose uses are all taken, in order.
  virtual std::vector<std::string> exhausted() = 0;
  virtual std::vector<CodeShape> code_shapes() = 0;
  virtual std::optional<HoldRow> find_hold(std::string_view hold_id) = 0;
  /// Broken invariants, each as a sentence; none when all hold.
  virtual std::vector<std::string> verify() = 0;
};

}  // namespace tendero::server
