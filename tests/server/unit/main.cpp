#define DOCTEST_CONFIG_IMPLEMENT
#include <doctest/doctest.h>

#include "sign/crypto.hpp"

int main(int argc, char** argv) {
  tendero::server::start_crypto();
  return doctest::Context(argc, argv).run();
}
