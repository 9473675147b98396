// The latest events, numbered, and the readers that follow them. A reader keeps only its place: however slow it is, it costs
// no memory, and it is told when it missed something. Threads: any.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "http.hpp"

namespace server {

class EventHub : public std::enable_shared_from_this<EventHub> {
 public:
  /// `epoch` sets this process apart from the one before, so that a client's Last-Event-ID of yesterday is recognised.
  EventHub(std::string epoch, std::size_t kept) : epoch_(std::move(epoch)), kept_(kept) {}

  /// One event as the library gives it: {"type","tenant_id",…}.
  void publish(std::string_view json);
  /// Follows one tenant's events, or all with an empty name, from after `last_event_id` (empty: from now on).
  std::shared_ptr<EventReader> follow(std::string tenant, std::string_view last_event_id);
  std::size_t readers() const;

 private:
  friend class HubReader;
  struct Event {
    std::string tenant, json;
  };
  /// The events after `place`, as event-stream text; moves `place` on.
  std::string text_after(std::uint64_t &place, std::string_view tenant, std::size_t max_events) const;
  std::uint64_t place_of(std::string_view last_event_id) const;
  void attach(std::uint64_t reader, std::function<void()> wake);
  void detach(std::uint64_t reader);

  const std::string epoch_;
  const std::size_t kept_;
  mutable std::mutex mutex_;
  std::deque<Event> events_;  // the last one has number `newest_`
  std::uint64_t newest_ = 0;
  std::uint64_t next_reader_ = 1;
  std::map<std::uint64_t, std::function<void()>> wakes_;
};

}  // namespace server
