// AudioSocket as Asterisk speaks it: the documented bytes, whole and in pieces, and calls that end anywhere.
#include <catch2/catch.hpp>

#include "examples/asterisk/call.hpp"

using namespace audiosocket;
using std::string_literals::operator""s;

namespace {

const std::string kId = message(0x01, "\x13\x12\x55\x50\x17\x7f\xff\xff\x13\x12\x55\x50\x11\x0f\xff\xff"s);

struct Far {
  std::string heard, keys;
  Numbers numbers;
  std::int32_t rate = 0;
  Wish wish = Wish::none;
  int open = 0;
  bool refuses = false;
  std::string told;
  Transfers transfers;

  Open open_call() {
    return [this](const Numbers &who, std::int32_t at) -> std::unique_ptr<Agent> {
      if (refuses) return nullptr;
      numbers = who;
      rate = at;
      ++open;
      return std::make_unique<Line>(*this);
    };
  }

 private:
  struct Line final : Agent {
    explicit Line(Far &f) : far(f) {}
    ~Line() override { --far.open; }
    void hear(std::string_view sound) override { far.heard += sound; }
    std::string speak(std::size_t bytes) override { return std::string(bytes, 's'); }
    void key(char digit) override { far.keys += digit; }
    Wish wish() override { return far.wish; }
    void taken() override { far.told += "taken "; }
    void not_taken() override { far.told += "not taken "; }
    Far &far;
  };
};

}  // namespace

TEST_CASE("the documented bytes are cut into their messages, whole or one byte at a time") {
  const std::string stream =
      "\x01\x00\x10"s + std::string(16, 'u') + "\x03\x00\x01\x35"s + "\x10\x01\x40"s + std::string(320, 'a') + "\x00\x00\x00"s;
  for (const std::size_t step : {stream.size(), std::size_t{1}, std::size_t{7}, std::size_t{320}}) {
    Reader reader;
    std::vector<Message> got;
    for (std::size_t at = 0; at < stream.size(); at += step) {
      reader.feed(std::string_view(stream).substr(at, step));
      while (auto next = reader.next()) got.push_back(*next);
    }
    REQUIRE(got.size() == 4);
    CHECK(got[0].payload == std::string(16, 'u'));
    CHECK(got[1].payload == "5");
    CHECK(got[2].kind == 0x10);
    CHECK(got[2].payload.size() == 320);
    CHECK(got[3].kind == 0);
  }
  CHECK(message(0x10, std::string(320, 'a')).substr(0, 3) == "\x10\x01\x40"s);
}

TEST_CASE("an id tells two numbers, or nothing") {
  const Numbers both = numbers_of("\x13\x12\x55\x50\x17\x7f\xff\xff\x13\x12\x55\x50\x11\x0f\xff\xff"s);
  CHECK(both.caller == "+13125550177");
  CHECK(both.dialled == "+13125550110");
  CHECK(numbers_of(std::string(16, '\xff')).caller.empty());
  CHECK(numbers_of("\x40\x32\x5e\xc2\x5e\xfd\x4b\xd3\x80\x5f\x53\x57\x6e\x58\x1d\x13"s).caller.empty());
  CHECK(numbers_of("\x40\x32\x5e\xc2\x5e\xfd\x4b\xd3\x80\x5f\x53\x57\x6e\x58\x1d\x13"s).dialled.empty());
  CHECK(numbers_of("short").caller.empty());
  const Numbers back = numbers_of("\x13\x12\x55\x50\x17\x7f\xff\xff\x13\x12\x55\x50\x11\x0f\xff\xfe"s);
  CHECK(back.back);
  CHECK(back.key() == both.key());
  CHECK_FALSE(both.back);
  CHECK_FALSE(numbers_of(std::string(15, '\xff') + "\xfe").back);
}

TEST_CASE("a call goes from its id to its end, at a frame every 20 ms") {
  Far far;
  Call call(far.open_call(), far.transfers);
  call.take(kId, 0);
  call.take(message(0x10, std::string(320, 'a')), 20);
  CHECK(far.numbers.caller == "+13125550177");
  CHECK(far.rate == 8000);
  call.take(message(0x03, "5"), 20);
  CHECK(far.keys == "5");
  call.tick(20);
  CHECK(call.outgoing() == message(0x10, std::string(320, 's')));
  call.take(message(0x00, ""), 40);
  CHECK(call.over());
  CHECK(far.open == 0);
  call.tick(60);
  CHECK(call.outgoing().empty());
}

TEST_CASE("a leg at another rate is spoken to at that rate") {
  for (const auto &[kind, rate] : {std::pair{0x12, 16000}, {0x13, 24000}, {0x16, 48000}}) {
    Far far;
    Call call(far.open_call(), far.transfers);
    call.take(kId + message(static_cast<std::uint8_t>(kind), std::string(640, 'a')), 0);
    call.tick(20);
    CHECK(far.rate == rate);
    CHECK(call.outgoing().size() == 3U + static_cast<std::size_t>(rate) / 50 * 2);
  }
  Far far;
  Call call(far.open_call(), far.transfers);
  call.take(kId + message(0x18, std::string(7680, 'a')), 0);
  CHECK(call.over());
}

TEST_CASE("a leg that sends no sound is spoken to all the same: Asterisk gives up after two silent seconds") {
  Far far;
  Call call(far.open_call(), far.transfers);
  call.take(kId, 0);
  std::size_t sent = 0;
  for (std::int64_t now = 20; now <= 2'000; now += 20) {
    call.tick(now);
    sent += call.outgoing().size();
  }
  CHECK(sent >= 323U * 85);
  CHECK(far.heard.size() >= 320U * 80);
  CHECK(far.heard.find_first_not_of('\0') == std::string::npos);
}

TEST_CASE("the agent ends a call, or gives it back to the dialplan") {
  for (const auto &[wish, last] : {std::pair{Wish::transfer, "\x00\x00\x00"s}, {Wish::hang_up, "\xff\x00\x01\x01"s}}) {
    Far far;
    Call call(far.open_call(), far.transfers);
    call.take(kId + message(0x10, std::string(320, 'a')), 0);
    far.wish = wish;
    call.tick(20);
    CHECK(call.over());
    CHECK(call.outgoing().ends_with(last));
    CHECK(far.open == (wish == Wish::transfer ? 1 : 0));  // who is put through may come back
  }
}

TEST_CASE("a caller whom nobody took is back with the same agent; who does not come back was taken") {
  const std::string sound = message(0x10, std::string(320, 'a'));
  const std::string back = message(0x01, "\x13\x12\x55\x50\x17\x7f\xff\xff\x13\x12\x55\x50\x11\x0f\xff\xfe"s);
  Far far;
  const auto put_through = [&] {
    far.wish = Wish::transfer;
    Call call(far.open_call(), far.transfers);
    call.take(kId + sound, 0);
    call.tick(20);
    far.wish = Wish::none;
    REQUIRE(call.over());
    REQUIRE(far.open == 1);
  };
  SECTION("unanswered") {
    put_through();
    Call again(far.open_call(), far.transfers);
    again.take(back + sound, 25'000);
    CHECK(far.told == "not taken ");
    CHECK(far.open == 1);
    again.tick(25'020);
    CHECK(again.outgoing() == message(0x10, std::string(320, 's')));
    again.take(message(0x00, ""), 25'040);
    CHECK(far.open == 0);
  }
  SECTION("answered") {
    put_through();
    far.transfers.expire(39'000);
    CHECK(far.open == 1);
    far.transfers.expire(41'000);
    CHECK(far.told == "taken ");
    CHECK(far.open == 0);
  }
  SECTION("another call of the same caller, and a return that nobody waits for, begin anew") {
    put_through();
    Call another(far.open_call(), far.transfers);
    another.take(kId + sound, 5'000);
    CHECK(far.open == 2);
    Call other_rate(far.open_call(), far.transfers);
    other_rate.take(back + message(0x12, std::string(640, 'a')), 5'000);
    CHECK(far.open == 3);
    CHECK(far.told.empty());
  }
  far.transfers.expire(100'000);
}

TEST_CASE("without an agent the dialplan goes on") {
  Far far;
  far.refuses = true;
  Call call(far.open_call(), far.transfers);
  call.take(kId + message(0x10, std::string(320, 'a')), 0);
  CHECK(call.over());
  CHECK(call.outgoing() == "\x00\x00\x00"s);
}

TEST_CASE("what is out of order ends the call") {
  const std::string sound = message(0x10, std::string(320, 'a'));
  for (const std::string &stream :
       {sound, kId + kId, message(0x01, "short"), kId + sound + message(0x12, std::string(640, 'a')), kId + message(0xff, "\x01")}) {
    Far far;
    Call call(far.open_call(), far.transfers);
    call.take(stream, 0);
    CHECK(call.over());
    CHECK(far.open == 0);
  }
  Far far;
  Call call(far.open_call(), far.transfers);
  call.tick(0);
  call.tick(5'000);
  CHECK(call.over());
}

TEST_CASE("what a newer Asterisk may add is passed over") {
  Far far;
  Call call(far.open_call(), far.transfers);
  call.take(message(0x07, "x") + kId + message(0x44, "") + message(0x10, std::string(320, 'a')) + message(0x03, "") + message(0x03, "12"),
            0);
  CHECK_FALSE(call.over());
  CHECK(far.heard.size() == 320);
  CHECK(far.keys.empty());
}
