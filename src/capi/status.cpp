#include <callwell/agent.h>

#include "base/log.hpp"
#include "base/metrics.hpp"
#include "capi/guarded.hpp"
#include "dialog/journal.hpp"

namespace callwell::capi {

namespace {
base::Counter exceptions("callwell_internal_errors_total", "Exceptions that reached the door");
}

void give(std::string text, cw_bytes *out) {
  auto owned = std::make_unique<std::string>(std::move(text));
  out->data = owned->data();
  out->size = owned->size();
  out->owner = owned.release();
}

cw_status fail(cw_error **out_error, base::Error error) noexcept {
  const auto status = static_cast<cw_status>(error.status);
  if (out_error) *out_error = new (std::nothrow) cw_error{status, std::move(error.message), std::move(error.field)};
  return status;
}

cw_status fail_internal(cw_error **out_error) noexcept {
  exceptions.add();
  try {
    base::log(base::LogLevel::error, "internal_error");
    return fail(out_error, {base::Status::internal, "an internal error: please report it", {}});
  } catch (...) {
    return CW_E_INTERNAL;
  }
}

}  // namespace callwell::capi

using callwell::capi::lend;

void cw_bytes_release(cw_bytes *bytes) {
  if (!bytes) return;
  delete static_cast<std::string *>(bytes->owner);
  *bytes = CW_BYTES_INIT;
}

cw_status cw_error_status(const cw_error *error) { return error ? error->status : CW_OK; }
cw_str cw_error_message(const cw_error *error) { return error ? lend(error->message) : cw_str{nullptr, 0}; }
cw_str cw_error_field(const cw_error *error) { return error ? lend(error->field) : cw_str{nullptr, 0}; }
void cw_error_free(cw_error *error) { delete error; }

cw_str cw_version(void) { return lend(callwell::dialog::kLibraryVersion); }

void cw_log_to(cw_log_fn fn, void *user_data) {
  using namespace callwell;
  if (!fn) return base::set_log_sink(nullptr);
  base::set_log_sink([fn, user_data](base::LogLevel level, std::string_view line) { fn(user_data, static_cast<cw_log_level>(level), lend(line)); });
}
