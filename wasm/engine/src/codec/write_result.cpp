#include "codec/write_result.hpp"

#include <algorithm>

#include "base/sorted.hpp"
#include "codec/words.hpp"
#include "program/fact_table.hpp"

namespace tendero {
namespace {

using json::Writer;

class ResultWriter {
 public:
  ResultWriter(const Answer& answer, const Request& request) : answer_(answer), request_(request) {}

  ResultText write();

 private:
  std::uint32_t position() const { return static_cast<std::uint32_t>(out_.str().size()); }
  /// Writes the next member of kResultMembers and notes where its value stands.
  template <class Body>
  void member(Body body);

  void lines();
  void line(const LineAnswer& line);
  void allocations(Slice<AllocationAnswer> allocations);
  void shipping();
  void totals();
  void total(std::string_view type, Money amount);
  void tax();
  void applied();
  void rejected();
  void rejection(const Rejection& rejection);
  void nudges();
  void points();

  const Answer& answer_;
  const Request& request_;
  Writer out_;
  ResultText result_;
  std::size_t next_ = 0;
};

template <class Body>
void ResultWriter::member(Body body) {
  out_.key(kResultMembers[next_]);
  const std::uint32_t first = position();
  body();
  result_.members[next_++] = {first, position()};
}

void ResultWriter::allocations(Slice<AllocationAnswer> allocations) {
  out_.key("allocations").begin_array();
  for (const AllocationAnswer& part : allocations) {
    out_.begin_object().member("promotion", answer_.applied[part.applied].promotion->id);
    out_.member("amount", part.amount.minor()).end_object();
  }
  out_.end_array();
}

void ResultWriter::line(const LineAnswer& line) {
  out_.begin_object().member("id", line.id).member("quantity", line.quantity);
  out_.member("subtotal", line.subtotal.minor()).member("discount", line.discount.minor());
  out_.member("total", line.total.minor());
  if (request_.detail >= Detail::allocations) allocations(line.allocations);
  if (request_.detail == Detail::units) {
    out_.key("units").begin_array();
    for (const UnitRunAnswer& run : line.units) {
      out_.begin_object().member("count", run.count).member("price", run.price.minor());
      out_.member("total", run.total.minor()).end_object();
    }
    out_.end_array();
  }
  out_.end_object();
}

void ResultWriter::lines() {
  constexpr std::uint32_t kBeforeId = 6;  // {"id":
  out_.begin_array();
  if (request_.detail != Detail::totals) result_.lines.reserve(answer_.lines.size());
  for (const LineAnswer& one : answer_.lines) {
    if (request_.detail == Detail::totals) break;
    const std::uint32_t first = position() + (result_.lines.empty() ? 0 : 1);  // after the comma
    line(one);
    const std::string_view text = std::string_view(out_.str()).substr(first + kBeforeId);
    const auto length = static_cast<std::uint32_t>(text.find(",\"quantity\":"));
    result_.lines.push_back({{first, position()}, {first + kBeforeId, first + kBeforeId + length}});
  }
  out_.end_array();
}

void ResultWriter::shipping() {
  const ShippingAnswer& shipping = answer_.shipping;
  if (!shipping.given) {
    out_.null();
    return;
  }
  out_.begin_object();
  if (shipping.method != kNone) {
    out_.member("method", shipping.options[shipping.method].id);
    out_.member("price", shipping.price.minor()).member("discount", shipping.discount.minor());
    out_.member("total", shipping.total.minor());
    if (request_.detail >= Detail::allocations) allocations(shipping.allocations);
  } else {
    out_.member("from", shipping.from.minor());
  }
  out_.key("options").begin_array();
  for (const ShippingOptionAnswer& option : shipping.options) {
    out_.begin_object().member("id", option.id).member("price", option.price.minor());
    out_.member("discount", option.discount.minor()).member("total", option.total.minor());
    out_.member("cart_total", option.cart_total.minor()).end_object();
  }
  out_.end_array().end_object();
}

void ResultWriter::total(std::string_view type, Money amount) {
  out_.begin_object().member("type", type).member("amount", amount.minor()).end_object();
}

/// All but `total` sum to it, so discounts are negative.
void ResultWriter::totals() {
  const TotalsAnswer& totals = answer_.totals;
  out_.begin_array();
  total("subtotal", totals.subtotal);
  if (!totals.items_discount.is_zero()) total("items_discount", -totals.items_discount);
  if (!totals.discount.is_zero()) total("discount", -totals.discount);
  if (totals.has_fulfillment) total("fulfillment", totals.fulfillment);
  if (!totals.fulfillment_discount.is_zero())
    total("fulfillment_discount", -totals.fulfillment_discount);
  if (totals.tax_added) total("tax", totals.tax);
  total("total", totals.total);
  out_.end_array();
}

void ResultWriter::tax() {
  if (!answer_.has_tax) {
    out_.null();
    return;
  }
  out_.begin_object().member("included", answer_.tax_included);
  out_.member("amount", answer_.tax.minor()).end_object();
}

void ResultWriter::applied() {
  out_.begin_array();
  for (const AppliedAnswer& entry : answer_.applied) {
    out_.begin_object().member("promotion", entry.promotion->id);
    if (!entry.title.empty()) out_.member("title", entry.title);
    out_.member("automatic", entry.code.empty());
    if (!entry.code.empty()) out_.member("code", entry.code);
    if (entry.changes_money) {
      out_.member("method", name_of(entry.method)).member("amount", entry.amount.minor());
      if (entry.desired_amount != entry.amount) {
        out_.member("desired_amount", entry.desired_amount.minor());
      }
    }
    if (entry.earns_points) out_.member("points", entry.points.count());
    out_.end_object();
  }
  out_.end_array();
}

void ResultWriter::rejection(const Rejection& rejection) {
  out_.member("reason", name_of(rejection.reason));
  if (rejection.has_numbers) {
    out_.member("required", rejection.required).member("actual", rejection.actual);
    out_.member("missing", rejection.missing);
  }
  if (!rejection.pointer.empty()) out_.member("pointer", rejection.pointer);
  if (!rejection.winner.empty()) out_.member("winner", rejection.winner);
}

void ResultWriter::rejected() {
  out_.begin_array();
  for (const RejectedAnswer& entry : answer_.rejected) {
    out_.begin_object();
    const bool known = entry.promotion.program != nullptr;
    if (!entry.code.empty() || !known) out_.member("code", entry.code);  // "" may be entered, too
    if (known) out_.member("promotion", entry.promotion->id);
    rejection(entry.rejection);
    out_.end_object();
  }
  out_.end_array();
}

void ResultWriter::nudges() {
  out_.begin_array();
  for (const NudgeAnswer& nudge : answer_.nudges) {
    out_.begin_object().member("promotion", nudge.promotion->id);
    if (!nudge.title.empty()) out_.member("title", nudge.title);
    out_.member("fact", entry_of(nudge.fact).name).member("missing", nudge.missing);
    out_.key("change").null().member("gain", nudge.gain.minor()).end_object();
  }
  out_.end_array();
}

void ResultWriter::points() {
  if (!answer_.has_points) {
    out_.null();
    return;
  }
  out_.begin_object().member("earn", answer_.points_earned.count());
  out_.member("pending", answer_.points_earned.count());
  out_.member("available_after", answer_.points_available_after.count()).end_object();
}

ResultText ResultWriter::write() {
  out_.reserve(512 + answer_.lines.size() * 96);
  const auto empty = [this] { out_.begin_array().end_array(); };
  out_.begin_object();
  member([this] { out_.text(answer_.currency.empty() ? request_.currency : answer_.currency); });
  member([this] { lines(); });
  member([this] { shipping(); });
  member([this] { totals(); });
  member([this] { tax(); });
  member(empty);  // payments
  member([this] { out_.integer(answer_.due.minor()); });
  member([this] { applied(); });
  member([this] { rejected(); });
  member([this] { nudges(); });
  member(empty);  // gifts
  member([this] { points(); });
  member(empty);  // store_credit
  member(empty);  // messages
  out_.end_object();
  result_.text = out_.take();
  return std::move(result_);
}

constexpr std::size_t kLinesMember = 1;

/// Positions of a result's lines, ascending by id.
std::vector<std::uint32_t> sorted_lines(const ResultText& result) {
  return sorted_positions(result.lines.size(), [&](std::uint32_t a, std::uint32_t b) {
    return result[result.lines[a].id] < result[result.lines[b].id];
  });
}

class DeltaWriter {
 public:
  DeltaWriter(Writer& out, const ResultText& before, const ResultText& after)
      : out_(out), before_(before), after_(after) {}

  void write();

 private:
  void match();
  void write_lines();
  bool order_follows() const;

  Writer& out_;
  const ResultText& before_;
  const ResultText& after_;
  std::vector<std::uint32_t>
      old_of_;               // for each line of `after`: its position in `before`, or kNone
  std::vector<bool> stays_;  // for each line of `before`
};

/// Finds the same lines of both results. Most often nothing moved.
void DeltaWriter::match() {
  const std::size_t count = after_.lines.size();
  old_of_.assign(count, kNone);
  stays_.assign(before_.lines.size(), false);
  std::vector<std::uint32_t> sorted;
  for (std::uint32_t i = 0; i < count; ++i) {
    const std::string_view id = after_[after_.lines[i].id];
    if (i < before_.lines.size() && before_[before_.lines[i].id] == id) {
      old_of_[i] = i;
    } else {
      if (sorted.empty()) sorted = sorted_lines(before_);
      const auto found = std::lower_bound(sorted.begin(), sorted.end(), id,
                                          [&](std::uint32_t at, std::string_view wanted) {
                                            return before_[before_.lines[at].id] < wanted;
                                          });
      if (found != sorted.end() && before_[before_.lines[*found].id] == id) old_of_[i] = *found;
    }
    if (old_of_[i] != kNone) stays_[old_of_[i]] = true;
  }
}

/// Whether dropping what went and appending what is new, in order, gives the order of `after`.
bool DeltaWriter::order_follows() const {
  std::uint32_t last = 0;
  bool fresh = false;
  bool first = true;
  for (const std::uint32_t old : old_of_) {
    if (old == kNone) {
      fresh = true;
      continue;
    }
    if (fresh || (!first && old < last)) return false;
    last = old;
    first = false;
  }
  return true;
}

void DeltaWriter::write_lines() {
  match();
  bool opened = false;
  for (std::size_t i = 0; i < old_of_.size(); ++i) {
    const std::string_view now = after_[after_.lines[i].all];
    if (old_of_[i] != kNone && before_[before_.lines[old_of_[i]].all] == now) continue;
    if (!opened) out_.key("lines").begin_array();
    opened = true;
    out_.raw(now);
  }
  if (opened) out_.end_array();
  opened = false;
  for (std::size_t i = 0; i < stays_.size(); ++i) {
    if (stays_[i]) continue;
    if (!opened) out_.key("removed").begin_array();
    opened = true;
    out_.raw(before_[before_.lines[i].id]);
  }
  if (opened) out_.end_array();
  if (order_follows()) return;
  out_.key("order").begin_array();
  for (const ResultText::LinePart& line : after_.lines) out_.raw(after_[line.id]);
  out_.end_array();
}

void DeltaWriter::write() {
  out_.begin_object();
  for (std::size_t i = 0; i < kResultMembers.size(); ++i) {
    if (i == kLinesMember) {
      write_lines();
    } else if (before_[before_.members[i]] != after_[after_.members[i]]) {
      out_.key(kResultMembers[i]).raw(after_[after_.members[i]]);
    }
  }
  out_.end_object();
}

}  // namespace

ResultText write_result(const Answer& answer, const Request& request) {
  return ResultWriter(answer, request).write();
}

void write_delta(Writer& out, const ResultText& before, const ResultText& after) {
  DeltaWriter(out, before, after).write();
}

void write_meta(Writer& out, const Answer& answer, std::string_view revision,
                std::string_view digest) {
  out.begin_object().member("engine", "1.0.0").member("revision", revision);
  if (!digest.empty()) out.member("request_digest", digest);
  out.member("provisional", true);
  out.key("optimality").begin_object().member("proven", answer.proven);
  if (!answer.proven) out.member("best_possible_total", answer.best_possible_total.minor());
  out.member("sets", answer.sets).end_object();
  out.member("steps", answer.steps).end_object();
}

}  // namespace tendero
