#include "redemption/guesses.hpp"

#include <charconv>

#include "common/text.hpp"

namespace tendero::server {
namespace {

constexpr std::int64_t kChallengeLife = 120'000;
constexpr std::size_t kMostBuckets = 200'000;
constexpr std::size_t kMostHeld = 100'000;

unsigned leading_zero_bits(std::string_view bytes) {
  unsigned count = 0;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte == 0) {
      count += 8;
      continue;
    }
    for (unsigned mask = 0x80; (byte & mask) == 0; mask >>= 1) ++count;
    break;
  }
  return count;
}

}  // namespace

std::array<std::pair<std::string, unsigned>, 4> Guesses::names(const Guesser& guesser) const {
  // A home has a /64 of IPv6 and can change inside it at will.
  const std::string network =
      guesser.address.size() == 16 ? guesser.address.substr(0, 8) : guesser.address;
  const auto name = [](char kind, const std::string& id) { return id.empty() ? id : kind + id; };
  return {{{name('s', guesser.session), settings_.session},
           {name('a', network), settings_.address},
           {name('c', guesser.customer), settings_.customer},
           {"shop", settings_.shop}}};
}

Guesses::Bucket& Guesses::bucket(const std::string& name, std::int64_t now) {
  Bucket& found = buckets_[name];
  if (now - found.since >= settings_.window.count() || now < found.since) found = {now, 0};
  return found;
}

std::optional<Challenge> Guesses::begin(const Guesser& guesser, bool proved, std::int64_t now) {
  const std::lock_guard lock(mutex_);
  forget(now);
  const auto all = names(guesser);
  bool spent = false;
  for (const auto& [name, budget] : all) {
    if (!name.empty() && bucket(name, now).wrong >= budget) spent = true;
  }
  if (spent && !proved) return challenge(now);
  for (const auto& [name, budget] : all) {
    if (!name.empty()) ++bucket(name, now).wrong;
  }
  return std::nullopt;
}

void Guesses::right(const Guesser& guesser, std::string_view lookup, std::int64_t now) {
  const std::lock_guard lock(mutex_);
  for (const auto& [name, budget] : names(guesser)) {
    if (name.empty()) continue;
    Bucket& found = bucket(name, now);
    if (found.wrong > 0) --found.wrong;
  }
  if (guesser.session.empty()) return;
  std::string held = guesser.session + std::string(lookup);
  if (!held_.insert(held).second) return;
  held_order_.push_back(std::move(held));
  if (held_order_.size() > kMostHeld) {
    held_.erase(held_order_.front());
    held_order_.pop_front();
  }
}

bool Guesses::holds(std::string_view session, std::string_view lookup) {
  const std::lock_guard lock(mutex_);
  return held_.contains(std::string(session) + std::string(lookup));
}

Challenge Guesses::challenge(std::int64_t now) const {
  Challenge out;
  out.bits = settings_.bits;
  out.expires_at = now + kChallengeLife;
  const std::string text = base64url(random_bytes(12)) + "." + std::to_string(out.expires_at);
  out.text = text + "." + vault_.challenge_mac(text);
  return out;
}

bool Guesses::solved(std::string_view challenge, std::string_view nonce, std::int64_t now) {
  if (nonce.empty() || nonce.size() > 20 ||
      nonce.find_first_not_of("0123456789") != std::string_view::npos) {
    return false;
  }
  const auto parts = split(challenge, '.');
  if (parts.size() != 3 || challenge.size() > 200) return false;
  const std::string_view text = challenge.substr(0, parts[0].size() + 1 + parts[1].size());
  if (!equal_secret(vault_.challenge_mac(text), parts[2])) return false;
  std::int64_t expires = 0;
  std::from_chars(parts[1].data(), parts[1].data() + parts[1].size(), expires);
  if (expires < now) return false;
  if (leading_zero_bits(sha256(std::string(challenge) + std::string(nonce))) < settings_.bits)
    return false;
  const std::lock_guard lock(mutex_);
  return used_.emplace(std::string(challenge), expires).second;
}

/// Bounded memory: what is over goes when there is much of it.
void Guesses::forget(std::int64_t now) {
  if (buckets_.size() > kMostBuckets) {
    std::erase_if(buckets_, [&](const auto& one) {
      return now - one.second.since >= settings_.window.count();
    });
    // Still too many: a flood of new names. The counts of addresses and of the shop stay.
    if (buckets_.size() > kMostBuckets) {
      std::erase_if(buckets_, [](const auto& one) {
        return one.first.front() == 's' && one.first != "shop";
      });
    }
  }
  if (used_.size() > kMostBuckets) {
    std::erase_if(used_, [&](const auto& one) { return one.second < now; });
  }
}

}  // namespace tendero::server
