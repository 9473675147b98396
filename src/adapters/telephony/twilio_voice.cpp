#include "adapters/telephony/twilio_voice.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "adapters/telephony/language.hpp"
#include "base/text.hpp"

namespace callwell::adapters {

namespace {

constexpr std::size_t kMaxSpeechBytes = 8 << 10;
constexpr std::size_t kMaxDigits = 64;

bool is_one_of(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), text) != words.end();
}

bool is_phone(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  return text.size() >= 3 && text.size() <= 15 && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// A number, or nothing: withheld numbers come as a word or as the digits that spell ANONYMOUS.
std::string caller_number(std::string_view text) {
  constexpr std::string_view kAnonymousDigits = "266696687";
  const bool withheld = !is_phone(text) || text == kAnonymousDigits || (text.starts_with('+') && text.substr(1) == kAnonymousDigits);
  return withheld ? std::string() : std::string(text);
}

std::string digits_of(std::string_view text) {
  std::string out;
  for (const char c : text.substr(0, kMaxDigits)) {
    if (std::string_view("0123456789*#ABCD").find(c) != std::string_view::npos) out += c;
  }
  return out;
}

/// XML 1.0, 2.2; surrogates never leave decode_at.
bool is_xml_character(char32_t c) { return c == '\t' || c == '\n' || c == '\r' || (c >= 0x20 && c != 0x7f && c != 0xfffe && c != 0xffff); }

template <class Number>
Number number_of(std::string_view text) {
  Number value{};
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

std::string attribute(std::string_view name, std::string_view value) {
  if (value.empty()) return {};
  return " " + std::string(name) + "=\"" + xml_escape(value) + "\"";
}

std::string attribute(std::string_view name, std::int32_t value) { return attribute(name, std::to_string(value)); }

}  // namespace

base::Result<TwilioCall> twilio_call(const Form &fields) {
  TwilioCall call;
  call.call_id = field(fields, "CallSid");
  if (call.call_id.empty()) return base::invalid("the request names no call", "CallSid");
  const std::string_view status = field(fields, "CallStatus");
  if (!is_one_of(status, {"", "queued", "initiated", "ringing", "in-progress", "completed", "busy", "failed", "no-answer", "canceled"})) {
    return base::invalid("not a call status", "CallStatus");
  }
  call.status = status;
  call.from = caller_number(field(fields, "From"));
  call.to = caller_number(field(fields, "To"));
  call.direction = field(fields, "Direction");
  call.forwarded_from = caller_number(field(fields, "ForwardedFrom"));
  call.speech = base::clean_utf8(field(fields, "SpeechResult"), kMaxSpeechBytes);
  const auto confidence = number_of<double>(field(fields, "Confidence"));
  call.confidence = std::isfinite(confidence) ? std::clamp(confidence, 0.0, 1.0) : 0.0;
  call.digits = digits_of(field(fields, "Digits"));
  call.dial_status = field(fields, "DialCallStatus");
  call.recording_url = field(fields, "RecordingUrl");
  call.sequence = number_of<std::int64_t>(field(fields, "SequenceNumber"));
  return call;
}

bool is_missed(const TwilioCall &call) {
  if (!call.dial_status.empty()) return is_one_of(call.dial_status, {"busy", "no-answer", "failed", "canceled"});
  const bool inbound = call.direction.empty() || call.direction == "inbound";
  return inbound && is_one_of(call.status, {"busy", "no-answer", "failed", "canceled"});
}

std::string xml_escape(std::string_view text) {
  std::string out;
  out.reserve(text.size() + text.size() / 8);
  for (std::size_t i = 0; i < text.size();) {
    const base::CodePoint c = base::decode_at(text, i);
    i += c.bytes;
    switch (c.value) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&apos;"; break;
      default:
        if (is_xml_character(c.value)) base::append_utf8(out, c.value);
    }
  }
  return out;
}

Twiml &Twiml::say(std::string_view text, std::string_view language) {
  verbs_ += "<Say" + attribute("language", voice_language(language)) + ">" + xml_escape(text) + "</Say>";
  return *this;
}

Twiml &Twiml::gather(const Gather &gather) {
  verbs_ += "<Gather input=\"speech dtmf\"" + attribute("action", gather.action) + " method=\"POST\"" +
            attribute("language", voice_language(gather.language)) + attribute("hints", gather.hints) +
            attribute("timeout", gather.timeout_seconds) + " speechTimeout=\"auto\"" +
            (gather.digits > 0 ? attribute("numDigits", gather.digits) : std::string()) + " actionOnEmptyResult=\"true\">";
  if (!gather.prompt.empty()) say(gather.prompt, gather.language);
  verbs_ += "</Gather>";
  return *this;
}

Twiml &Twiml::dial(const Dial &dial) {
  verbs_ += "<Dial" + attribute("action", dial.action) + attribute("callerId", dial.caller_id) +
            attribute("timeout", dial.timeout_seconds) + "><Number>" + xml_escape(dial.number) + "</Number></Dial>";
  return *this;
}

Twiml &Twiml::record(const Record &record) {
  verbs_ += "<Record" + attribute("action", record.action) + attribute("maxLength", record.max_seconds) + " playBeep=\"true\"/>";
  return *this;
}

Twiml &Twiml::connect(const Stream &stream) {
  verbs_ += "<Connect" + attribute("action", stream.action) + "><Stream" + attribute("url", stream.url) + ">";
  for (const auto &[name, value] : stream.parameters) verbs_ += "<Parameter" + attribute("name", name) + attribute("value", value) + "/>";
  verbs_ += "</Stream></Connect>";
  return *this;
}

Twiml &Twiml::pause(std::int32_t seconds) {
  verbs_ += "<Pause" + attribute("length", seconds) + "/>";
  return *this;
}

Twiml &Twiml::redirect(std::string_view url) {
  verbs_ += "<Redirect method=\"POST\">" + xml_escape(url) + "</Redirect>";
  return *this;
}

Twiml &Twiml::hangup() {
  verbs_ += "<Hangup/>";
  return *this;
}

Twiml &Twiml::message(std::string_view text) {
  verbs_ += "<Message>" + xml_escape(text) + "</Message>";
  return *this;
}

std::string Twiml::document() const { return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response>" + verbs_ + "</Response>"; }

WebhookReply Twiml::reply() const { return {200, "text/xml; charset=utf-8", document()}; }

}  // namespace callwell::adapters
