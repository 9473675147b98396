// What stands behind the opaque handles. Children keep their agent alive, so any order of closing works.
#pragma once

#include <callwell/session.h>

#include <memory>
#include <mutex>

#include "dialog/session.hpp"
#include "operations/agent.hpp"
#include "runtime/call_loop.hpp"
#include "runtime/runtime.hpp"

struct cw_agent {
  std::shared_ptr<callwell::operations::Agent> impl;
  std::mutex calls_mutex = {};
  std::shared_ptr<callwell::runtime::CallLoop> calls = {};  ///< of its calls with sound; made with the first
};

struct cw_session {
  std::shared_ptr<callwell::operations::Agent> agent;
  callwell::dialog::Session impl;
  cw_action action = {};
};

struct cw_subscription {
  std::shared_ptr<callwell::operations::Agent> agent;
  std::shared_ptr<callwell::operations::EventBus::Subscription> impl;
};

struct cw_runtime { callwell::runtime::Runtime impl; };
