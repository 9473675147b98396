// The one boundary: results become statuses, exceptions end here, options of other versions are read.
#pragma once

#include <callwell/status.h>

#include <algorithm>
#include <cstring>
#include <new>
#include <string>
#include <string_view>

#include "base/result.hpp"

struct cw_error {
  cw_status status;
  std::string message, field;
};

namespace callwell::capi {

inline std::string_view view(cw_str text) { return text.data ? std::string_view(text.data, text.size) : std::string_view(); }
inline std::string copy(cw_str text) { return std::string(view(text)); }
inline cw_str lend(std::string_view text) { return {text.data(), text.size()}; }
void give(std::string text, cw_bytes *out);

/// Never throws: an error that cannot be made is only a status.
cw_status fail(cw_error **out_error, base::Error error) noexcept;
/// An exception reached the door: a bug of ours. Counted and logged without its text.
cw_status fail_internal(cw_error **out_error) noexcept;

template <class Body>
cw_status guarded(cw_error **out_error, Body &&body) noexcept {
  try {
    if (base::Result<void> done = body(); !done) return fail(out_error, done.error());
    return CW_OK;
  } catch (const std::bad_alloc &) {
    return fail(out_error, {base::Status::no_memory, {}, {}});
  } catch (...) {
    return fail_internal(out_error);
  }
}

/// Reads an options struct of a caller that may be older (its rest is default) or newer (what we do not know must be zero).
template <class Options>
base::Result<Options> read_options(const Options *theirs, Options mine) {
  if (!theirs) return mine;
  const std::size_t size = theirs->struct_size;
  if (size < sizeof(std::uint32_t)) return base::invalid("set struct_size: start from the INIT macro", "struct_size");
  const auto *bytes = reinterpret_cast<const unsigned char *>(theirs);
  for (std::size_t i = sizeof mine; i < size; ++i) {
    if (bytes[i] != 0) return base::Error{base::Status::unsupported, "an option newer than this library is set", "struct_size"};
  }
  std::memcpy(&mine, theirs, std::min(size, sizeof mine));
  mine.struct_size = sizeof mine;
  return mine;
}

}  // namespace callwell::capi
