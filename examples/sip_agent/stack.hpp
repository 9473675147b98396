// The SIP library's headers and what makes them safe to use from C++.
#pragma once

#ifndef HAVE_INTTYPES_H
#define HAVE_INTTYPES_H
#endif
#ifndef HAVE_STDBOOL_H
#define HAVE_STDBOOL_H
#endif
#ifndef HAVE_INET6
#define HAVE_INET6
#endif
#ifndef HAVE_UNISTD_H
#define HAVE_UNISTD_H
#endif
#ifndef USE_OPENSSL
#define USE_OPENSSL
#endif
#include <re.h>

#include <memory>
#include <string>
#include <string_view>

namespace sip_agent {

struct Dereference {
  template <class Object>
  void operator()(Object *object) const noexcept { mem_deref(object); }
};
/// An object of the SIP library, owned.
template <class Object>
using Ref = std::unique_ptr<Object, Dereference>;

inline std::string_view view(const pl &text) { return text.p ? std::string_view(text.p, text.l) : std::string_view(); }

/// A message's body.
inline std::string_view body_of(const sip_msg *msg) {
  return msg && msg->mb ? std::string_view(reinterpret_cast<const char *>(mbuf_buf(msg->mb)), mbuf_get_left(msg->mb)) : std::string_view();
}

inline Ref<mbuf> buffer_of(std::string_view text) {
  Ref<mbuf> buffer(mbuf_alloc(text.size()));
  if (!buffer || mbuf_write_mem(buffer.get(), reinterpret_cast<const std::uint8_t *>(text.data()), text.size()) != 0) return nullptr;
  buffer->pos = 0;
  return buffer;
}

/// A timer that ends with its owner.
class Timer {
 public:
  Timer() { tmr_init(&timer_); }
  ~Timer() { tmr_cancel(&timer_); }
  Timer(const Timer &) = delete;
  Timer &operator=(const Timer &) = delete;
  void start(std::uint64_t ms, tmr_h *handler, void *argument) { tmr_start(&timer_, ms, handler, argument); }
  void stop() { tmr_cancel(&timer_); }

 private:
  tmr timer_{};
};

}  // namespace sip_agent
