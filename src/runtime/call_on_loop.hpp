// How a call's other threads come back to the loop. Private to the files of Call.
#pragma once

#include <utility>

#include "runtime/call_loop.hpp"

namespace callwell::runtime {

/// A body for another thread to run on the loop, if the call still is.
template <class Body>
auto Call::on_loop(Body body) {
  return [weak = weak_from_this(), loop = &loop_, body = std::move(body)](auto &&...given) {
    if (weak.expired()) return;
    loop->post([weak, body, ... taken = std::forward<decltype(given)>(given)]() mutable {
      if (const auto self = weak.lock()) body(*self, std::move(taken)...);
    });
  };
}

}  // namespace callwell::runtime
