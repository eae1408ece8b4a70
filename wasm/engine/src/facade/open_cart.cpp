// A cart that stays inside: what a change does not touch is neither sent, parsed nor read again.

#include "advise/advise.hpp"
#include "codec/write_request.hpp"
#include "codec/write_result.hpp"
#include "facade/state.hpp"
#include "facade/texts.hpp"

namespace tendero {
namespace {

// Changes leave what they replaced behind, until the cart is written out and read again.
constexpr std::size_t kMostDocuments = 256;
constexpr std::size_t kMostHeld = std::size_t{4} << 20;

constexpr std::string_view kAnswers[] = {"delta", "whole"};

}  // namespace

struct OpenCart::State {
  std::shared_ptr<const Ruleset> ruleset;
  const Program* rules = nullptr;
  OpenFragments fragments;
  CartSource source;
  Arena scratch;  // of one evaluation
  ResultText last;
  std::int64_t sequence = 0;

  bool price(const Request& request, const OpenFragments& with, std::string_view text,
             ResultText& result, std::string& meta, std::string& errors);
  bool check(const json::Value& change, Errors& errors, bool& whole) const;
  bool apply(const json::Value& change, Errors& errors, OpenFragments& fresh, CartSource& next);
  bool write_out(const OpenFragments& with, Errors& errors, CartSource& cart) const;
  bool is_heavy() const;
  bool fits(const CartSource& next, const OpenFragments& with, std::size_t bytes,
            Errors& errors) const;
};

/// Evaluates; false with `errors` filled.
bool OpenCart::State::price(const Request& request, const OpenFragments& with,
                            std::string_view text, ResultText& result, std::string& meta,
                            std::string& errors) {
  scratch.reset();
  const Result<Answer> answer = advise(with.play(*rules), request, scratch);
  if (!answer.ok()) {
    errors = errors_text(answer.error(), text);
    return false;
  }
  result = write_result(answer.value(), request);
  const std::string digest = request.digest ? request_digest(request, with.sources) : std::string();
  json::Writer out;
  write_meta(out, answer.value(), rules->revision, digest);
  meta = out.take();
  return true;
}

bool OpenCart::State::check(const json::Value& change, Errors& errors, bool& whole) const {
  const Path root;
  if (!expect_kind(change, root, errors, json::Kind::object)) return false;
  const Path sequence_at(root, "sequence");
  if (change["sequence"].integer_or(-1) != sequence + 1) {
    errors.add("sequence_wrong", sequence_at, TENDERO_SAY(describe(change["sequence"])),
               TENDERO_SAY(digits(sequence + 1)));
  }
  const Path answer_at(root, "answer");
  std::size_t word = 0;
  const json::Value answer = change["answer"];
  if (answer && read_word(answer, answer_at, errors, kAnswers, word)) whole = word == 1;
  return errors.empty();
}

/// Writes `cart` out and reads it again with the given fragments, so that nothing old stays behind.
bool OpenCart::State::write_out(const OpenFragments& with, Errors& errors, CartSource& cart) const {
  CartSource fresh;
  const bool digest = cart.request.digest;
  if (!reopen_request(*rules, write_request(cart.request, with.sources), with, errors, fresh))
    return false;
  fresh.request.digest = digest;
  cart = std::move(fresh);
  return true;
}

/// Whether much is held that no longer counts.
bool OpenCart::State::is_heavy() const {
  return source.documents.size() >= kMostDocuments || source.bytes > limits::kRequestBytes ||
         source.arena->held() > kMostHeld;
}

/// A cart may not grow by changes beyond what one request may hold.
bool OpenCart::State::fits(const CartSource& next, const OpenFragments& with, std::size_t bytes,
                           Errors& errors) const {
  if (bytes <= limits::kRequestBytes) return true;
  const std::size_t size = write_request(next.request, with.sources).size();
  if (size <= limits::kRequestBytes) return true;
  const Path root;
  errors.add("too_large", root, TENDERO_SAY(join({digits(size), " bytes"})),
             TENDERO_SAY(join({"a cart of at most ", digits(limits::kRequestBytes), " bytes"})));
  return false;
}

/// Applies a change to `next`, a copy of the cart's request; `fresh` gets the fragments where the
/// change brings others.
bool OpenCart::State::apply(const json::Value& change, Errors& errors, OpenFragments& fresh,
                            CartSource& next) {
  const ReadContext context{*rules, fragments.pool(*rules), fragments.opened, *source.arena,
                            errors};
  if (!change_request(context, change, next.request)) return false;
  const json::Value other = change["set"]["fragments"];
  if (!other) return true;
  const Path root;
  const Path set_at(root, "set");
  const Path at(set_at, "fragments");
  if (!other.is(json::Kind::null) &&
      !compile_fragments(other, at, *rules, errors, fresh.compiled)) {
    return false;
  }
  fresh.index();
  return write_out(fresh, errors, next);
}

OpenCart::OpenCart(std::unique_ptr<State> state) : state_(std::move(state)) {}
OpenCart::~OpenCart() = default;

OpenCart::Opened OpenCart::open(std::shared_ptr<const Ruleset> ruleset, std::string_view request) {
  auto state = std::make_unique<State>();
  state->rules = ruleset->state_->program.get();
  state->ruleset = std::move(ruleset);
  Errors errors;
  if (!open_request(*state->rules, request, errors, state->fragments, state->source)) {
    return {nullptr, errors_text(errors, request)};
  }
  std::string meta;
  std::string refusal;
  if (!state->price(state->source.request, state->fragments, request, state->last, meta, refusal)) {
    return {nullptr, refusal};
  }
  json::Writer out;
  out.begin_object()
      .member("sequence", 0)
      .key("result")
      .raw(state->last.text)
      .key("meta")
      .raw(meta);
  return {std::unique_ptr<OpenCart>(new OpenCart(std::move(state))), out.end_object().take()};
}

std::string OpenCart::change(std::string_view text) {
  State& state = *state_;
  Result<json::Document> parsed = json::Document::parse(text);
  if (!parsed.ok()) return errors_text(parsed.error(), text);
  auto document = std::make_unique<json::Document>(std::move(parsed.value()));
  const json::Value change = document->root();
  Errors errors;
  bool whole = false;
  OpenFragments fresh;
  if (!state.check(change, errors, whole)) return errors_text(errors, text);
  if (state.is_heavy() && !state.write_out(state.fragments, errors, state.source)) {
    return errors_text(errors, text);
  }
  CartSource next;
  next.request = state.source.request;
  if (!state.apply(change, errors, fresh, next)) return errors_text(errors, text);
  const bool replaced = static_cast<bool>(change["set"]["fragments"]);
  const OpenFragments& with = replaced ? fresh : state.fragments;
  const std::size_t bytes = state.source.bytes + text.size();
  if (!state.fits(next, with, bytes, errors)) return errors_text(errors, text);
  ResultText result;
  std::string meta;
  std::string refusal;
  if (!state.price(next.request, with, text, result, meta, refusal)) return refusal;
  json::Writer out;
  out.begin_object().member("sequence", ++state.sequence);
  if (whole) {
    out.key("result").raw(result.text);
  } else {
    out.key("delta");
    write_delta(out, state.last, result);
  }
  out.key("meta").raw(meta).end_object();
  if (replaced) {
    state.fragments = std::move(fresh);
    state.source = std::move(next);
  } else {
    state.source.request = next.request;
    state.source.documents.push_back(std::move(document));
    state.source.bytes = bytes;
  }
  state.last = std::move(result);
  return out.take();
}

std::string OpenCart::digest() const {
  json::Writer out;
  out.begin_object();
  out.member("request_digest", request_digest(state_->source.request, state_->fragments.sources));
  return out.end_object().take();
}

}  // namespace tendero
