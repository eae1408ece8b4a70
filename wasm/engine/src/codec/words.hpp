#pragma once
// How the values of closed lists are spelt in JSON.

#include <string_view>

#include "model/answer.hpp"

namespace tendero {

std::string_view name_of(Explain explain);
std::string_view name_of(Detail detail);
std::string_view name_of(Allocate allocate);
std::string_view name_of(Reason reason);

}  // namespace tendero
