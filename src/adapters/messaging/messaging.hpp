// The messaging port: how a text leaves, whoever carries it.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/http.hpp"
#include "adapters/resilience.hpp"
#include "base/result.hpp"
#include "practice/practice.hpp"

namespace callwell::adapters {

enum class MessageChannel : std::uint8_t { sms, whatsapp };
std::string_view channel_name(MessageChannel channel) noexcept;  ///< "sms", "whatsapp"

struct OutgoingMessage {
  std::string to;         ///< E.164
  std::string from = {};  ///< empty: the adapter's configured sender
  std::string text;
  MessageChannel channel = MessageChannel::sms;
  std::string idempotency_key = {};  ///< the caller's ledger key; no carrier takes one, so the ledger alone prevents doubles
};

struct Sent {
  std::string provider_id;  ///< the carrier's id, by which delivery updates name the message
};

inline constexpr std::size_t kMaxMessageCharacters = 1600;  ///< what the carriers accept as one message

/// One carrier. Threads: any.
class MessagingAdapter {
 public:
  virtual ~MessagingAdapter() = default;
  virtual std::string_view name() const = 0;
  /// An error's status says what is known (see deed_of): `unavailable` and `busy`: certainly not sent, try later; `deadline_exceeded`
  /// and `corrupt`: perhaps sent, so never send it again; `permission_denied` with field "to": the person opted out at the carrier;
  /// `invalid_argument`: this message can not be sent.
  virtual base::Result<Sent> send(const OutgoingMessage &message) = 0;
};

/// Keeps messages in memory and hands each to `deliver`. The same idempotency key is delivered once.
class SimulatorMessaging final : public MessagingAdapter {
 public:
  using Deliver = std::function<void(const OutgoingMessage &message, std::string_view provider_id)>;
  explicit SimulatorMessaging(Deliver deliver = {});
  ~SimulatorMessaging() override;
  std::string_view name() const override { return "simulator"; }
  base::Result<Sent> send(const OutgoingMessage &message) override;
  std::vector<OutgoingMessage> messages() const;  ///< the latest 1000, oldest first

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// What adapters are made from.
struct AdapterServices {
  std::shared_ptr<HttpTransport> http;
  Pace pace = system_pace();
  std::uint64_t seed = 1;                    ///< of the jitter between tries
  SimulatorMessaging::Deliver deliver = {};  ///< for the simulator
};

/// One configured carrier. Errors name the setting at fault ("auth_token") and never show its value.
base::Result<std::shared_ptr<MessagingAdapter>> make_messaging_adapter(const practice::PortConfig &config, const AdapterServices &services);
/// The configured carriers in order of preference behind one adapter that fails over; no configuration gives the simulator.
base::Result<std::shared_ptr<MessagingAdapter>> make_messaging(std::span<const practice::PortConfig> configs,
                                                               const AdapterServices &services);

}  // namespace callwell::adapters
