// A carrier's far side and an agent's line for tests of media streams: both remember what they were told.
#pragma once

#include <catch2/catch.hpp>
#include <deque>

#include "examples/server/media_session.hpp"

namespace server::testing {

/// Speaks one byte after another, 1 to 100, so that lost, repeated and reordered sound shows.
class FakeLine final : public PhoneLine {
 public:
  void push(std::string_view audio) override { heard += audio; }
  std::string pull(std::size_t bytes) override {
    std::string out;
    for (std::size_t i = 0; i < bytes; ++i) out += silent ? '\xFF' : static_cast<char>(1 + said++ % 100);
    return out;
  }
  void key(char digit) override { keys += digit; }
  std::optional<LineNews> next() override {
    if (news.empty()) return std::nullopt;
    LineNews first = news.front();
    news.pop_front();
    return first;
  }
  void transferred(bool somebody_answered) override { results.push_back(somebody_answered); }

  std::string heard, keys;
  std::size_t said = 0;
  bool silent = false;
  std::deque<LineNews> news;
  std::vector<bool> results;
};

class FakeDesk final : public CallDesk {
 public:
  Result<std::shared_ptr<PhoneLine>> admit(const StreamStart &start) override {
    asked.push_back(start);
    if (refusal) return Failure{*refusal, "no"};
    return std::shared_ptr<PhoneLine>(line);
  }
  Result<Parting> leave(const StreamStart &, const LineNews &news, std::shared_ptr<PhoneLine>) override {
    left.push_back(news);
    if (refusal) return Failure{*refusal, "no"};
    return parting;
  }
  bool taken(const std::string &) override { return is_taken; }

  std::shared_ptr<FakeLine> line = std::make_shared<FakeLine>();
  std::optional<cw_status> refusal;
  std::vector<StreamStart> asked;
  std::vector<LineNews> left;
  Parting parting = Parting::stream_first;
  bool is_taken = false;
};

class FakePeer final : public WebSocketPeer {
 public:
  void send(std::string text) override { sent.push_back(std::move(text)); }
  void close(CloseCode code, std::string_view why) override {
    if (closed) return;
    closed = code;
    reason = why;
  }
  void work(std::function<void()> slow, std::function<void()> then) override {
    slow();
    if (later)
      waiting.push_back(std::move(then));
    else
      then();
  }

  std::vector<std::string> sent;
  std::optional<CloseCode> closed;
  std::string reason;
  bool later = false;
  std::vector<std::function<void()>> waiting;
};

inline std::string start_message(Dialect dialect, const std::string &format = {}) {
  if (dialect == Dialect::twilio) {
    return R"({"event":"start","sequenceNumber":"1","streamSid":"MZ1","start":{"streamSid":"MZ1","accountSid":"AC1","callSid":"CA1","tracks":["inbound"],)"
           R"("customParameters":{"token":"pass","contact":"+13125550177","dialled":"+13125550110"},"mediaFormat":)" +
           (format.empty() ? R"({"encoding":"audio/x-mulaw","sampleRate":8000,"channels":1})" : format) + "}}";
  }
  return R"({"event":"start","sequence_number":"1","stream_id":"S1","start":{"user_id":"U1","call_control_id":"v3:c","call_session_id":"s","client_state":"",)"
         R"("custom_parameters":[{"name":"token","value":"pass"},{"name":"contact","value":"+13125550177"},{"name":"dialled","value":"+13125550110"}],"media_format":)" +
         (format.empty() ? R"({"encoding":"PCMU","sample_rate":8000,"channels":1})" : format) + "}}";
}

inline std::string caller_says(std::int64_t chunk, const std::string &audio, const std::string &track = "inbound") {
  return R"({"event":"media","sequenceNumber":"4","streamSid":"MZ1","media":{"track":")" + track + R"(","chunk":")" +
         std::to_string(chunk) + R"(","timestamp":"20","payload":")" + base64(audio) + "\"}}";
}

/// A session from its first message on; its clock stands still unless told.
struct Stream {
  explicit Stream(Dialect which = Dialect::twilio) : dialect(which), session(which, desk) { session.opened(peer, now); }
  void receive(const std::string &text) { session.received(text, now); }
  void begin() {
    receive(R"({"event":"connected","protocol":"Call","version":"1.0.0"})");
    receive(start_message(dialect));
  }
  /// Time goes by, seen every 20 ms.
  void pass(std::int64_t ms) {
    for (const std::int64_t end = now + ms; now < end;) {
      now += 20;
      session.tick(now);
    }
  }
  /// A caller who says `frames` frames, one every 20 ms.
  void talk(std::int64_t frames) {
    for (std::int64_t i = 0; i < frames; ++i) {
      now += 20;
      receive(caller_says(++chunk, std::string(160, '\x11')));
      session.tick(now);
    }
  }
  std::size_t count(const std::string &event) const {
    std::size_t found = 0;
    for (const std::string &text : peer.sent) found += text.find("\"event\":\"" + event + "\"") != std::string::npos;
    return found;
  }
  std::string said() const {
    std::string audio;
    for (const std::string &text : peer.sent) {
      const auto message = read_media_message(dialect, text);
      if (message && message->kind == MediaMessage::Kind::media) audio += message->audio;
    }
    return audio;
  }

  Dialect dialect;
  std::shared_ptr<FakeDesk> desk = std::make_shared<FakeDesk>();
  FakePeer peer;
  std::int64_t now = 1'000'000, chunk = 0;
  MediaSession session;
};

}  // namespace server::testing
