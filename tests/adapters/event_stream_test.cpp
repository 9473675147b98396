#include "adapters/language_model/event_stream.hpp"

#include <catch2/catch.hpp>

#include "base/crypto.hpp"
#include "tests/adapters/event_stream_frames.hpp"

using namespace callwell;
using namespace callwell::adapters;
using testing::event_frame;
using testing::frame;
using testing::string_header;

namespace {

std::string bytes_of(std::string_view hex) { return *base::unhex(hex); }

/// Every message as its headers and its payload.
std::string heard(std::string_view bytes, std::size_t step, EventStreamLimits limits = {}) {
  EventStreamReader reader(limits);
  std::string all;
  while (!bytes.empty()) {
    const auto fed = reader.feed(bytes.substr(0, step), [&](const EventStreamMessage &message) {
      for (const auto &[name, value] : message.headers) all += name + "=" + value + ",";
      all.append("'").append(message.payload).append("'|");
      return base::Result<void>();
    });
    if (!fed) return all + "!" + std::string(base::status_name(fed.error().status));
    bytes.remove_prefix(std::min(step, bytes.size()));
  }
  return all;
}

/// A header of every type there is; `h` is the string.
std::string all_types() {
  std::string headers;
  const std::size_t sizes[] = {0, 0, 1, 2, 4, 8, 0, 0, 8, 16};
  for (int type = 0; type < 10; ++type) {
    if (type == 7) {
      headers += string_header("h", "hi");
      continue;
    }
    headers += {'\1', static_cast<char>('a' + type), static_cast<char>(type)};
    headers += type == 6 ? std::string("\0\2xx", 4) : std::string(sizes[type], 'x');
  }
  return headers;
}

const std::string kFoo = "{'foo':'bar'}";

}  // namespace

TEST_CASE("the framing's known messages are read, however the bytes are cut") {
  struct Row {
    const char *what;
    std::string bytes, expected;
  };
  const Row rows[] = {
      {"empty", bytes_of("000000100000000005c248eb7d98c8ff"), "''|"},
      {"no headers", bytes_of("0000001d00000000fd528c5a") + kFoo + bytes_of("c3653936"), "'" + kFoo + "'|"},
      {"a string", bytes_of("0000003d0000002007fd83960c") + "content-type" + bytes_of("070010") + "application/json" + kFoo + bytes_of("8d9c08b1"),
       "content-type=application/json,'" + kFoo + "'|"},
      {"a number", bytes_of("0000002b0000000e348bec7b08") + "event-id" + bytes_of("040000a00c") + kFoo + bytes_of("d3890285"), "event-id=,'" + kFoo + "'|"},
      {"a byte", bytes_of("000000170000000729860158046279746502ffc2f869dc"), "byte=,''|"},
      {"a header twice", bytes_of("00000024000000144bb982d004") + "test\4asdf\4test\4asdf" + bytes_of("f3f47563"), "!corrupt"},
      {"an event", event_frame("messageStop", "{}"), ":content-type=application/json,:event-type=messageStop,:message-type=event,'{}'|"},
      {"all types", frame(all_types(), "p"),
       "a=,b=,c=,d=,e=,f=,g=,h=hi,i=,j=,'p'|"},
      {"two", frame("", "1") + frame("", "2"), "'1'|'2'|"},
      {"one and a half", frame("", "1") + frame("", "2").substr(0, 14), "'1'|"},
  };
  for (const Row &row : rows) {
    INFO(row.what);
    for (std::size_t step = 1; step <= row.bytes.size(); ++step) CHECK(heard(row.bytes, step) == row.expected);
  }
  CHECK(event_frame("messageStop", R"({"stopReason":"end_turn"})").substr(0, 12) == bytes_of("0000007a00000051ca2c4665"));
}

TEST_CASE("any single bit that is wrong is found") {
  const std::string genuine = frame(string_header(":event-type", "x"), "{}");
  for (std::size_t bit = 0; bit < genuine.size() * 8; ++bit) {
    std::string wrong = genuine;
    wrong[bit / 8] = static_cast<char>(wrong[bit / 8] ^ 1 << bit % 8);
    CHECK(heard(wrong, wrong.size()) == "!corrupt");
  }
}

TEST_CASE("headers that do not fit into their block are corrupt") {
  const auto header = [](std::string_view bytes) { return heard(frame(bytes, "p"), 1000); };
  CHECK(header("\4te") == "!corrupt");                              // the name ends early
  CHECK(header("\4test") == "!corrupt");                            // no type
  CHECK(header(std::string("\4test\7\0", 7)) == "!corrupt");        // half a length
  CHECK(header(std::string("\4test\7\0\5abc", 11)) == "!corrupt");  // half a value
  CHECK(header("\4test\x0a") == "!corrupt");                        // a type that does not exist
  CHECK(header(std::string("\0\0", 2)) == "!corrupt");              // no name
}

TEST_CASE("lengths are checked before anything is waited for") {
  const auto prelude = [](std::size_t total, std::size_t headers) {
    const std::string lengths = testing::big_endian_32(total) + testing::big_endian_32(headers);
    return heard(lengths + testing::big_endian_32(testing::plain_crc32(lengths)), 5, {.max_header_bytes = 100, .max_payload_bytes = 1000});
  };
  CHECK(prelude(15, 0) == "!corrupt");
  CHECK(prelude(116, 101) == "!corrupt");
  CHECK(prelude(117, 101) == "!limit_exceeded");
  CHECK(prelude(0xFFFFFFFF, 0) == "!limit_exceeded");
  CHECK(prelude(1017, 0) == "!limit_exceeded");
  CHECK(prelude(1116, 100) == "");
}
