// The sound of one call leg: what was agreed about it, and its place on the media thread. On the signalling thread.
#pragma once

#include <callwell/call.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "leg.hpp"
#include "sdp.hpp"

namespace sip_agent {

class Exchange;

inline constexpr sdp::Choice kOurOffer{{0, sdp::Codec::pcmu}, 101};

class CallMedia {
 public:
  explicit CallMedia(Exchange &exchange);
  ~CallMedia() { detach(); }
  CallMedia(const CallMedia &) = delete;
  CallMedia &operator=(const CallMedia &) = delete;

  /// False when no ports are left.
  bool open();
  /// What the first offer of the other side makes of the call; why it cannot be, or empty.
  std::string take_offer(const sdp::Description &offer);
  /// Our answer to the offer that was taken.
  std::string answer(const sdp::Description &offer) const;
  /// An offer of our own, of one codec; said again it is the same.
  std::string offer();
  void prefer(const sdp::Choice &choice) { choice_ = choice; }
  /// The answer to an offer of ours.
  bool take_answer(std::string_view description);
  /// A new offer inside the call: hold, back again, another place for the sound, or only a sign of life. Our answer, or nothing.
  std::optional<std::string> renegotiate(std::string_view description);

  /// For the agent's side of this call.
  void describe(cw_call_options &options) const;
  /// From now on the agent hears and speaks.
  void attach(cw_call *call);
  /// No sound moves any more: the agent's side may be closed.
  void detach();

  const sdp::Choice &choice() const { return choice_; }
  bool held() const { return held_; }
  bool encrypted() const { return theirs_.has_value(); }
  std::int64_t last_heard_us();
  void key(char digit);
  struct Totals { cw_call_stats stats{}; std::int64_t unreadable = 0; std::optional<Reports::Arrival> arrival; };
  Totals totals();

 private:
  bool follow(const sdp::Stream &theirs);
  bool encrypt(const std::optional<sdp::Crypto> &theirs);
  sdp::Local local() const;

  Exchange &exchange_;
  std::shared_ptr<Leg> leg_;
  sdp::Choice choice_ = kOurOffer;
  std::optional<sdp::Crypto> ours_, theirs_;
  std::uint64_t session_, version_ = 1;
  bool held_ = false, added_ = false;
};

}  // namespace sip_agent
