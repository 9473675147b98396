#include "registration.hpp"

#include <cstring>
#include <utility>

#include "exchange.hpp"
#include "log.hpp"

namespace sip_agent {

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
    if (!std::exchange(registration.registered_, true)) log(CW_LOG_INFO, "registration.stands", {});
    return;
  }
  registration.registered_ = false;
  log(CW_LOG_ERROR, "registration.failed", {{"code", std::to_string(code)}, {"reason", code ? std::string(view(msg->reason)) : std::strerror(error)}});
  // Trying a wrong password again and again locks the extension out.
  if (code == 401 || code == 403 || code == 407) {
    registration.refused_ = true;
    registration.gives_up_.start(0, &give_up, self);  // not from within the library's own business with the registration
  }
}

void Registration::give_up(void *self) {
  auto &registration = *static_cast<Registration *>(self);
  registration.end();
  registration.exchange_.close();
}

}  // namespace sip_agent
