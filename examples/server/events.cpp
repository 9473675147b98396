#include "events.hpp"

#include <algorithm>
#include <charconv>

#include "json.hpp"

namespace server {

namespace {
constexpr std::size_t kEventsAWrite = 64;
constexpr std::uint64_t kUnknownPlace = UINT64_MAX;
}  // namespace

class HubReader final : public EventReader {
 public:
  HubReader(std::shared_ptr<EventHub> hub, std::uint64_t id, std::uint64_t place, std::string tenant)
      : hub_(std::move(hub)), id_(id), place_(place), tenant_(std::move(tenant)) {}
  ~HubReader() override { hub_->detach(id_); }
  std::string take() override { return hub_->text_after(place_, tenant_, kEventsAWrite); }
  void when_ready(std::function<void()> wake) override { hub_->attach(id_, std::move(wake)); }

 private:
  const std::shared_ptr<EventHub> hub_;
  const std::uint64_t id_;
  std::uint64_t place_;
  const std::string tenant_;
};

void EventHub::publish(std::string_view json) {
  const std::optional<json::object> event = parse_object(json);
  if (!event) return;
  const std::lock_guard lock(mutex_);
  events_.push_back({std::string(text_at(*event, "tenant_id")), std::string(json)});
  ++newest_;
  if (events_.size() > kept_) events_.pop_front();
  for (const auto &[reader, wake] : wakes_) wake();
}

std::shared_ptr<EventReader> EventHub::follow(std::string tenant, std::string_view last_event_id) {
  const std::lock_guard lock(mutex_);
  return std::make_shared<HubReader>(shared_from_this(), next_reader_++, place_of(last_event_id), std::move(tenant));
}

std::size_t EventHub::readers() const {
  const std::lock_guard lock(mutex_);
  return wakes_.size();
}

std::uint64_t EventHub::place_of(std::string_view last_event_id) const {
  if (last_event_id.empty()) return newest_;
  const std::size_t dash = last_event_id.find('-');
  std::uint64_t number = 0;
  const std::string_view digits = last_event_id.substr(std::min(dash, last_event_id.size() - 1) + 1);
  const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  const bool ours = last_event_id.substr(0, dash) == epoch_ && fault == std::errc() && end == digits.data() + digits.size();
  return ours && number <= newest_ ? number : kUnknownPlace;
}

std::string EventHub::text_after(std::uint64_t &place, std::string_view tenant, std::size_t max_events) const {
  const std::lock_guard lock(mutex_);
  std::string text;
  const std::uint64_t oldest = newest_ - events_.size();  // the place before the first one kept
  if (place == kUnknownPlace || place < oldest) {
    const bool resumable = place != kUnknownPlace;
    place = resumable ? oldest : newest_;
    text = "event: gap\ndata: {}\n\n";
  }
  for (std::size_t sent = 0; place < newest_ && sent < max_events; ++place) {
    const Event &event = events_[place - oldest];
    if (!tenant.empty() && event.tenant != tenant) continue;
    text += "id: " + epoch_ + "-" + std::to_string(place + 1) + "\ndata: " + event.json + "\n\n";
    ++sent;
  }
  return text;
}

void EventHub::attach(std::uint64_t reader, std::function<void()> wake) {
  const std::lock_guard lock(mutex_);
  wakes_[reader] = std::move(wake);
}

void EventHub::detach(std::uint64_t reader) {
  const std::lock_guard lock(mutex_);
  wakes_.erase(reader);
}

}  // namespace server
