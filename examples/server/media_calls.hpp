// The calls that carriers stream to us: which stream is whose, and callers who are with somebody else for now and may come back.
#pragma once

#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>

#include "agent.hpp"
#include "media_session.hpp"

namespace server {

/// What a voice webhook must know about a call that streams.
struct StreamedCallState {
  std::string ended;  ///< "transfer", "hang_up", or empty: the stream never was, or is not ours
  std::string transfer_to;
  bool held = false;  ///< the agent waits for the caller to come back
};

/// Threads: any.
class MediaCalls final : public CallDesk {
 public:
  explicit MediaCalls(Agent &agent);

  Result<std::shared_ptr<PhoneLine>> admit(const StreamStart &start) override;
  Result<Parting> leave(const StreamStart &start, const LineNews &news, std::shared_ptr<PhoneLine> line) override;
  bool taken(const std::string &call_id) override;

  StreamedCallState state_of(const std::string &call_id);
  /// A carrier says how a transfer went.
  void transferred(const std::string &call_id, bool somebody_answered);

 private:
  /// A call whose stream has ended, or whose carrier was told to move it.
  struct Parted {
    StreamedCallState state;
    std::shared_ptr<PhoneLine> line;  ///< the agent, while its caller may come back
    std::int64_t until_ms = 0;
    bool taken = false;
  };
  std::shared_ptr<PhoneLine> take_back(const std::string &call_id);
  Result<std::shared_ptr<PhoneLine>> open(const StreamStart &start, std::string_view known);
  void sweep(const std::stop_token &stop);

  Agent &agent_;
  std::mutex mutex_;
  std::condition_variable_any sweeps_;
  std::map<std::string, Parted> parted_;
  std::map<std::string, std::weak_ptr<PhoneLine>> live_;  ///< a pass is good for one stream at a time
  std::jthread sweeper_;
};

}  // namespace server
