// One carrier's media stream: its messages in, an agent's voice out, in step with the caller's own sound. It knows no socket and no
// clock: both are told.
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <string>

#include "media_messages.hpp"
#include "phone_line.hpp"
#include "web_socket.hpp"

namespace server {

struct StreamStart {
  Dialect dialect = Dialect::twilio;
  std::string call_id, session_id, token, contact, dialled;
  bool alaw = false;  ///< else µ-law
};

/// How a stream comes to its end.
enum class Parting : std::uint8_t {
  stream_first,  ///< the carrier asks what comes next when the stream has ended
  carrier_first  ///< the carrier was told, and ends the stream when it likes
};

/// Where streams get their calls from, and bring them to. Threads: any; all but `taken` may wait.
class CallDesk {
 public:
  virtual ~CallDesk() = default;
  /// Is the stream one of ours? Then its call: a new one, or the one that was waiting for its caller.
  virtual Result<std::shared_ptr<PhoneLine>> admit(const StreamStart &start) = 0;
  /// The agent wants to end the call, or to put it through (`news`).
  virtual Result<Parting> leave(const StreamStart &start, const LineNews &news, std::shared_ptr<PhoneLine> line) = 0;
  /// Was the caller of this stream taken by a person?
  virtual bool taken(const std::string &call_id) = 0;
};

class MediaSession final : public WebSocketHandler {
 public:
  MediaSession(Dialect dialect, std::shared_ptr<CallDesk> desk) : dialect_(dialect), desk_(std::move(desk)) {}

  void opened(WebSocketPeer &peer, std::int64_t now_ms) override;
  void received(std::string_view text, std::int64_t now_ms) override;
  void tick(std::int64_t now_ms) override;

 private:
  enum class State : std::uint8_t { waiting, opening, live, farewell, leaving, ended };

  void start(MediaMessage message);
  void admitted(const Result<std::shared_ptr<PhoneLine>> &line);
  void take_media(MediaMessage message, std::int64_t now_ms);
  void hear(std::string_view audio, std::int64_t now_ms);
  void take_mark(std::string_view name, std::int64_t now_ms);
  void fill_silence(std::int64_t now_ms);
  void speak();
  void speak_frame();
  void follow_line(std::int64_t now_ms);
  void look_at_time(std::int64_t now_ms);
  void leave(std::int64_t now_ms);
  void left(const Result<Parting> &parting);
  void come_back();
  void end(CloseCode code, std::string_view reason);

  const Dialect dialect_;
  const std::shared_ptr<CallDesk> desk_;
  WebSocketPeer *peer_ = nullptr;
  State state_ = State::waiting;
  std::int64_t deadline_ms_ = 0;  ///< of the state, where it has one
  StreamStart start_;
  std::string stream_id_, silence_;
  std::shared_ptr<PhoneLine> line_;
  std::optional<LineNews> parting_;            ///< what happens when the farewell was heard
  std::map<std::int64_t, std::string> early_;  ///< chunks that overtook others
  std::int64_t next_chunk_ = 0;
  std::int64_t heard_ms_ = 0, silent_at_ms_ = 0, now_ms_ = 0;
  std::size_t due_ = 0, ahead_ = 0;     ///< bytes to say; bytes said in a silence of the network, before the caller's came
  std::int64_t said_ = 0, played_ = 0;  ///< frames sent, and those that a mark came back for
  bool marks_come_back_ = false;
};

}  // namespace server
