#include "runtime/call_recording.hpp"

#include <algorithm>
#include <utility>

#include "base/log.hpp"
#include "base/metrics.hpp"
#include "operations/agent.hpp"
#include "runtime/call_loop.hpp"

namespace callwell::runtime {

namespace {

base::Counter begun_recordings("callwell_recordings_total", "Recordings of calls that began");
base::Counter lost_recordings("callwell_recordings_lost_total", "Recordings that could not begin, or were given up because the disk or the database failed");

}  // namespace

struct CallRecording::Writing {
  std::shared_ptr<operations::Agent> agent;  ///< keeps the practice and its store alive
  const operations::Tenant &tenant;
  std::optional<operations::StartedRecording> started;

  /// A recording that cannot be written is given up: what is on the disk stays, and is closed like that of a process that died.
  void check(const base::Result<void> &done) {
    if (done || !started) return;
    lost_recordings.add();
    base::log(base::LogLevel::error, "recording.failed", {{"recording", base::Identifier{started->row.id}}, {"status", base::Identifier{base::status_name(done.error().status)}}});
    started.reset();
  }
};

CallRecording::CallRecording(CallLoop &loop, std::shared_ptr<operations::Agent> agent, const operations::Tenant &tenant, const std::string &conversation, std::int32_t rate)
    : loop_(loop), control_(std::make_shared<operations::RecordingSwitch>()), sides_(rate), cards_(rate), caller_knows_(tenant.practice().recording.notice.empty()) {
  control_->tenant = tenant.id();
  control_->conversation = conversation;
  agent->live_recordings().add(control_);
  writing_ = std::make_shared<Writing>(Writing{std::move(agent), tenant, {}});
}

void CallRecording::begin(std::function<void(bool)> begun) {
  loop_.post_write([writing = writing_, control = control_, rate = sides_.rate(), now = loop_.now(), begun = std::move(begun)] {
    base::Result<operations::StartedRecording> started = operations::start_recording(writing->tenant, control->conversation, rate, now);
    if (started) {
      begun_recordings.add();
      writing->started.emplace(std::move(*started));
    } else {
      lost_recordings.add();
      base::log(base::LogLevel::error, "recording.not_begun", {{"status", base::Identifier{base::status_name(started.error().status)}}});
    }
    begun(writing->started.has_value());
  });
}

void CallRecording::write(std::function<void(Writing &)> work) {
  loop_.post_write([writing = writing_, work = std::move(work)] {
    if (writing->started) work(*writing);
  });
}

void CallRecording::take(voice::RecordedFrame &frame) {
  if (over_) return;
  if (frame.side == voice::Side::caller && !caller_knows_) frame.size = 0;
  sides_.put(frame);
  while (auto second = sides_.next()) {
    write([codes = std::move(*second)](Writing &writing) { writing.check(writing.started->writer.append(codes)); });
  }
}

void CallRecording::notice_heard() {
  caller_knows_ = true;
  notice_ = loop_.now();
}

void CallRecording::follow(const voice::LineEvent &event) {
  const std::int64_t at = sides_.position(event.at);
  switch (event.kind) {
    case voice::LineEventKind::caller_started: cards_.began(at); break;
    case voice::LineEventKind::keypad: blank(cards_.pressed(event.digit, at)); break;
    case voice::LineEventKind::turn: blank(cards_.said(event.text, at)); break;
    default: break;
  }
}

void CallRecording::blank(const std::optional<voice::SampleSpan> &span) {
  if (!span || over_) return;
  blanked_.push_back(*span);
  sides_.blank(*span);
  write([span = *span](Writing &writing) { writing.check(writing.started->writer.blank(span.from, span.to)); });
}

void CallRecording::end(std::string_view unfinished) {
  if (over_) return;
  if (!unfinished.empty()) blank(cards_.said(unfinished, sides_.samples()));
  over_ = true;
  if (sides_.lost_frames() > 0) base::log(base::LogLevel::warn, "recording.gaps", {{"frames", sides_.lost_frames()}});
  std::vector<records::Silenced> silenced;
  for (const voice::SampleSpan &span : sides_.paused()) silenced.push_back({span.from, span.to, "paused"});
  for (const voice::SampleSpan &span : blanked_) silenced.push_back({span.from, std::min(span.to, sides_.samples()), "card"});
  std::sort(silenced.begin(), silenced.end(), [](const auto &a, const auto &b) { return a.from < b.from; });
  write([rest = sides_.rest(), notice = notice_, silenced = std::move(silenced)](Writing &writing) {
    records::Recording &row = writing.started->row;
    writing.check(writing.started->writer.finish(rest));
    if (!writing.started) return;
    row.status = "complete";
    row.samples = writing.started->writer.samples();
    row.notice = notice;
    row.silenced = silenced;
    writing.check(operations::note_recording(writing.tenant, row));
    writing.started.reset();
  });
}

}  // namespace callwell::runtime
