#include "transfer.hpp"

#include <cstdlib>
#include <utility>

#include "exchange.hpp"

namespace sip_agent {

namespace {

constexpr std::uint64_t kLongestMs = 30'000;

/// The status line of a message/sipfrag body: "SIP/2.0 180 Ringing"; 0 when it is none.
int status_of(std::string_view fragment) {
  constexpr std::string_view kVersion = "SIP/2.0 ";
  return fragment.starts_with(kVersion) ? std::atoi(std::string(fragment.substr(kVersion.size(), 3)).c_str()) : 0;
}

}  // namespace

std::unique_ptr<Transfer> Transfer::begin(Exchange &exchange, sip_dialog *dialog, const std::string &to_uri, Done done) {
  std::unique_ptr<Transfer> transfer(new Transfer(exchange, std::move(done)));
  sipsub *subscription = nullptr;
  const Options &options = exchange.options();
  const int error = sipevent_drefer(&subscription, exchange.events(), dialog, options.extension.c_str(), &Exchange::credentials, &exchange, false, &notified, &closed,
                                    transfer.get(), "Refer-To: <%s>\r\nReferred-By: <sip:%s@%s>\r\n", to_uri.c_str(), options.extension.c_str(), options.address.c_str());
  if (error) return nullptr;
  transfer->subscription_.reset(subscription);
  transfer->timer_.start(kLongestMs, &too_late, transfer.get());
  return transfer;
}

/// Once; whoever is told may end this transfer at once.
void Transfer::finish(TransferResult result) {
  if (std::exchange(finished_, true)) return;
  timer_.stop();
  done_(result);
}

void Transfer::notified(sip *stack, const sip_msg *msg, void *self) {
  auto &transfer = *static_cast<Transfer *>(self);
  sip_treply(nullptr, stack, msg, 200, "OK");
  transfer.accepted_ = true;
  const int status = status_of(body_of(msg));
  if (status >= 200) transfer.finish(status < 300 ? TransferResult::connected : TransferResult::refused);
}

void Transfer::closed(int, const sip_msg *, const sipevent_substate *, void *self) {
  auto &transfer = *static_cast<Transfer *>(self);
  transfer.finish(TransferResult::refused);
}

void Transfer::too_late(void *self) {
  auto &transfer = *static_cast<Transfer *>(self);
  transfer.subscription_.reset();  // what becomes of it later is no news for the call
  transfer.finish(TransferResult::no_answer);
}

}  // namespace sip_agent
