// How the server's functions report failure.
#pragma once

#include <callwell/status.h>

#include <boost/system/result.hpp>
#include <string>

namespace server {

struct Failure {
  cw_status status = CW_E_INTERNAL;
  std::string message;
  std::string field = {};
};

template <class T>
using Result = boost::system::result<T, Failure>;

}  // namespace server
