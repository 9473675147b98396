// Who the practice is, and its rules of conduct: quiet hours, booking, hand-over, emergency numbers, recording, operators.
#include "practice/read.hpp"

namespace callwell::practice {

namespace {

void read_minutes(const Place &place, std::int32_t &out) {
  if (const auto minutes = base::parse_minute_of_day(place.text())) out = *minutes;
}

void read_quiet_hours(const Place &place, Reader &reader) {
  QuietHours &quiet = reader.practice.quiet_hours;
  read_minutes(place["start"], quiet.start);
  read_minutes(place["end"], quiet.end);
  place["apply_to_replies"].read(quiet.apply_to_replies);
  if (place && quiet.start == quiet.end) reader.report.add(place["end"], "is the same as `start`", "leave a part of the day in which texts may be sent");
}

void read_booking(const Place &place, Booking &booking) {
  place["lead_minutes"].read(booking.lead_minutes);
  place["horizon_days"].read(booking.horizon_days);
  place["step_minutes"].read(booking.step_minutes);
  place["offer_count"].read(booking.offer_count);
  place["hold_minutes"].read(booking.hold_minutes);
  place["cancellation_notice_hours"].read(booking.cancellation_notice_hours);
}

void read_identity(const Place &file, Practice &practice) {
  file["id"].read(practice.id);
  file["name"].read(practice.name);
  practice.profile = "generic";
  file["profile"].read(practice.profile);
  file["phone"].read(practice.phone);
  file["website"].read(practice.website);
  file["email"].read(practice.email);
  file["country"].read(practice.country);
  file["currency"].read(practice.currency);
  file["time_zone"].read(practice.time_zone);
  if (auto zone = base::Zone::load(practice.time_zone)) practice.zone = std::move(*zone);
  practice.numbers = file["numbers"].texts();
}

void read_languages(const Place &place, Reader &reader) {
  for (const Place &entry : place.entries()) {
    const std::string language = entry.text();
    if (language != "en" && language != "es") continue;
    std::vector<std::string> &languages = reader.practice.languages;
    if (!languages.empty() && languages.front() == language) {
      reader.report.add(entry, "is named twice", "name each language once");
    } else {
      languages.push_back(language);
    }
  }
}

/// Who says nothing of a notice gets ours: that a call is kept must not be forgotten by leaving out a line.
LocalText read_notice(const Place &place, Reader &reader) {
  bool said = true;
  place.read(said);
  if (place && !place.value()->is_bool()) return read_text(place, reader);
  if (!said) return {};
  return {{{"en", "This call is recorded."}, {"es", "Esta llamada se graba."}}};
}

void read_recording(const Place &place, Reader &reader) {
  Recording &recording = reader.practice.recording;
  place["enabled"].read(recording.enabled);
  recording.notice = read_notice(place["notice"], reader);
  if (!place["retention_days"]) return;
  std::int32_t days = 0;
  place["retention_days"].read(days);
  recording.retention_days = days;
}

}  // namespace

void read_general(const Place &file, Reader &reader) {
  Practice &practice = reader.practice;
  read_identity(file, practice);
  read_languages(file["languages"], reader);
  read_quiet_hours(file["quiet_hours"], reader);
  read_booking(file["booking"], practice.booking);
  file["handoff"]["phone"].read(practice.handoff.phone);
  file["handoff"]["department"].read(practice.handoff.department);
  file["emergency"]["number"].read(practice.emergency.number);
  file["emergency"]["crisis_line"].read(practice.emergency.crisis_line);
  file["emergency"]["poison_line"].read(practice.emergency.poison_line);
  file["emergency"]["transfer_to"].read(practice.emergency.transfer_to);
  read_recording(file["recording"], reader);
  practice.operators.sms = file["operators"]["sms"].texts();
  practice.operators.email = file["operators"]["email"].texts();
  file["send_optout_confirmation"].read(practice.send_optout_confirmation);
}

}  // namespace callwell::practice
