#include "request.hpp"

#include <utility>

#include "exchange.hpp"

namespace sip_agent {

Request::Request(Exchange &exchange, const char *method, std::string headers, std::string body, Done done)
    : exchange_(exchange), method_(method), headers_(std::move(headers)), body_(std::move(body)), done_(std::move(done)) {
  sip_auth *auth = nullptr;
  sip_auth_alloc(&auth, &Exchange::credentials, &exchange_, false);
  auth_.reset(auth);
}

Request::~Request() { mem_deref(request_); }

std::unique_ptr<Request> Request::in_dialog(Exchange &exchange, sip_dialog *dialog, const char *method, std::string headers, Done done) {
  std::unique_ptr<Request> request(new Request(exchange, method, std::move(headers), {}, std::move(done)));
  request->dialog_.reset(static_cast<sip_dialog *>(mem_ref(dialog)));
  return request->send() ? std::move(request) : nullptr;
}

std::unique_ptr<Request> Request::message(Exchange &exchange, const std::string &to_uri, const std::string &text, Done done) {
  std::unique_ptr<Request> request(new Request(exchange, "MESSAGE", "Content-Type: text/plain;charset=UTF-8\r\n", text, std::move(done)));
  sip_dialog *dialog = nullptr;
  if (sip_dialog_alloc(&dialog, to_uri.c_str(), to_uri.c_str(), nullptr, exchange.own_uri().c_str(), nullptr, 0) != 0) return nullptr;
  request->dialog_.reset(dialog);
  return request->send() ? std::move(request) : nullptr;
}

bool Request::send() {
  return sip_drequestf(&request_, exchange_.stack(), true, method_, dialog_.get(), 0, auth_.get(), &put_contact, &responded, this, "%sContent-Length: %zu\r\n\r\n%s",
                       headers_.c_str(), body_.size(), body_.c_str()) == 0;
}

int Request::put_contact(sip_transp transport, const sa *source, const sa *, mbuf *out, void *self) {
  sip_contact contact{};
  sip_contact_set(&contact, static_cast<Request *>(self)->exchange_.options().extension.c_str(), source, transport);
  return mbuf_printf(out, "%H", sip_contact_print, &contact);
}

void Request::responded(int error, const sip_msg *msg, void *self) {
  auto &request = *static_cast<Request *>(self);
  if (msg && msg->scode < 200) return;
  const Done done = request.done_;       // it may end this request
  if (error || !msg) return done(0, nullptr);
  const bool asked = msg->scode == 401 || msg->scode == 407;
  if (asked && !std::exchange(request.challenged_, true) && sip_auth_authenticate(request.auth_.get(), msg) == 0 && request.send()) return;
  done(msg->scode, msg);
}

}  // namespace sip_agent
