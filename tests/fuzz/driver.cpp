// Runs a fuzz target over its seeds and over mutations of them, by a fixed sequence: FOLDER COUNT.
// What it finds it prints before it dies, so that a finding becomes a seed.

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

constexpr const char* kTokens[] = {"\"",
                                   "{",
                                   "}",
                                   "[",
                                   "]",
                                   ",",
                                   ":",
                                   "null",
                                   "true",
                                   "-1",
                                   "0",
                                   "1e9",
                                   "9007199254740992",
                                   "\\u0000",
                                   "\xFF",
                                   "\"fact\"",
                                   "\"not\"",
                                   "\"all\"",
                                   "\"in\"",
                                   "\"quantity\"",
                                   "1.5",
                                   "\"\""};

std::string mutate(std::string text, const std::vector<std::string>& seeds, std::mt19937& random) {
  const auto below = [&random](std::size_t limit) { return limit == 0 ? 0 : random() % limit; };
  for (std::size_t round = 1 + below(4); round > 0; --round) {
    const std::size_t at = below(text.size() + 1);
    const std::size_t length = below(std::min<std::size_t>(text.size() - at, 40) + 1);
    switch (below(5)) {
      case 0:
        text.erase(at, length);
        break;
      case 1:
        text.insert(at, kTokens[below(std::size(kTokens))]);
        break;
      case 2:
        text.replace(at, length, kTokens[below(std::size(kTokens))]);
        break;
      case 3:
        text.insert(at, text.substr(at, length));
        break;
      default: {
        const std::string& other = seeds[below(seeds.size())];
        const std::size_t from = below(other.size());
        text.replace(at, length, other.substr(from, below(60)));
      }
    }
  }
  return text;
}

void run(const std::string& text) {
  (void)LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(text.data()), text.size());
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  std::vector<std::string> seeds;
  for (const auto& entry : std::filesystem::directory_iterator(argv[1])) {
    std::ifstream file(entry.path(), std::ios::binary);
    seeds.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  }
  if (seeds.empty()) return 2;
  std::sort(seeds.begin(), seeds.end());
  for (const std::string& seed : seeds) run(seed);
  std::mt19937 random(20261122);
  for (long count = std::atol(argv[2]); count > 0; --count)
    run(mutate(seeds[random() % seeds.size()], seeds, random));
  std::printf("%s texts and %zu seeds\n", argv[2], seeds.size());
  return 0;
}
