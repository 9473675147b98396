// A request of ours that begins no call: sent, repeated with the password where that is asked for, and answered once.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "stack.hpp"

namespace sip_agent {

class Exchange;

class Request {
 public:
  /// The status and what came, or 0 and NULL when nobody answered. It may end this request.
  using Done = std::function<void(int status, const sip_msg *answer)>;
  /// Inside a dialog; `headers` end in "\r\n" each. Nothing when it could not be sent.
  static std::unique_ptr<Request> in_dialog(Exchange &exchange, sip_dialog *dialog, const char *method, std::string headers, Done done);
  /// A written word (RFC 3428).
  static std::unique_ptr<Request> message(Exchange &exchange, const std::string &to_uri, const std::string &text, Done done);
  ~Request();
  Request(const Request &) = delete;
  Request &operator=(const Request &) = delete;

 private:
  Request(Exchange &exchange, const char *method, std::string headers, std::string body, Done done);
  bool send();
  static int put_contact(sip_transp transport, const sa *source, const sa *destination, mbuf *out, void *self);
  static void responded(int error, const sip_msg *msg, void *self);

  Exchange &exchange_;
  const char *const method_;
  const std::string headers_, body_;
  const Done done_;
  Ref<sip_dialog> dialog_;
  Ref<sip_auth> auth_;
  struct sip_request *request_ = nullptr;
  bool challenged_ = false;
};

}  // namespace sip_agent
