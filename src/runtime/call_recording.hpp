// The recording of one call: frames come from the media thread, seconds go to the file by the writing thread. What happens in the call
// says what may be kept: nothing of the caller before the notice was heard, nothing while paused, no card data.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "operations/recordings.hpp"
#include "runtime/card_watch.hpp"
#include "voice/line.hpp"
#include "voice/two_sides.hpp"

namespace callwell::operations {
class Agent;
}

namespace callwell::runtime {

class CallLoop;

/// Threads: the loop, but the constructor.
class CallRecording {
 public:
  CallRecording(CallLoop &loop, std::shared_ptr<operations::Agent> agent, const operations::Tenant &tenant, const std::string &conversation, std::int32_t rate);

  /// Makes row and file; `begun` hears from the writing thread whether there is a recording.
  void begin(std::function<void(bool begun)> begun);
  const std::shared_ptr<operations::RecordingSwitch> &control() const { return control_; }

  void take(voice::RecordedFrame &frame);
  /// From now on the caller is kept.
  void notice_heard();
  /// What the line tells: card data among it is blanked.
  void follow(const voice::LineEvent &event);
  /// The line is down; `unfinished`: what was understood of a turn that did not come to its end.
  void end(std::string_view unfinished);

 private:
  /// What the writing thread works with.
  struct Writing;
  void blank(const std::optional<voice::SampleSpan> &span);
  void write(std::function<void(Writing &writing)> work);

  CallLoop &loop_;
  std::shared_ptr<operations::RecordingSwitch> control_;
  std::shared_ptr<Writing> writing_;
  voice::TwoSides sides_;
  CardWatch cards_;
  std::vector<voice::SampleSpan> blanked_;
  std::optional<base::Instant> notice_;
  bool caller_knows_, over_ = false;
};

}  // namespace callwell::runtime
