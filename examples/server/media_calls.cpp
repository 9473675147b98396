#include "media_calls.hpp"

#include <chrono>

#include "json.hpp"

namespace server {

namespace {

/// A Dial rings for 25 s: when no word of its failure has come by then, the caller talks to somebody.
constexpr std::int64_t kRingingMs = 35'000, kSweepMs = 1'000;

std::int64_t now_ms() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

std::string_view name_of(Dialect dialect) { return dialect == Dialect::twilio ? "twilio" : "telnyx"; }

}  // namespace

MediaCalls::MediaCalls(Agent &agent) : agent_(agent), sweeper_([this](const std::stop_token &stop) { sweep(stop); }) {}

Result<std::shared_ptr<PhoneLine>> MediaCalls::admit(const StreamStart &start) {
  json::object asked{{"carrier", name_of(start.dialect)},
                     {"call_id", start.call_id},
                     {"token", start.token},
                     {"contact", start.contact},
                     {"dialled", start.dialled}};
  if (!start.session_id.empty()) asked["session_id"] = start.session_id;
  const Result<std::string> known = agent_.invoke({"", "system"}, "inbound.stream_start", json::serialize(asked));
  if (!known) return known.error();
  if (std::shared_ptr<PhoneLine> waiting = take_back(start.call_id)) return waiting;
  return open(start, *known);
}

Result<std::shared_ptr<PhoneLine>> MediaCalls::open(const StreamStart &start, std::string_view known) {
  const std::optional<json::object> call = parse_object(known);
  if (!call) return Failure{CW_E_INTERNAL, "the operation's answer does not read"};
  {
    const std::lock_guard lock(mutex_);
    const auto streams = live_.find(start.call_id);
    if (streams != live_.end() && !streams->second.expired()) return Failure{CW_E_UNAUTHENTICATED, "this call streams already"};
  }
  Result<std::shared_ptr<PhoneLine>> line = agent_.open_call({.tenant = std::string(text_at(*call, "tenant")),
                                                              .contact = start.contact,
                                                              .dialled = start.dialled,
                                                              .conversation = std::string(text_at(*call, "conversation_id")),
                                                              .alaw = start.alaw});
  const std::lock_guard lock(mutex_);
  if (line) live_[start.call_id] = *line;
  return line;
}

std::shared_ptr<PhoneLine> MediaCalls::take_back(const std::string &call_id) {
  const std::lock_guard lock(mutex_);
  const auto found = parted_.find(call_id);
  if (found == parted_.end()) return nullptr;
  std::shared_ptr<PhoneLine> line = std::move(found->second.line);
  parted_.erase(found);
  return line;
}

Result<Parting> MediaCalls::leave(const StreamStart &start, const LineNews &news, std::shared_ptr<PhoneLine> line) {
  const bool transfers = news.kind == LineNews::Kind::transfer;
  const std::string how = transfers ? "transfer" : "hang_up";
  {
    const std::lock_guard lock(mutex_);
    parted_[start.call_id] = {{how, news.number, transfers}, transfers ? std::move(line) : nullptr, now_ms() + kRingingMs, false};
  }
  if (start.dialect == Dialect::twilio) return Parting::stream_first;  // it asks what comes next when the stream has ended
  const json::object end{
      {"carrier", "telnyx"}, {"call_id", start.call_id}, {"dialled", start.dialled}, {"how", how}, {"transfer_to", news.number}};
  const Result<std::string> told = agent_.invoke({"", "system"}, "inbound.stream_end", json::serialize(end));
  if (told) return Parting::carrier_first;
  take_back(start.call_id);
  return told.error();
}

bool MediaCalls::taken(const std::string &call_id) {
  const std::lock_guard lock(mutex_);
  const auto found = parted_.find(call_id);
  return found != parted_.end() && found->second.taken;
}

StreamedCallState MediaCalls::state_of(const std::string &call_id) {
  const std::lock_guard lock(mutex_);
  const auto found = parted_.find(call_id);
  return found == parted_.end() ? StreamedCallState() : found->second.state;
}

void MediaCalls::transferred(const std::string &call_id, bool somebody_answered) {
  std::shared_ptr<PhoneLine> line;
  const std::lock_guard lock(mutex_);
  const auto found = parted_.find(call_id);
  if (found == parted_.end() || !found->second.line) return;
  found->second.line->transferred(somebody_answered);
  found->second.taken = somebody_answered;
  found->second.until_ms = now_ms() + kRingingMs;  // long enough for the caller to come back, or for the stream to see it
  if (somebody_answered) line = std::move(found->second.line);
}

/// Who rang long enough was answered: only the end of a Dial is told, however long people talk.
void MediaCalls::sweep(const std::stop_token &stop) {
  std::unique_lock lock(mutex_);
  while (!stop.stop_requested()) {
    sweeps_.wait_for(lock, stop, std::chrono::milliseconds(kSweepMs), [] { return false; });
    const std::int64_t now = now_ms();
    std::erase_if(live_, [](const auto &entry) { return entry.second.expired(); });
    std::erase_if(parted_, [&](const auto &entry) {
      const Parted &parted = entry.second;
      if (parted.until_ms > now) return false;
      if (parted.line) parted.line->transferred(true);
      return true;
    });
  }
}

}  // namespace server
