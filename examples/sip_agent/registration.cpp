#include "registration.hpp"

#include <cstring>
#include <utility>

#include "exchange.hpp"
#include "log.hpp"

namespace sip_agent {

namespace {

constexpr std::uint64_t kKeepOpenMs = 25'000, kAgainMs = 1000;  // routers forget after 30 s
constexpr std::uint32_t kOnlyWatchS = 86'400;  // the library's own signs of life want an answer that many registrars do not give

}  // namespace

std::string Registration::begin() {
  const Options &options = exchange_.options();
  const std::string registrar = "sip:" + options.registrar + (options.transport == "udp" ? "" : ";transport=" + options.transport);
  const std::string ours = "sip:" + options.extension + "@" + options.registrar.substr(0, options.registrar.find(':'));
  sipreg *made = nullptr;
  const int error = sipreg_register(&made, exchange_.stack(), registrar.c_str(), ours.c_str(), nullptr, ours.c_str(), options.expires_s, options.extension.c_str(), nullptr, 0,
                                    0, &Exchange::credentials, &exchange_, false, &responded, this, nullptr, nullptr);
  registration_.reset(made);
  return error ? "cannot register with " + options.registrar + ": " + std::strerror(error) : "";
}

void Registration::responded(int error, const sip_msg *msg, void *self) {
  auto &registration = *static_cast<Registration *>(self);
  const int code = msg ? msg->scode : 0;
  if (code >= 200 && code < 300) {
    registration.stay_reachable(msg);
    if (!std::exchange(registration.registered_, true)) log(CW_LOG_INFO, "registration.stands", {});
    return;
  }
  registration.registered_ = false;
  const std::string reason = error == ENOSYS ? "no digest we know: let it offer MD5 alone" : code ? std::string(view(msg->reason)) : std::strerror(error);
  log(CW_LOG_ERROR, "registration.failed", {{"code", std::to_string(code)}, {"reason", reason}});
  // Trying a wrong password again and again locks the extension out.
  if (code == 401 || code == 403 || code == 407) {
    registration.refused_ = true;
    registration.gives_up_.start(0, &give_up, self);  // not from within the library's own business with the registration
  }
}

void Registration::end() {
  opens_.stop();
  again_.stop();
  mem_deref(connection_);                // sets it to NULL
  registration_.reset();
}

/// Routers forget a way that nothing passes for a while: an empty line keeps it open (RFC 5626). No answer to it is needed.
void Registration::stay_reachable(const sip_msg *msg) {
  transport_ = msg->tp;
  registrar_ = msg->src;
  opens_.start(kKeepOpenMs, &keep_open, this);
  if (transport_ != SIP_TRANSP_UDP && !connection_) sip_keepalive_start(&connection_, exchange_.stack(), msg, kOnlyWatchS, &connection_lost, this);
}

void Registration::keep_open(void *self) {
  auto &registration = *static_cast<Registration *>(self);
  sip_send(registration.exchange_.stack(), nullptr, registration.transport_, &registration.registrar_, buffer_of("\r\n\r\n").get());
  registration.opens_.start(kKeepOpenMs, &keep_open, self);
}

/// Calls come on the connection that registered: a new one has to register.
void Registration::connection_lost(int, void *self) {
  auto &registration = *static_cast<Registration *>(self);
  registration.registered_ = false;
  log(CW_LOG_WARN, "registration.connection_lost", {});
  registration.opens_.stop();
  registration.again_.start(kAgainMs, &begin_again, self);
}

void Registration::begin_again(void *self) {
  auto &registration = *static_cast<Registration *>(self);
  registration.end();
  registration.begin();
}

void Registration::give_up(void *self) {
  auto &registration = *static_cast<Registration *>(self);
  registration.end();
  registration.exchange_.close();
}

}  // namespace sip_agent
