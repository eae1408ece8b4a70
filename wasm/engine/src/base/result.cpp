#include "base/result.hpp"

namespace tendero {

Error::Error() = default;
Error::Error(const Error&) = default;
Error::Error(Error&&) noexcept = default;
Error& Error::operator=(const Error&) = default;
Error& Error::operator=(Error&&) noexcept = default;
Error::~Error() = default;

#ifdef TENDERO_TERSE
Error::Error(std::string_view wrong, std::string_view where, std::string_view, std::string_view,
             std::string_view, std::size_t at)
    : code(wrong), pointer(where), offset(at) {}
#else
Error::Error(std::string_view wrong, std::string_view where, std::string_view what,
             std::string_view wanted, std::string_view near, std::size_t at)
    : code(wrong), pointer(where), found(what), expected(wanted), did_you_mean(near), offset(at) {}
#endif

}  // namespace tendero
