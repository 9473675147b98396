// A media stream is believed only for the call it was made for, and only for a minute.
#include "adapters/telephony/stream_pass.hpp"

#include <catch2/catch.hpp>

using namespace callwell;
using namespace callwell::adapters;

namespace {
constexpr base::Instant kNow{1'772'466'300'000'000};
const StreamedCall kCall{"twilio", "CA1", "+13125550177", "+13125550110"};
bool good(const StreamedCall &call, std::string_view pass, std::string_view secret = "secret", std::int64_t seconds_later = 0) {
  return check_stream_pass(call, pass, secret, kNow.plus_seconds(seconds_later)).has_value();
}
}  // namespace

TEST_CASE("a pass is good for its call for a minute") {
  const std::string pass = issue_stream_pass(kCall, "secret", kNow);
  CHECK(good(kCall, pass));
  CHECK(good(kCall, pass, "secret", 60));
  CHECK_FALSE(good(kCall, pass, "secret", 61));
  CHECK_FALSE(good(kCall, pass, "another"));
}

TEST_CASE("a pass vouches for every part of its call") {
  const std::string pass = issue_stream_pass(kCall, "secret", kNow);
  CHECK_FALSE(good({"telnyx", "CA1", "+13125550177", "+13125550110"}, pass));
  CHECK_FALSE(good({"twilio", "CA2", "+13125550177", "+13125550110"}, pass));
  CHECK_FALSE(good({"twilio", "CA1", "+13125550178", "+13125550110"}, pass));
  CHECK_FALSE(good({"twilio", "CA1", "+13125550177", "+13125550120"}, pass));
  CHECK_FALSE(good({"twilio", "CA1", "+13125550177+13125550110", ""}, pass));
}

TEST_CASE("what is no pass is refused") {
  const std::string pass = issue_stream_pass(kCall, "secret", kNow);
  for (const std::string &forged : {std::string(), std::string("."), "9" + pass, pass.substr(0, pass.size() - 1), pass + "0", "x" + pass,
                                    std::string("99999999999999999999.00"), pass.substr(pass.find('.'))}) {
    INFO(forged);
    CHECK_FALSE(good(kCall, forged));
  }
  CHECK_FALSE(good(kCall, issue_stream_pass(kCall, "", kNow), ""));
}
