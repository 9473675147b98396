// Personal data as a type. A Phi<T> can be moved, copied and compared with its like, but not printed, streamed, converted
// or compared with plain data: whoever reads it names a purpose, and the reading is recorded.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace callwell::compliance {

/// Why personal data is read. Every use in the product is one of these.
enum class Purpose : std::uint8_t {
  identification,  ///< finding out who is calling
  booking,         ///< making, moving or cancelling a visit
  communication,   ///< writing or speaking to the patient
  payment,
  handoff,            ///< telling a person of the practice
  care_coordination,  ///< another provider of the patient
  model_prompt,       ///< sent to a language model under its agreement
  storage,            ///< sealed into the store
  display,            ///< shown to staff who asked for it
  export_request,     ///< the patient's own copy, or an auditor's
  erasure,
};
inline constexpr std::array<std::string_view, 11> kPurposeKeys{"identification", "booking",           "communication", "payment",
                                                               "handoff",        "care_coordination", "model_prompt",  "storage",
                                                               "display",        "export_request",    "erasure"};
constexpr std::string_view purpose_key(Purpose purpose) { return kPurposeKeys[static_cast<std::size_t>(purpose)]; }

/// What is read, so that an audit record can say it without holding it.
enum class PhiKind : std::uint8_t {
  name,
  birth_date,
  phone,
  email,
  address,
  insurance,
  record_number,
  appointment,
  message,
  note,
  payment
};
inline constexpr std::array<std::string_view, 11> kPhiKindKeys{"name",          "birth_date",  "phone",   "email", "address", "insurance",
                                                               "record_number", "appointment", "message", "note",  "payment"};
constexpr std::string_view phi_kind_key(PhiKind kind) { return kPhiKindKeys[static_cast<std::size_t>(kind)]; }

/// One reading of personal data.
struct Access {
  Purpose purpose = Purpose::display;
  PhiKind kind = PhiKind::name;
};

/// Receives every reading. The implementation knows who acts, for which patient and when; called on the reader's thread.
class AccessLog {
 public:
  virtual ~AccessLog() = default;
  virtual void record(const Access &access) = 0;
};

template <class T>
class Phi {
 public:
  Phi(PhiKind kind, T value) : kind_(kind), value_(std::move(value)) {}

  /// The plain value, for `purpose`; recorded in `log`. Valid as long as this object.
  const T &read(Purpose purpose, AccessLog &log) const & {
    log.record({purpose, kind_});
    return value_;
  }
  /// Of a temporary the value itself is given, so nothing dangles.
  T read(Purpose purpose, AccessLog &log) && {
    log.record({purpose, kind_});
    return std::move(value_);
  }

  PhiKind kind() const { return kind_; }
  bool empty() const
    requires requires(const T &value) { value.empty(); }
  {
    return value_.empty();
  }
  friend bool operator==(const Phi &, const Phi &) = default;

 private:
  PhiKind kind_;
  T value_;
};

}  // namespace callwell::compliance
