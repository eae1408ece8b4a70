#pragma once

#include "common/problem.hpp"
#include "store/store.hpp"

namespace tendero::server {

/// A reservation as every call that concerns one answers it.
std::string reservation_text(const HoldRow& hold);

/// What a refused command of redemption answers.
Problem refusal(const Outcome& outcome);

}  // namespace tendero::server
