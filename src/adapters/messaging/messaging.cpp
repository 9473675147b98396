#include "adapters/messaging/messaging.hpp"

#include "adapters/messaging/carriers.hpp"

namespace callwell::adapters {

namespace {

using Adapter = std::shared_ptr<MessagingAdapter>;

base::Result<Adapter> make_simulator(const practice::PortConfig &, const AdapterServices &services) {
  return Adapter(std::make_shared<SimulatorMessaging>(services.deliver));
}

struct Maker {
  std::string_view adapter;
  base::Result<Adapter> (*make)(const practice::PortConfig &, const AdapterServices &);
};
constexpr Maker kMakers[] = {{"twilio", &make_twilio_messaging}, {"telnyx", &make_telnyx_messaging}, {"simulator", &make_simulator}};

class Chain final : public MessagingAdapter {
 public:
  explicit Chain(std::vector<Adapter> carriers) : carriers_(std::move(carriers)) {}
  std::string_view name() const override { return carriers_.front()->name(); }
  base::Result<Sent> send(const OutgoingMessage &message) override {
    return first_that_works<Sent>(carriers_, [&](MessagingAdapter &carrier) { return carrier.send(message); });
  }

 private:
  const std::vector<Adapter> carriers_;
};

}  // namespace

std::string_view channel_name(MessageChannel channel) noexcept { return channel == MessageChannel::whatsapp ? "whatsapp" : "sms"; }

base::Result<Adapter> make_messaging_adapter(const practice::PortConfig &config, const AdapterServices &services) {
  for (const Maker &maker : kMakers) {
    if (maker.adapter == config.adapter) return maker.make(config, services);
  }
  return base::invalid("no such messaging adapter; there are twilio, telnyx and simulator", "adapter");
}

base::Result<Adapter> make_messaging(std::span<const practice::PortConfig> configs, const AdapterServices &services) {
  if (configs.empty()) return make_simulator({}, services);
  std::vector<Adapter> carriers;
  for (const practice::PortConfig &config : configs) {
    base::Result<Adapter> carrier = make_messaging_adapter(config, services);
    if (!carrier) return carrier.error();
    carriers.push_back(std::move(*carrier));
  }
  if (carriers.size() == 1) return carriers.front();
  return Adapter(std::make_shared<Chain>(std::move(carriers)));
}

}  // namespace callwell::adapters
