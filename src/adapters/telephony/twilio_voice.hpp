// Twilio's voice webhooks and the TwiML that answers them. Verify and read the form with messaging/twilio_webhook.hpp first.
#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "adapters/form.hpp"
#include "adapters/webhook.hpp"

namespace callwell::adapters {

/// One voice webhook: a new call, what a Gather heard, how a Dial went, or a call's progress.
struct TwilioCall {
  std::string call_id;    ///< CallSid
  std::string from, to;   ///< `from` is empty when the caller withholds the number
  std::string status;     ///< "ringing", "in-progress", "completed", "busy", "no-answer", "failed", "canceled"
  std::string direction;  ///< "inbound", "outbound-api", …
  std::string forwarded_from;
  std::string speech;       ///< what Gather understood; clean UTF-8
  double confidence = 0;    ///< of `speech`, 0..1
  std::string digits;       ///< 0-9 * # and A-D
  std::string dial_status;  ///< after Dial: "completed", "answered", "busy", "no-answer", "failed", "canceled"
  std::string recording_url;
  std::int64_t sequence = 0;  ///< of progress reports, which overtake each other
};
base::Result<TwilioCall> twilio_call(const Form &fields);
/// Did the caller hear nobody: ended before anyone answered, or the attempt to connect them failed?
bool is_missed(const TwilioCall &call);

struct Gather {
  std::string action;                ///< where Twilio posts what it heard; also when it heard nothing
  std::string prompt;                ///< said while already listening
  std::string language = "en";       ///< "en", "es" or a full tag
  std::string hints;                 ///< words to expect, separated by commas
  std::int32_t timeout_seconds = 5;  ///< of silence before `action` is posted without input
  std::int32_t digits = 0;           ///< post after so many keys; 0: any number, ended by #
};

struct Dial {
  std::string number;  ///< E.164
  std::string action;  ///< told how it went; empty: the document goes on
  std::string caller_id;
  std::int32_t timeout_seconds = 25;
};

struct Record {
  std::string action;
  std::int32_t max_seconds = 180;
};

/// Hands the call's sound over, both ways; the document goes on when the stream ends.
struct Stream {
  std::string url;     ///< wss://…; Twilio drops a query, so what the stream must know goes as parameters
  std::string action;  ///< asked what comes next when the stream has ended
  std::vector<std::pair<std::string, std::string>> parameters;
};

/// A TwiML document, verb by verb. Every text is escaped here and nowhere else.
class Twiml {
 public:
  Twiml &say(std::string_view text, std::string_view language);
  Twiml &gather(const Gather &gather);
  Twiml &dial(const Dial &dial);
  Twiml &record(const Record &record);
  Twiml &connect(const Stream &stream);
  Twiml &pause(std::int32_t seconds);
  Twiml &redirect(std::string_view url);
  Twiml &hangup();
  Twiml &message(std::string_view text);  ///< in an answer to a message webhook
  std::string document() const;
  WebhookReply reply() const;

 private:
  std::string verbs_;
};

/// For text and attributes; characters XML cannot hold are dropped.
std::string xml_escape(std::string_view text);

}  // namespace callwell::adapters
