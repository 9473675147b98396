#include "transfer.hpp"

#include <cstdlib>
#include <utility>

#include "exchange.hpp"
#include "log.hpp"

namespace sip_agent {

namespace {

// The agent itself waits for 45 seconds.
constexpr std::uint64_t kLongestMs = 30'000, kLongestWarmMs = 42'000;

/// The status line of a message/sipfrag body: "SIP/2.0 180 Ringing"; 0 when it is none.
int status_of(std::string_view fragment) {
  constexpr std::string_view kVersion = "SIP/2.0 ";
  return fragment.starts_with(kVersion) ? std::atoi(std::string(fragment.substr(kVersion.size(), 3)).c_str()) : 0;
}

}  // namespace

Transfer::Transfer(Exchange &exchange, sip_dialog *dialog, std::string to_uri, Done done)
    : exchange_(exchange), dialog_(dialog), to_uri_(std::move(to_uri)), done_(std::move(done)) {
  timer_.start(kLongestMs, &too_late, this);
}

std::unique_ptr<Transfer> Transfer::cold(Exchange &exchange, sip_dialog *dialog, const std::string &to_uri, Done done) {
  std::unique_ptr<Transfer> transfer(new Transfer(exchange, dialog, to_uri, std::move(done)));
  return transfer->refer("") ? std::move(transfer) : nullptr;
}

std::unique_ptr<Transfer> Transfer::warm(Exchange &exchange, sip_dialog *dialog, const std::string &to_uri, const Consultation::Plan &plan, const std::string &written,
                                         Done done) {
  std::unique_ptr<Transfer> transfer(new Transfer(exchange, dialog, to_uri, std::move(done)));
  transfer->timer_.start(kLongestWarmMs, &too_late, transfer.get());
  transfer->consultation_ = Consultation::begin(exchange, plan, [self = transfer.get()](Consultation::Outcome outcome) { self->consulted(outcome); });
  if (!transfer->consultation_) return nullptr;
  if (!written.empty()) {
    transfer->message_ = Request::message(exchange, plan.to_uri, written, [](int status, const sip_msg *) {
      if (status < 200 || status > 299) log(CW_LOG_INFO, "transfer.not_written", {{"code", std::to_string(status)}});
    });
  }
  return transfer;
}

bool Transfer::refer(const std::string &replaces) {
  const Options &options = exchange_.options();
  const std::string target = to_uri_ + (replaces.empty() ? "" : "?Replaces=" + replaces);
  sipsub *subscription = nullptr;
  const int error = sipevent_drefer(&subscription, exchange_.events(), dialog_, options.extension.c_str(), &Exchange::credentials, &exchange_, false, &notified, &closed, this,
                                    "Refer-To: <%s>\r\nReferred-By: <%s>\r\n", target.c_str(), exchange_.own_uri().c_str());
  subscription_.reset(error ? nullptr : subscription);
  return !error;
}

void Transfer::consulted(Consultation::Outcome outcome) {
  if (finished_) return;
  if (outcome == Consultation::Outcome::no_answer) return finish(TransferResult::no_answer);
  if (outcome == Consultation::Outcome::refused) return finish(TransferResult::refused);
  if (!refer(consultation_->replaces())) finish(TransferResult::refused);
}

/// Once; whoever is told may end this transfer at once.
void Transfer::finish(TransferResult result) {
  if (std::exchange(finished_, true)) return;
  timer_.stop();
  over_.start(0, &hang_up, this);        // not from within what the consultation tells
  const Done done = done_;
  done(result);
}

void Transfer::hang_up(void *self) { static_cast<Transfer *>(self)->consultation_.reset(); }

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
