#include "media_session.hpp"

#include <algorithm>
#include <charconv>
#include <cstdio>

namespace server {

namespace {

using Kind = MediaMessage::Kind;

constexpr std::size_t kFrameBytes = 160;  // 20 ms of G.711
constexpr std::int64_t kFrameMs = 20;
constexpr std::int64_t kStartMs = 5'000;      // until `start` must have come
constexpr std::int64_t kPatienceMs = 60;      // without sound from the caller before we go on alone
constexpr std::int64_t kDeafMs = 1'000;       // from then on silence is what the caller says
constexpr std::int64_t kFarewellMs = 2'000;   // for the last mark to come back
constexpr std::int64_t kTransferMs = 40'000;  // for somebody to pick up
constexpr std::size_t kMostAhead = 50 * kFrameBytes;
constexpr std::int64_t kFramesATick = 10;  // after a stall of the machine
constexpr std::size_t kMostEarly = 3;      // chunks kept for one that is late
constexpr std::int64_t kMarkEvery = 10;    // frames
constexpr std::int64_t kBehind = 35;       // frames not yet played: what is mere silence is not sent then
constexpr std::string_view kLastMark = "end";

bool speaks_our_format(Dialect dialect, const MediaMessage &start, bool &alaw) {
  alaw = dialect == Dialect::telnyx && start.encoding == "PCMA";
  const bool law = alaw || start.encoding == (dialect == Dialect::twilio ? "audio/x-mulaw" : "PCMU");
  return law && start.rate == 8000 && start.channels == 1;
}

std::string parameter(const MediaMessage &message, std::string_view name) {
  const auto found = message.parameters.find(name);
  return found == message.parameters.end() ? std::string() : found->second;
}

}  // namespace

void MediaSession::opened(WebSocketPeer &peer, std::int64_t now_ms) {
  peer_ = &peer;
  now_ms_ = now_ms;
  deadline_ms_ = now_ms + kStartMs;
}

void MediaSession::received(std::string_view text, std::int64_t now_ms) {
  now_ms_ = now_ms;
  if (state_ == State::ended) return;
  Result<MediaMessage> message = read_media_message(dialect_, text);
  if (!message) return end(CloseCode::invalid, message.error().message);
  switch (message->kind) {
    case Kind::start: return start(std::move(*message));
    case Kind::media: return take_media(std::move(*message), now_ms);
    case Kind::dtmf:
      if (line_) line_->key(message->digit);
      return;
    case Kind::mark: return take_mark(message->name, now_ms);
    case Kind::stop: return end(CloseCode::normal, "stopped");
    case Kind::error: std::fputs("warn media.carrier_reports_an_error\n", stderr); return;
    case Kind::connected:
    case Kind::other: return;
  }
}

void MediaSession::start(MediaMessage message) {
  if (state_ != State::waiting) return end(CloseCode::policy, "started twice");
  if (!speaks_our_format(dialect_, message, start_.alaw))
    return end(CloseCode::unsupported, "the sound must be G.711 at 8000, one channel");
  start_.dialect = dialect_;
  start_.call_id = message.call_id;
  start_.session_id = message.session_id;
  start_.token = parameter(message, "token");
  start_.contact = parameter(message, "contact");
  start_.dialled = parameter(message, "dialled");
  stream_id_ = message.stream_id;
  silence_ = std::string(kFrameBytes, start_.alaw ? '\xD5' : '\xFF');
  state_ = State::opening;
  deadline_ms_ = 0;
  auto line = std::make_shared<Result<std::shared_ptr<PhoneLine>>>(nullptr);
  peer_->work([desk = desk_, asked = start_, line] { *line = desk->admit(asked); }, [this, line] { admitted(*line); });
}

void MediaSession::admitted(const Result<std::shared_ptr<PhoneLine>> &line) {
  if (state_ != State::opening) return;  // the caller hung up meanwhile
  if (!line && line.error().status == CW_E_UNAUTHENTICATED) return end(CloseCode::policy, "no pass for this call");
  if (!line) return end(CloseCode::try_again_later, "the agent does not answer");
  line_ = *line;
  state_ = State::live;
  heard_ms_ = now_ms_;
  silent_at_ms_ = now_ms_ + kPatienceMs;
}

// ---- hearing ----------------------------------------------------------------------------------------------------

/// Chunks count from 1. One that comes late is waited for a little; what comes after all is dropped.
void MediaSession::take_media(MediaMessage message, std::int64_t now_ms) {
  if (!line_ || !message.inbound || message.audio.empty()) return;
  if (message.chunk <= 0) return hear(message.audio, now_ms);
  if (next_chunk_ == 0) next_chunk_ = message.chunk;
  if (message.chunk < next_chunk_) return;
  early_.emplace(message.chunk, std::move(message.audio));
  if (early_.size() > kMostEarly) next_chunk_ = early_.begin()->first;
  while (!early_.empty() && early_.begin()->first == next_chunk_) {
    const std::string audio = std::move(early_.begin()->second);
    early_.erase(early_.begin());
    ++next_chunk_;
    hear(audio, now_ms);
    if (!line_) return;
  }
}

void MediaSession::hear(std::string_view audio, std::int64_t now_ms) {
  line_->push(audio);
  heard_ms_ = now_ms;
  silent_at_ms_ = now_ms + kPatienceMs;
  const std::size_t said_already = std::min(ahead_, audio.size());
  ahead_ -= said_already;
  due_ += audio.size() - said_already;
  speak();
  follow_line(now_ms);
}

/// The network is silent: the agent speaks on, and after a while the silence is the caller's.
void MediaSession::fill_silence(std::int64_t now_ms) {
  for (std::int64_t i = 0; i < kFramesATick && silent_at_ms_ <= now_ms; ++i) {
    silent_at_ms_ += kFrameMs;
    const bool deaf = now_ms - heard_ms_ > kDeafMs;
    if (deaf) line_->push(silence_);
    if (!deaf) ahead_ = std::min(ahead_ + kFrameBytes, kMostAhead);
    due_ += kFrameBytes;
    speak();
  }
  if (silent_at_ms_ <= now_ms) silent_at_ms_ = now_ms + kFrameMs;
}

// ---- speaking ---------------------------------------------------------------------------------------------------

void MediaSession::speak() {
  for (; due_ >= kFrameBytes; due_ -= kFrameBytes) speak_frame();
}

void MediaSession::speak_frame() {
  const std::string frame = line_->pull(kFrameBytes);
  if (marks_come_back_ && said_ - played_ > kBehind && frame == silence_) return;  // the far end has sound enough
  peer_->send(media_message(dialect_, stream_id_, frame));
  if (++said_ % kMarkEvery == 0) peer_->send(mark_message(dialect_, stream_id_, std::to_string(said_)));
}

void MediaSession::take_mark(std::string_view name, std::int64_t now_ms) {
  if (name == kLastMark && state_ == State::farewell) return leave(now_ms);
  std::int64_t frames = 0;
  std::from_chars(name.data(), name.data() + name.size(), frames);
  if (frames <= played_ || frames > said_) return;
  played_ = frames;
  marks_come_back_ = true;
}

// ---- what the agent asks for --------------------------------------------------------------------------------------

void MediaSession::follow_line(std::int64_t now_ms) {
  while (line_ && state_ == State::live) {
    const std::optional<LineNews> news = line_->next();
    if (!news) return;
    if (news->kind == LineNews::Kind::interrupted) peer_->send(clear_message(dialect_, stream_id_));
    if (news->kind != LineNews::Kind::transfer && news->kind != LineNews::Kind::hang_up) continue;
    parting_ = *news;
    state_ = State::farewell;  // what was said last is heard to its end
    deadline_ms_ = now_ms + kFarewellMs;
    peer_->send(mark_message(dialect_, stream_id_, kLastMark));
  }
}

void MediaSession::leave(std::int64_t now_ms) {
  state_ = State::leaving;
  deadline_ms_ = now_ms + kTransferMs;
  auto parting = std::make_shared<Result<Parting>>(Parting::stream_first);
  peer_->work([desk = desk_, start = start_, news = *parting_, line = line_, parting] { *parting = desk->leave(start, news, line); },
              [this, parting] { left(*parting); });
}

void MediaSession::left(const Result<Parting> &parting) {
  if (state_ != State::leaving) return;
  if (parting && *parting == Parting::stream_first) return end(CloseCode::normal, "the agent is done");
  if (parting) return;  // the carrier ends the stream, or somebody takes the caller
  if (parting_->kind == LineNews::Kind::hang_up) return end(CloseCode::internal, "the carrier did not take the end");
  come_back();
}

/// Nobody picked up: the caller is ours again.
void MediaSession::come_back() {
  line_->transferred(false);
  state_ = State::live;
  deadline_ms_ = 0;
}

// ---- time ---------------------------------------------------------------------------------------------------------

void MediaSession::tick(std::int64_t now_ms) {
  now_ms_ = now_ms;
  if (line_) fill_silence(now_ms);
  if (line_) follow_line(now_ms);
  look_at_time(now_ms);
}

void MediaSession::look_at_time(std::int64_t now_ms) {
  if (state_ == State::leaving && parting_->kind == LineNews::Kind::transfer && desk_->taken(start_.call_id))
    return end(CloseCode::normal, "somebody took the caller");
  if (deadline_ms_ == 0 || now_ms < deadline_ms_) return;
  if (state_ == State::waiting) return end(CloseCode::policy, "no start came");
  if (state_ == State::farewell) return leave(now_ms);
  if (state_ != State::leaving) return;
  if (parting_->kind == LineNews::Kind::hang_up) return end(CloseCode::normal, "the agent is done");
  come_back();
}

void MediaSession::end(CloseCode code, std::string_view reason) {
  state_ = State::ended;
  line_.reset();
  peer_->close(code, reason);
}

}  // namespace server
