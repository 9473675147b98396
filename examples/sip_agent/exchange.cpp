#include "exchange.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

#include "log.hpp"
#include "phone_call.hpp"
#include "secure_transport.hpp"

namespace sip_agent {

namespace {

constexpr std::uint32_t kTableSize = 256;
constexpr int kRetryAfterS = 20;             // about what a call lasts at least
constexpr int kMaxNameServers = 4;

bool is_media_type(const sip_msg *msg) { return msg_ctype_cmp(&msg->ctyp, "application", "sdp"); }

bool is_unknown(const sip_hdr *header, const sip_msg *, void *) { return view(header->val) != "timer"; }
/// What the caller insists on and we do not know; NULL: nothing.
const sip_hdr *required(const sip_msg *msg) { return sip_msg_hdr_apply(msg, true, SIP_HDR_REQUIRE, &is_unknown, nullptr); }

void reply(sip *stack, const sip_msg *msg, std::uint16_t code, const char *reason, const std::string &headers) {
  sip_treplyf(nullptr, nullptr, stack, msg, false, code, reason, "%sContent-Length: 0\r\n\r\n", headers.c_str());
}

}  // namespace

Exchange::Exchange(const Options &options, cw_agent *agent) : options_(options), agent_(agent) {}

Exchange::~Exchange() {
  calls_.clear();
  opener_.reset();
  events_.reset();
  sessions_.reset();
  requests_.reset();
  responses_.reset();
  mem_deref(sip_);
  mem_deref(dns_);
}

std::string Exchange::open() {
  sa servers[kMaxNameServers];
  std::uint32_t count = kMaxNameServers;
  if (dns_srv_get(nullptr, 0, servers, &count) == 0 && count > 0) dnsc_alloc(&dns_, nullptr, servers, count);
  if (sip_alloc(&sip_, dns_, kTableSize, kTableSize, kTableSize, "callwell", &stopped, this) != 0) return "the SIP stack does not start";
  sa local{};
  if (sa_set_str(&local, options_.address.c_str(), options_.port) != 0) return "the address cannot be read";
  const std::string where = options_.address + " port " + std::to_string(options_.port);
  if (const int error = sip_transp_add(sip_, SIP_TRANSP_UDP, &local)) return "cannot listen on " + where + ", UDP: " + std::strerror(error);
  if (const int error = sip_transp_add(sip_, SIP_TRANSP_TCP, &local)) return "cannot listen on " + where + ", TCP: " + std::strerror(error);
  if (options_.transport == "tls") {
    if (const std::string wrong = add_secure_transport(sip_, options_); !wrong.empty()) return wrong;
  }
  sipsess_sock *sessions = nullptr;
  sipevent_sock *events = nullptr;
  sip_lsnr *requests = nullptr, *responses = nullptr;
  int failed = sipsess_listen(&sessions, sip_, kTableSize, &invited, this);
  sessions_.reset(sessions);
  failed |= sipevent_listen(&events, sip_, kTableSize, kTableSize, nullptr, nullptr);
  events_.reset(events);
  // Last: they get what nobody else took.
  failed |= sip_listen(&requests, sip_, true, &other_request, this);
  requests_.reset(requests);
  failed |= sip_listen(&responses, sip_, false, &stray_response, this);
  responses_.reset(responses);
  opener_ = std::make_unique<Opener>(agent_, [this](const Opened &opened) { this->opened(opened); });
  return failed || !opener_->good() ? "the SIP stack does not start" : "";
}

void Exchange::close() {
  if (std::exchange(closing_, true)) return;
  calls_.clear();
  sip_close(sip_, false);
}

void Exchange::stopped(void *) { re_cancel(); }

std::uint64_t Exchange::open_agent_side(OpenRequest request, std::function<void(const Opened &)> opened) {
  request.id = next_ticket_++;
  awaited_.emplace(request.id, std::move(opened));
  const std::uint64_t ticket = request.id;
  opener_->open(std::move(request));
  return ticket;
}

void Exchange::opened(const Opened &opened) {
  const auto awaited = awaited_.extract(opened.id);
  if (awaited.empty()) return cw_call_close(opened.call);
  awaited.mapped()(opened);
}

std::string Exchange::own_uri() const {
  const std::string &registrar = options_.registrar;
  return "sip:" + options_.extension + "@" + (registrar.empty() ? options_.address : registrar.substr(0, registrar.find(':')));
}

void Exchange::remove(std::uint64_t id) { calls_.erase(id); }

int Exchange::credentials(char **user, char **password, const char *, void *self) {
  const Options &options = static_cast<Exchange *>(self)->options_;
  if (options.password.empty()) return ENOENT;
  const int error = str_dup(user, options.auth_user.c_str());
  return error ? error : str_dup(password, options.password.c_str());
}

// ---- calls ------------------------------------------------------------------------------------------------------

bool Exchange::known(const sip_msg *msg) const {
  return std::any_of(calls_.begin(), calls_.end(), [msg](const auto &entry) { return entry.second->is_of(msg); });
}

/// Whether the call is refused before there is one.
bool Exchange::refuse(const sip_msg *msg) {
  const auto from = [msg](const std::string &address) {
    sa allowed{};
    return sa_set_str(&allowed, address.c_str(), 0) == 0 && sa_cmp(&allowed, &msg->src, SA_ADDR);
  };
  if (!options_.allowed.empty() && std::none_of(options_.allowed.begin(), options_.allowed.end(), from)) {
    log(CW_LOG_WARN, "call.refused", {{"reason", "source"}});
    return reply(sip_, msg, 403, "Forbidden", ""), true;
  }
  if (const sip_hdr *unknown = required(msg)) return reply(sip_, msg, 420, "Bad Extension", "Unsupported: " + std::string(view(unknown->val)) + "\r\n"), true;
  if (!agree(timer_wish(msg), options_.session_s)) return reply(sip_, msg, 422, "Session Interval Too Small", kTooShort), true;
  if (closing_ || calls_.size() >= options_.most_calls) {
    log(CW_LOG_WARN, "call.refused", {{"reason", "limit"}, {"calls", std::to_string(calls_.size())}});
    return reply(sip_, msg, 503, "Service Unavailable", "Retry-After: " + std::to_string(kRetryAfterS) + "\r\n"), true;
  }
  if (!body_of(msg).empty() && !is_media_type(msg)) return reply(sip_, msg, 415, "Unsupported Media Type", "Accept: application/sdp\r\n"), true;
  return false;
}

void Exchange::take(const sip_msg *msg) {
  // The library forgets an INVITE once it is answered; the answer is repeated until it is acknowledged, so a repeated question needs none.
  if (known(msg) || refuse(msg)) return;
  std::optional<sdp::Description> offer;
  if (!body_of(msg).empty()) {
    offer = sdp::parse(body_of(msg));
    if (!offer) {
      log(CW_LOG_WARN, "call.refused", {{"reason", "description"}});
      return reply(sip_, msg, 488, "Not Acceptable Here", "");
    }
  }
  const std::uint64_t id = next_id_++;
  auto call = std::make_unique<PhoneCall>(*this, id);
  const Refusal refusal = call->ring(msg, offer);
  if (refusal.code != 0) return reply(sip_, msg, refusal.code, refusal.reason, "");
  calls_.emplace(id, std::move(call));
}

void Exchange::invited(const sip_msg *msg, void *self) { static_cast<Exchange *>(self)->take(msg); }

PhoneCall *Exchange::call_of(const sip_msg *msg) const {
  const auto found = std::find_if(calls_.begin(), calls_.end(), [msg](const auto &entry) { return entry.second->has(msg); });
  return found == calls_.end() ? nullptr : found->second.get();
}

bool Exchange::other_request(const sip_msg *msg, void *self) {
  sip *stack = static_cast<Exchange *>(self)->sip_;
  PhoneCall *call = static_cast<Exchange *>(self)->call_of(msg);
  const std::string_view method = view(msg->met);
  if (method == "OPTIONS") {
    sip_replyf(stack, msg, 200, "OK", "%sAccept: application/sdp\r\nContent-Length: 0\r\n\r\n", kAllow);
  } else if (method == "UPDATE" && call) {
    call->updated(msg);
  } else if (method == "CANCEL") {
    sip_reply(stack, msg, 481, "Transaction Does Not Exist");
  } else if (method == "NOTIFY" || method == "UPDATE" || method == "PRACK") {
    sip_reply(stack, msg, 481, "Call Does Not Exist");
  } else {
    sip_replyf(stack, msg, 405, "Method Not Allowed", "%sContent-Length: 0\r\n\r\n", kAllow);
  }
  return true;
}

/// A late answer to nothing that waits: no news for anybody.
bool Exchange::stray_response(const sip_msg *, void *) { return true; }

}  // namespace sip_agent
