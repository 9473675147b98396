// A practice's ears and mouth as its file configures them; where it says nothing, what is built in.
#pragma once

#include "runtime/call_loop.hpp"

namespace callwell::runtime {

/// Makes each practice's services once and shares them between its calls. Threads: any.
CallLoop::Services configured_voice_services();

}  // namespace callwell::runtime
