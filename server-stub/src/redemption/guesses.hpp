#pragma once
// Wrong codes are counted by session, address, customer and shop. Past a budget each guess costs a
// proof of work, right or wrong, so that a guesser pays and an honest shopper waits a second at
// most.

#include <array>
#include <chrono>
#include <deque>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "config/config.hpp"
#include "sign/vault.hpp"

namespace tendero::server {

/// Who guesses. Addresses are bytes; IPv6 counts by /64. Empty members count nothing.
struct Guesser {
  std::string session, address, customer;
};

struct Challenge {
  std::string text;
  unsigned bits = 0;
  std::int64_t expires_at = 0;  // ms
};

class Guesses {
 public:
  Guesses(const GuessSettings& settings, const Vault& vault) : settings_(settings), vault_(vault) {}

  /// Counts the guess before it is looked up (so that guesses in parallel count too). A challenge
  /// when the budget is spent: nothing was counted then.
  std::optional<Challenge> begin(const Guesser& guesser, bool proved, std::int64_t now);
  /// It was right: it counts no more, and this session may ask for the code again for nothing.
  void right(const Guesser& guesser, std::string_view lookup, std::int64_t now);
  /// This session was right about this code before.
  bool holds(std::string_view session, std::string_view lookup);

  /// Whether `nonce` solves a challenge of this server that is neither over nor used.
  bool solved(std::string_view challenge, std::string_view nonce, std::int64_t now);

 private:
  struct Bucket {
    std::int64_t since = 0;
    unsigned wrong = 0;
  };

  std::array<std::pair<std::string, unsigned>, 4> names(const Guesser& guesser) const;
  Bucket& bucket(const std::string& name, std::int64_t now);
  Challenge challenge(std::int64_t now) const;
  void forget(std::int64_t now);

  const GuessSettings settings_;
  const Vault& vault_;
  std::mutex mutex_;
  std::unordered_map<std::string, Bucket> buckets_;
  std::unordered_set<std::string> held_;
  std::deque<std::string> held_order_;
  std::unordered_map<std::string, std::int64_t> used_;  // challenge → when it is over
};

}  // namespace tendero::server
