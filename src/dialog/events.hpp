// What goes into a conversation and what comes out of it.
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <variant>

#include "base/json.hpp"
#include "base/result.hpp"
#include "base/time.hpp"

namespace callwell::dialog {

namespace json = boost::json;

enum class Channel : std::uint8_t { phone = 1, sms = 2, whatsapp = 3, webchat = 4 };
std::string_view channel_key(Channel channel);
base::Result<Channel> parse_channel(std::string_view key);
inline bool is_text(Channel channel) { return channel != Channel::phone; }

enum class EventKind : std::uint8_t {
  start = 1, missed_call, utterance, keypad, result, tick, hangup,
  unheard,  ///< the person speaks, and no recogniser makes words of it: or no voice is left to answer with
  progress, ///< a piece of an action's result, ahead of the result
  moved,    ///< the person goes on by another channel: its key is the text
};

struct Event {
  EventKind kind = EventKind::tick;
  base::Instant at;
  std::string text;                        ///< utterance: the words; result, progress: the answer as JSON; moved: the channel
  float confidence = 1;                    ///< utterance: the recogniser's, 0..1
  char digit = 0;                          ///< keypad
  std::uint64_t action_id = 0;             ///< result, progress: which action it answers
  base::Status status = base::Status::ok;  ///< result
};

enum class ActionKind : std::uint8_t { say = 1, invoke, transfer, end };

struct Action {
  ActionKind kind = ActionKind::say;
  std::uint64_t id = 0;
  base::Instant deadline{0};  ///< invoke, transfer
  std::string text;           ///< say: the words; invoke: the operation; transfer: the number; end: the disposition
  std::string language;       ///< say: "en", "es"
  std::string input;          ///< invoke: the operation's JSON; transfer: who, why and the fields so far as JSON
  std::string key;            ///< invoke: idempotency key; transfer: the reason
};

inline constexpr base::Instant kNever{std::numeric_limits<std::int64_t>::max()};

}  // namespace callwell::dialog
