#include <doctest/doctest.h>

#include <filesystem>
#include <set>

#include "common/text.hpp"
#include "redemption/guesses.hpp"
#include "sign/generated_code.hpp"
#include "sign/jws.hpp"
#include "sign/vault.hpp"

using namespace tendero::server;

namespace {

/// A folder that goes when the test ends.
struct Folder {
  std::filesystem::path path =
      std::filesystem::temp_directory_path() / ("tendero-unit-" + hex(random_bytes(6)));
  ~Folder() { std::filesystem::remove_all(path); }
};

}  // namespace

TEST_CASE("the signature of RFC 8037, appendix A") {
  const Secret seed(*unbase64url("nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A"));
  const SigningKey key(seed);
  CHECK(base64url(key.public_key()) == "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo");
  CHECK(key.kid() == "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
  std::vector<VerifyKey> keys(1);
  keys[0].public_key = key.public_key();
  const std::string_view token =
      "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc."
      "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg";
  CHECK(verify_token(token, "any", false, keys) == "Example of Ed25519 signing");
  CHECK_FALSE(verify_token(token, "any", true, keys));
  std::string changed(token);
  changed[30] = changed[30] == 'A' ? 'B' : 'A';
  CHECK_FALSE(verify_token(changed, "any", false, keys));
}

TEST_CASE("a token opens as the kind it was signed as, by the key that signed it") {
  const SigningKey key{Secret(random_bytes(32))};
  const SigningKey other{Secret(random_bytes(32))};
  const std::string token = key.sign("tendero-quote+jwt", "{\"a\":1}");
  CHECK(key.open("tendero-quote+jwt", token) == "{\"a\":1}");
  CHECK_FALSE(key.open("tendero-fragment+jwt", token));
  CHECK_FALSE(other.open("tendero-quote+jwt", token));
  for (std::size_t i = 0; i < token.size(); i += 7) {
    std::string changed = token;
    changed[i] = changed[i] == 'x' ? 'y' : 'x';
    CHECK_FALSE(key.open("tendero-quote+jwt", changed));
  }
}

TEST_CASE("generated codes: every single error and every exchange of neighbours shows") {
  constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  std::set<std::string> seen;
  for (std::size_t length = kShortestGenerated; length <= kLongestGenerated; ++length) {
    const std::string code = generate_code(length);
    REQUIRE(code.size() == length);
    CHECK(check_holds(code));
    CHECK(seen.insert(code).second);
    for (std::size_t i = 0; i < length; ++i) {
      for (const char c : kAlphabet) {
        std::string typed = code;
        typed[i] = c;
        CHECK(check_holds(typed) == (c == code[i]));
      }
      if (i + 1 == length || code[i] == code[i + 1]) continue;
      std::string typed = code;
      std::swap(typed[i], typed[i + 1]);
      CHECK_FALSE(check_holds(typed));
    }
  }
  CHECK_FALSE(check_holds("OILU"));
}

TEST_CASE("the vault keeps its keys, and what it seals opens only with the same key and purpose") {
  Folder folder;
  std::string lookup, sealed, session;
  {
    const Vault vault(folder.path);
    lookup = vault.code_lookup("VERANO");
    sealed = vault.seal_answer("sk", "key-1", "201\n{}");
    session = vault.new_session();
  }
  const Vault again(folder.path);
  CHECK(again.code_lookup("VERANO") == lookup);
  CHECK(again.code_lookup("VERANA") != lookup);
  CHECK(again.unseal_answer("sk", "key-1", sealed) == "201\n{}");
  CHECK(again.unseal_answer("sk", "key-2", sealed).empty());
  CHECK(again.unseal_answer("pk", "key-1", sealed).empty());
  CHECK(again.is_session(session));
  CHECK_FALSE(again.is_session(session + "x"));
  CHECK_FALSE(again.is_session("s_AAAA.BBBB"));
  Folder other;
  CHECK_FALSE(Vault(other.path).is_session(session));
  // Neither part can be moved into the other.
  CHECK(again.idempotency_key("a", "bc") != again.idempotency_key("ab", "c"));
}

TEST_CASE("ids of version 7 follow the clock") {
  const std::string a = uuid7(1'700'000'000'000);
  CHECK(a.size() == 36);
  CHECK(a[14] == '7');
  CHECK(a < uuid7(1'700'000'000'001));
  CHECK(a != uuid7(1'700'000'000'000));
}

TEST_CASE("guesses: budgets, proofs, windows") {
  Folder folder;
  const Vault vault(folder.path);
  GuessSettings settings;
  settings.session = 2;
  settings.bits = 4;
  Guesses guesses(settings, vault);
  const Guesser who{"s_1", "", ""};
  CHECK_FALSE(guesses.begin(who, false, 1000));
  CHECK_FALSE(guesses.begin(who, false, 1000));
  const auto challenge = guesses.begin(who, false, 1000);
  REQUIRE(challenge);
  const auto solve = [&](std::int64_t now) {
    for (int nonce = 0; nonce < 10'000; ++nonce) {
      if (guesses.solved(challenge->text, std::to_string(nonce), now)) return true;
    }
    return false;
  };
  CHECK_FALSE(solve(challenge->expires_at + 1));
  CHECK(solve(2000));
  CHECK_FALSE(solve(2000));  // once
  CHECK_FALSE(guesses.begin(who, true, 2000));
  guesses.right(who, "lookup", 2000);
  CHECK(guesses.holds("s_1", "lookup"));
  CHECK_FALSE(guesses.holds("s_2", "lookup"));
  CHECK(guesses.begin(who, false, 2000));
  CHECK_FALSE(guesses.begin(who, false, 1000 + settings.window.count()));  // a new window
}
