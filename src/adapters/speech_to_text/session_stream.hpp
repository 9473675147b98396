// A call's ears as a service's session, which may outlive them until the service has answered.
#pragma once

#include <memory>
#include <utility>

#include "voice/ports.hpp"

namespace callwell::adapters {

template <class Session>
class SessionStream final : public voice::RecogniserStream {
 public:
  explicit SessionStream(std::shared_ptr<Session> session) : session_(std::move(session)) {}
  ~SessionStream() override { session_->end(); }
  void hear(voice::Samples frame) override { session_->hear(frame); }
  void expect(const voice::Hearing &hearing) override { session_->expect(hearing); }
  void end_of_turn() override { session_->end_of_turn(); }

 private:
  const std::shared_ptr<Session> session_;
};

}  // namespace callwell::adapters
