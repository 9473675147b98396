#include "adapters/language_model/server_sent_events.hpp"

#include <catch2/catch.hpp>

using namespace callwell;
using namespace callwell::adapters;

namespace {

/// Every event as name=data and a bar.
std::string heard(std::string_view bytes, std::size_t step, std::size_t max_event_bytes = 256 << 10) {
  ServerSentEvents events(max_event_bytes);
  std::string all;
  while (!bytes.empty()) {
    const auto fed = events.feed(bytes.substr(0, step), [&](std::string_view name, std::string_view data) {
      all.append(name).append("=").append(data).append("|");
      return base::Result<void>();
    });
    if (!fed) return all + "!" + std::string(base::status_name(fed.error().status));
    bytes.remove_prefix(std::min(step, bytes.size()));
  }
  return all;
}

}  // namespace

TEST_CASE("server-sent events are read as the standard has them, however the bytes are cut") {
  struct Row {
    const char *what;
    std::string bytes, expected;
  };
  const Row rows[] = {
      {"a named event", "event: ping\ndata: {}\n\n", "ping={}|"},
      {"without a name", "data: 1\n\ndata: 2\n\n", "=1|=2|"},
      {"lines ended by both", "event: a\r\ndata: 1\r\n\r\ndata: 2\r\n\r\n", "a=1|=2|"},
      {"lines ended by return", "event: a\rdata: 1\r\rdata: 2\r\r", "a=1|=2|"},
      {"lines ended by anything", "data: 1\r\n\ndata: 2\n\r\ndata: 3\r\n\r", "=1|=2|=3|"},
      {"several lines of data", "data: a\ndata:\ndata: b\n\n", "=a\n\nb|"},
      {"one space belongs to the field", "data:  a\ndata:b\n\n", "= a\nb|"},
      {"comments, other fields and fields without a value", ": hello\nid: 7\nretry: 10\ndata\n\n", "=|"},
      {"a name without data is no event", "event: a\n\ndata: 1\n\n", "=1|"},
      {"a mark of the byte order", "\xEF\xBB\xBF" "data: 1\n\n", "=1|"},
      {"what is not ended is not given", "data: 1\n\ndata: 2\n", "=1|"},
      {"nothing but ends", "\n\r\n\r\r\n\n", ""},
  };
  for (const Row &row : rows) {
    INFO(row.what);
    for (std::size_t step = 1; step <= row.bytes.size(); ++step) CHECK(heard(row.bytes, step) == row.expected);
  }
}

TEST_CASE("a line that does not end and an event that does not end are given up") {
  const std::string line(200, 'x');
  std::string event = "data: 1\n\n";
  for (int i = 0; i < 50; ++i) event += "data: some\n";
  for (const std::size_t step : {1, 7, 1000}) {
    CHECK(heard("data: 1\n\ndata: " + line, step, 100) == "=1|!limit_exceeded");
    CHECK(heard(event, step, 100) == "=1|!limit_exceeded");
    CHECK(heard("data: 1\n\ndata: " + line + "\n\n", step, 1000) == "=1|=" + line + "|");
  }
}

TEST_CASE("what the listener cannot use ends the reading") {
  ServerSentEvents events;
  int heard = 0;
  const auto fed = events.feed("data: 1\n\ndata: 2\n\n", [&](std::string_view, std::string_view) {
    ++heard;
    return base::Result<void>(base::Error{base::Status::corrupt, "no"});
  });
  CHECK(heard == 1);
  CHECK(fed.error().status == base::Status::corrupt);
}
