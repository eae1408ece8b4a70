#include "codec/read_request.hpp"

#include <algorithm>

#include "base/code.hpp"
#include "base/instant.hpp"
#include "base/limits.hpp"
#include "base/sorted.hpp"
#include "codec/read_facts.hpp"
#include "codec/read_line.hpp"

namespace tendero {
namespace {

using json::Kind;
using json::Member;

constexpr std::string_view kRootMembers[] = {"now",   "cart",    "customer", "context", "fragments",
                                             "usage", "explain", "detail",   "digest",  "suggest"};
constexpr std::string_view kCartMembers[] = {
    "id",    "currency",   "codes",    "gifts",      "points_to_spend",
    "lines", "gift_cards", "shipping", "attributes", "age_hours"};
constexpr std::string_view kSetMembers[] = {
    "lines",   "now",       "codes",   "gifts",           "shipping",   "customer",
    "context", "fragments", "usage",   "points_to_spend", "gift_cards", "explain",
    "detail",  "digest",    "suggest", "attributes",      "age_hours"};
constexpr std::string_view kChangeMembers[] = {"sequence", "set", "add", "remove", "answer"};
constexpr std::string_view kUsageMembers[] = {"uses_left", "customer_uses_left"};
constexpr std::string_view kLaterUsage[] = {"period_uses_left", "budget_left"};
constexpr std::string_view kExplain[] = {"none", "codes", "nearest", "all"};
constexpr std::string_view kDetail[] = {"totals", "lines", "allocations", "units"};

constexpr Bounds kLeft{0, kMaxMinor, "out_of_range"};
constexpr Bounds kAge{0, 1'000'000, "out_of_range"};
constexpr std::size_t kLongestCode = 200;
constexpr std::size_t kMostSuggested = 100;

class RequestReader {
 public:
  RequestReader(const ReadContext& context, Request& request)
      : context_(context), errors_(context.errors), request_(request) {}

  void whole(const json::Value& root);
  void change(const json::Value& change);
  /// What only the whole request can tell: order, repeats, sums.
  void finish();

 private:
  void cart(const json::Value& value, const Path& at);
  void cart_member(const Member& member, const Path& object,
                   std::span<const std::string_view> known);
  void root_member(const Member& member, const Path& object,
                   std::span<const std::string_view> known);
  bool reset(std::string_view name);
  void now(const json::Value& value, const Path& at);
  void currency(const json::Value& value, const Path& at);
  void codes(const json::Value& value, const Path& at);
  void usage(const json::Value& value, const Path& at);
  void usage_entry(const Member& member, const Path& at, Usage& usage);
  void suggest(const json::Value& value, const Path& at);
  void must_be_empty(const json::Value& value, const Path& at, std::string_view name);
  void lines(const json::Value& value, const Path& at);
  void set_lines(const json::Value& value, const Path& at, std::span<Line> lines);
  void change_lines(const json::Value& change, const Path& root);
  std::uint32_t find_line(const json::Value& id, const Path& at);
  void order_lines();
  void check_sums();
  void not_built(const Path& at, std::string_view what) {
    errors_.add_quoted("not_built", at, what, "something that this version of the engine can do");
  }

  const ReadContext& context_;
  Errors& errors_;
  Request& request_;
  Path root_;
  bool lines_changed_ = true;
};

void RequestReader::now(const json::Value& value, const Path& at) {
  std::string_view text;
  if (!read_text(value, at, errors_, text)) return;
  Time time;
  const TimeFault fault = parse_time(text, time);
  if (fault == TimeFault::none && time.is_instant) {
    request_.now = time.ms;
  } else if (fault == TimeFault::date) {
    errors_.add_quoted("no_such_date", at, text, "a day that the calendar has");
  } else if (fault == TimeFault::hour) {
    errors_.add_quoted("no_such_time", at, text, "00:00 to 23:59:59, offsets up to 18:00");
  } else {
    errors_.add_quoted("time_invalid", at, text,
                       "an instant with its offset: \"2026-11-28T10:00:00+01:00\"");
  }
}

void RequestReader::currency(const json::Value& value, const Path& at) {
  std::string_view text;
  if (!read_text(value, at, errors_, text)) return;
  const std::string_view wanted = context_.rules.store.currency;
  const bool sound = text.size() == 3 && std::all_of(text.begin(), text.end(),
                                                     [](char c) { return c >= 'A' && c <= 'Z'; });
  if (!sound) {
    errors_.add_quoted("currency_invalid", at, text,
                       "three capital letters of ISO 4217, such as \"EUR\"");
  } else if (!wanted.empty() && text != wanted) {
    errors_.add("currency_mismatch", at, TENDERO_SAY(quote(text)),
                TENDERO_SAY(join({quote(wanted), ", the store's"})));
  }
  request_.currency = text;
}

void RequestReader::codes(const json::Value& value, const Path& at) {
  if (!expect_kind(value, at, errors_, Kind::array)) return;
  if (value.size() > limits::kCodes) {
    return errors_.too_many("too_many_codes", at, value.size(), limits::kCodes);
  }
  ArenaVector<EnteredCode> list(context_.arena);
  std::size_t index = 0;
  for (const json::Value element : value.elements()) {
    const Path here(at, index++);
    EnteredCode code;
    if (!read_text(element, here, errors_, code.typed)) continue;
    if (code.typed.size() > kLongestCode) {
      errors_.add("code_too_long", here, TENDERO_SAY(quote(code.typed)),
                  TENDERO_SAY(join({"at most ", digits(kLongestCode), " bytes"})));
      continue;
    }
    code.normalised = context_.arena.copy(normalise_code(code.typed));
    for (const OpenedCode& opened : context_.opened) {
      if (opened.code == code.normalised) code.promotion = opened.promotion;
    }
    const bool again = std::any_of(list.begin(), list.end(), [&](const EnteredCode& other) {
      return code.normalised.empty() ? other.typed == code.typed
                                     : other.normalised == code.normalised;
    });
    if (!again) (void)list.push_back(code);
  }
  request_.codes = slice_of(list);
}

void RequestReader::usage_entry(const Member& member, const Path& at, Usage& usage) {
  usage.promotion = member.name;
  if (!expect_kind(member.value, at, errors_, Kind::object)) return;
  for (const Member& part : member.value.members()) {
    const Path here(at, part.name);
    if (part.name == "uses_left") {
      (void)read_integer(part.value, here, errors_, kLeft, usage.uses_left);
    } else if (part.name == "customer_uses_left") {
      (void)read_integer(part.value, here, errors_, kLeft, usage.customer_uses_left);
    } else if (part.name == kLaterUsage[0] || part.name == kLaterUsage[1]) {
      not_built(here, part.name);
    } else {
      refuse_member(part.name, at, errors_, kUsageMembers);
    }
  }
}

void RequestReader::usage(const json::Value& value, const Path& at) {
  if (!expect_kind(value, at, errors_, Kind::object)) return;
  if (value.size() > limits::kPromotions) {
    return errors_.too_many("too_many_promotions", at, value.size(), limits::kPromotions);
  }
  const std::span<Usage> list = context_.arena.make<Usage>(value.size());
  if (list.size() != value.size()) return;
  std::size_t index = 0;
  for (const Member& member : value.members()) {
    const Path here(at, member.name);
    usage_entry(member, here, list[index++]);
  }
  const std::span<Usage> sorted = context_.arena.make<Usage>(list.size());
  if (sorted.size() != list.size()) return;
  index = 0;
  for (const std::uint32_t position :
       sorted_positions(list.size(), [&](std::uint32_t a, std::uint32_t b) {
         return list[a].promotion < list[b].promotion;
       })) {
    sorted[index++] = list[position];
  }
  request_.usage = {sorted.data(), sorted.size()};
}

/// Products that nudges may propose: checked as lines are.
void RequestReader::suggest(const json::Value& value, const Path& at) {
  if (!expect_kind(value, at, errors_, Kind::array)) return;
  if (value.size() > kMostSuggested) {
    return errors_.too_many("too_many_lines", at, value.size(), kMostSuggested);
  }
  std::size_t index = 0;
  for (const json::Value element : value.elements()) {
    const Path here(at, index++);
    Line line;
    (void)read_line(context_, element, here, Reading::whole, line);
  }
}

void RequestReader::must_be_empty(const json::Value& value, const Path& at, std::string_view name) {
  if (expect_kind(value, at, errors_, Kind::array) && value.size() > 0) not_built(at, name);
}

void RequestReader::cart_member(const Member& member, const Path& object,
                                std::span<const std::string_view> known) {
  const Path at(object, member.name);
  const json::Value& value = member.value;
  if (member.name == "codes") return codes(value, at);
  if (member.name == "shipping") return read_shipping(context_, value, at, request_);
  if (member.name == "gifts" || member.name == "gift_cards")
    return must_be_empty(value, at, member.name);
  if (member.name == "points_to_spend") {
    std::int64_t points = 0;
    if (read_integer(value, at, errors_, kLeft, points) && points > 0) not_built(at, member.name);
    return;
  }
  if (member.name == "attributes") {
    (void)read_attributes(context_, value, at, request_.cart_attributes);
    return;
  }
  if (member.name == "age_hours") {
    tendero::Value& fact = request_.facts[static_cast<unsigned>(Fact::cart_age_hours)];
    if (read_integer(value, at, errors_, kAge, fact.number)) fact.kind = ValueKind::number;
    return;
  }
  refuse_member(member.name, object, errors_, known);
}

void RequestReader::root_member(const Member& member, const Path& object,
                                std::span<const std::string_view> known) {
  const Path at(object, member.name);
  const json::Value& value = member.value;
  std::size_t word = 0;
  if (member.name == "now") return now(value, at);
  if (member.name == "customer") return read_customer(context_, value, at, request_);
  if (member.name == "context") return read_context_facts(context_, value, at, request_);
  if (member.name == "usage") return usage(value, at);
  if (member.name == "suggest") return suggest(value, at);
  if (member.name == "fragments") return;
  if (member.name == "explain") {
    if (read_word(value, at, errors_, kExplain, word))
      request_.explain = static_cast<Explain>(word);
  } else if (member.name == "detail") {
    if (read_word(value, at, errors_, kDetail, word)) request_.detail = static_cast<Detail>(word);
  } else if (member.name == "digest") {
    (void)read_boolean(value, at, errors_, request_.digest);
  } else {
    cart_member(member, object, known);
  }
}

/// Null in a change: the member as if it had never been sent. False where it cannot be missing.
bool RequestReader::reset(std::string_view name) {
  if (name == "shipping") {
    forget_facts(request_, "shipping.");
    request_.options = {};
    request_.method = kNone;
  } else if (name == "customer") {
    forget_facts(request_, "customer.");
    request_.customer_attributes = {};
  } else if (name == "context") {
    forget_facts(request_, "context.");
    request_.context_utm = {};
    request_.locale = {};
  } else if (name == "codes") {
    request_.codes = {};
  } else if (name == "usage") {
    request_.usage = {};
  } else if (name == "attributes") {
    request_.cart_attributes = {};
  } else if (name == "age_hours") {
    request_.facts[static_cast<unsigned>(Fact::cart_age_hours)] = {};
  } else if (name == "explain") {
    request_.explain = Explain::nearest;
  } else if (name == "detail") {
    request_.detail = Detail::lines;
  } else {
    return name == "gifts" || name == "gift_cards" || name == "points_to_spend" ||
           name == "suggest";
  }
  return true;
}

void RequestReader::lines(const json::Value& value, const Path& at) {
  if (!expect_kind(value, at, errors_, Kind::array)) return;
  if (value.size() > limits::kLines) {
    return errors_.too_many("too_many_lines", at, value.size(), limits::kLines);
  }
  const std::span<Line> list = context_.arena.make<Line>(value.size());
  if (list.size() != value.size()) return;
  std::size_t index = 0;
  for (const json::Value element : value.elements()) {
    const Path here(at, index);
    (void)read_line(context_, element, here, Reading::whole, list[index++]);
    if (errors_.full()) return;
  }
  request_.lines = {list.data(), list.size()};
}

void RequestReader::cart(const json::Value& value, const Path& at) {
  if (!expect_kind(value, at, errors_, Kind::object)) return;
  for (const Member& member : value.members()) {
    const Path here(at, member.name);
    if (member.name == "lines") {
      lines(member.value, here);
    } else if (member.name == "id") {
      (void)read_text(member.value, here, errors_, request_.cart_id);
    } else if (member.name == "currency") {
      currency(member.value, here);
    } else {
      cart_member(member, at, kCartMembers);
    }
  }
  const Path currency_at(at, "currency");
  if (!value["currency"]) request_.currency = context_.rules.store.currency;
  if (!value["currency"] && request_.currency.empty()) {
    errors_.add("required", currency_at, "nothing", "\"currency\": the store names none");
  }
  if (!value["lines"]) errors_.required(at, "lines");
}

void RequestReader::whole(const json::Value& root) {
  if (!expect_kind(root, root_, errors_, Kind::object)) return;
  for (const Member& member : root.members()) {
    const Path at(root_, member.name);
    if (member.name == "cart") {
      cart(member.value, at);
    } else if (std::find(std::begin(kRootMembers), std::end(kRootMembers), member.name) ==
               std::end(kRootMembers)) {
      refuse_member(member.name, root_, errors_, kRootMembers);
    } else {
      root_member(member, root_, kRootMembers);
    }
  }
  if (!root["now"]) errors_.required(root_, "now");
  if (!root["cart"]) errors_.required(root_, "cart");
}

std::uint32_t RequestReader::find_line(const json::Value& id, const Path& at) {
  if (!expect_kind(id, at, errors_, Kind::text)) return kNone;
  const auto found =
      std::lower_bound(request_.lines_by_id.begin(), request_.lines_by_id.end(), id.text(),
                       [&](std::uint32_t position, std::string_view wanted) {
                         return request_.lines[position].id.bytes < wanted;
                       });
  if (found != request_.lines_by_id.end() && request_.lines[*found].id.bytes == id.text())
    return *found;
  errors_.add_quoted("unknown_line", at, id.text(), "the id of a line in the cart");
  return kNone;
}

void RequestReader::set_lines(const json::Value& value, const Path& at, std::span<Line> lines) {
  if (!expect_kind(value, at, errors_, Kind::array)) return;
  std::size_t index = 0;
  for (const json::Value element : value.elements()) {
    const Path here(at, index++);
    const Path id_at(here, "id");
    if (!expect_kind(element, here, errors_, Kind::object)) continue;
    const std::uint32_t position = find_line(element["id"], id_at);
    if (position != kNone)
      (void)read_line(context_, element, here, Reading::change, lines[position]);
  }
}

void RequestReader::change_lines(const json::Value& change, const Path& root) {
  const Path set_at(root, "set");
  const Path lines_at(set_at, "lines");
  const Path remove_at(root, "remove");
  const Path add_at(root, "add");
  const json::Value set = change["set"]["lines"];
  const json::Value remove = change["remove"];
  const json::Value add = change["add"];
  lines_changed_ = remove.size() > 0 || add.size() > 0;
  if (remove && !expect_kind(remove, remove_at, errors_, Kind::array)) return;
  if (add && !expect_kind(add, add_at, errors_, Kind::array)) return;
  if (!set && !lines_changed_) return;
  const std::size_t kept = request_.lines.size();
  if (kept + add.size() > limits::kLines + remove.size()) {
    return errors_.too_many("too_many_lines", add_at, kept + add.size() - remove.size(),
                            limits::kLines);
  }
  const std::span<Line> lines = context_.arena.make<Line>(kept + add.size());
  const std::span<bool> gone = context_.arena.make<bool>(kept);
  if (lines.size() != kept + add.size() || gone.size() != kept) return;
  std::copy(request_.lines.begin(), request_.lines.end(), lines.begin());
  if (set) set_lines(set, lines_at, lines.first(kept));
  std::size_t index = 0;
  for (const json::Value id : remove.elements()) {
    const Path here(remove_at, index++);
    const std::uint32_t position = find_line(id, here);
    if (position != kNone) gone[position] = true;
  }
  std::size_t count = 0;
  for (std::size_t i = 0; i < kept; ++i) {
    if (!gone[i]) lines[count++] = lines[i];
  }
  index = 0;
  for (const json::Value element : add.elements()) {
    const Path here(add_at, index++);
    lines[count] = Line();
    (void)read_line(context_, element, here, Reading::whole, lines[count++]);
  }
  request_.lines = {lines.data(), count};
}

void RequestReader::change(const json::Value& change) {
  for (const Member& member : change.members()) {
    if (std::find(std::begin(kChangeMembers), std::end(kChangeMembers), member.name) ==
        std::end(kChangeMembers)) {
      refuse_member(member.name, root_, errors_, kChangeMembers);
    }
  }
  const Path set_at(root_, "set");
  const json::Value set = change["set"];
  if (set && !expect_kind(set, set_at, errors_, Kind::object)) return;
  for (const Member& member : set.members()) {
    if (member.name == "lines" || (member.value.is(Kind::null) && reset(member.name))) continue;
    root_member(member, set_at, kSetMembers);
  }
  change_lines(change, root_);
}

/// The tie order, and with it the search for repeated ids.
void RequestReader::order_lines() {
  const Slice<Line>& lines = request_.lines;
  const std::span<std::uint32_t> order = context_.arena.make<std::uint32_t>(lines.size());
  if (order.size() != lines.size()) return;
  const std::span<std::uint32_t> scratch = context_.arena.make<std::uint32_t>(lines.size());
  if (scratch.size() != lines.size()) return;
  for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
  sort_positions(order, scratch, [&](std::uint32_t a, std::uint32_t b) {
    return lines[a].id.bytes < lines[b].id.bytes;
  });
  for (std::size_t i = 1; i < order.size(); ++i) {
    if (lines[order[i]].id.bytes != lines[order[i - 1]].id.bytes) continue;
    const Path cart_at(root_, "cart");
    const Path lines_at(cart_at, "lines");
    const Path here(lines_at, order[i]);
    const Path id_at(here, "id");
    errors_.add_quoted("duplicate_line", id_at, lines[order[i]].id.bytes,
                       "an id that no other line has");
  }
  request_.lines_by_id = {order.data(), order.size()};
}

/// Every sum that an answer may hold, tax on top included, stays within what JSON readers agree on.
void RequestReader::check_sums() {
  const std::int64_t most = context_.rules.store.prices_include_tax ? kMaxMinor : kMaxMinor / 2;
  std::int64_t sum = 0;
  std::int64_t dearest = 0;
  for (const Line& line : request_.lines)
    sum = std::min(sum + line.subtotal().minor(), kMaxMinor + 1);
  for (const ShippingOption& option : request_.options)
    dearest = std::max(dearest, option.price.minor());
  request_.subtotal = Money::minor(sum);
  if (sum <= most - std::min(dearest, most)) return;
  const Path cart_at(root_, "cart");
  const Path lines_at(cart_at, "lines");
  errors_.add("amount_overflow", lines_at, TENDERO_SAY(join({"a sum over ", digits(most)})),
              TENDERO_SAY(join({"lines and shipping of at most ", digits(most), " together"})));
}

void RequestReader::finish() {
  if (!errors_.empty()) return;
  if (lines_changed_) order_lines();
  check_sums();
  if (context_.arena.failed()) errors_.add("out_of_memory", root_, {}, {});
}

}  // namespace

bool read_request(const ReadContext& context, const json::Value& root, Request& request) {
  RequestReader reader(context, request);
  reader.whole(root);
  reader.finish();
  return context.errors.empty();
}

bool change_request(const ReadContext& context, const json::Value& change, Request& request) {
  RequestReader reader(context, request);
  reader.change(change);
  reader.finish();
  return context.errors.empty();
}

}  // namespace tendero
