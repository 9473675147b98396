#include "consultation.hpp"

#include <utility>

#include "exchange.hpp"

namespace sip_agent {

namespace {

constexpr std::uint64_t kRingMs = 20'000, kLookMs = 20;

/// Percent-encoded, as a header inside a URI has to be.
std::string escaped(std::string_view text) {
  static constexpr std::string_view kPlain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.!~*'()", kHex = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (kPlain.find(c) != std::string_view::npos) out += c;
    else (out += '%') += {kHex[byte >> 4], kHex[byte & 15]};
  }
  return out;
}

}  // namespace

Consultation::Consultation(Exchange &exchange, const Plan &plan, Done done)
    : exchange_(exchange), plan_(plan), done_(std::move(done)), media_(exchange) {}

Consultation::~Consultation() {
  exchange_.forget(ticket_);
  media_.detach();
  cw_call_close(agent_);
}

std::unique_ptr<Consultation> Consultation::begin(Exchange &exchange, const Plan &plan, Done done) {
  std::unique_ptr<Consultation> consultation(new Consultation(exchange, plan, std::move(done)));
  return consultation->ring() ? std::move(consultation) : nullptr;
}

bool Consultation::ring() {
  if (!media_.open()) return false;
  media_.prefer(plan_.choice);
  sipsess *session = nullptr;
  const int error = sipsess_connect(&session, exchange_.sessions(), plan_.to_uri.c_str(), nullptr, exchange_.own_uri().c_str(), exchange_.options().extension.c_str(), nullptr, 0,
                                    "application/sdp", buffer_of(media_.offer()).get(), &Exchange::credentials, &exchange_, false, &offered, &answered, nullptr, &established,
                                    nullptr, nullptr, &closed, this, "%s", kAllow);
  session_.reset(error ? nullptr : session);
  if (!error) ring_.start(kRingMs, &nobody, this);
  return !error;
}

/// Once; whoever is told may end this consultation at once.
void Consultation::finish(Outcome outcome) {
  if (std::exchange(finished_, true)) return;
  ring_.stop();
  const Done done = done_;
  done(outcome);
}

int Consultation::answered(const sip_msg *msg, void *self) { return static_cast<Consultation *>(self)->media_.take_answer(body_of(msg)) ? 0 : EPROTO; }

int Consultation::offered(mbuf **description, const sip_msg *msg, void *self) {
  auto &media = static_cast<Consultation *>(self)->media_;
  const std::optional<std::string> ours = body_of(msg).empty() ? media.offer() : media.renegotiate(body_of(msg));
  if (!ours) return EPROTO;
  *description = buffer_of(*ours).release();
  return *description ? 0 : ENOMEM;
}

void Consultation::established(const sip_msg *msg, void *self) {
  auto &consultation = *static_cast<Consultation *>(self);
  consultation.ring_.stop();
  // Seen from whoever is asked to replace it, the person's tag is its own: "to".
  consultation.replaces_ = escaped(std::string(view(msg->callid)) + ";to-tag=" + std::string(view(msg->to.tag)) + ";from-tag=" + std::string(view(msg->from.tag)));
  consultation.speak();
}

void Consultation::speak() {
  if (plan_.words.empty()) return finish(Outcome::ready);
  OpenRequest request;
  media_.describe(request.options);
  request.practice = plan_.practice;
  request.dialled = plan_.dialled;
  request.announcement = plan_.words;
  ticket_ = exchange_.open_agent_side(std::move(request), [this](const Opened &opened) { this->opened(opened); });
}

void Consultation::opened(const Opened &opened) {
  agent_ = opened.call;
  if (!agent_) return finish(Outcome::ready);  // without words is better than not at all
  media_.attach(agent_);
  look_.start(kLookMs, &look, this);
}

void Consultation::look(void *self) {
  auto &consultation = *static_cast<Consultation *>(self);
  while (const cw_call_event *event = cw_call_next(consultation.agent_)) {
    if (event->kind == CW_CALL_EVENT_HANG_UP) return consultation.finish(Outcome::ready);
  }
  consultation.look_.start(kLookMs, &look, self);
}

void Consultation::closed(int error, const sip_msg *msg, void *self) {
  auto &consultation = *static_cast<Consultation *>(self);
  const bool silent = error == ETIMEDOUT || (msg && (msg->scode == 408 || msg->scode == 480));
  consultation.look_.stop();
  consultation.finish(silent ? Outcome::no_answer : Outcome::refused);
}

void Consultation::nobody(void *self) { static_cast<Consultation *>(self)->finish(Outcome::no_answer); }

}  // namespace sip_agent
