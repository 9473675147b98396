#include "adapters/strand.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "tests/adapters/stream_peer.hpp"

using namespace callwell::adapters;

TEST_CASE("a strand does its jobs one at a time: in the order they came, those with a time when it has come") {
  callwell::testing::Happening happening;
  std::string done;
  const auto job = [&](char name) { return [&, name] { happening.note([&] { done += name; }); }; };
  Strand strand;
  strand.post_after(60, job('z'));
  strand.post_after(20, job('y'));
  for (const char name : {'a', 'b', 'c'}) strand.post(job(name));
  REQUIRE(happening.wait([&] { return done.size() == 5; }));
  CHECK(done == "abcyz");
}

TEST_CASE("jobs of many threads all get done, and never two at once") {
  callwell::testing::Happening happening;
  int done = 0;  // without a lock of its own: the strand is one
  bool over = false;
  {
    Strand strand;
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i) {
      threads.emplace_back([&] {
        for (int n = 0; n < 250; ++n) strand.post([&] { ++done; });
      });
    }
    for (std::thread &thread : threads) thread.join();
    strand.post([&] { happening.note([&] { over = true; }); });
    REQUIRE(happening.wait([&] { return over; }));
  }
  CHECK(done == 1000);
}

TEST_CASE("what waits when a strand ends is dropped, with all it holds") {
  const auto held = std::make_shared<int>(1);
  { Strand().post_after(60'000, [held] {}); }
  CHECK(held.use_count() == 1);
}

TEST_CASE("a strand may be let go by its own job") {
  callwell::testing::Happening happening;
  bool alone = false, over = false;
  auto strand = std::make_shared<Strand>();
  const std::weak_ptr<Strand> seen = strand;
  strand->post([strand, &happening, &alone, &over] {
    happening.wait([&] { return alone; });
    happening.note([&] { over = true; });
  });
  strand.reset();
  happening.note([&] { alone = true; });
  REQUIRE(happening.wait([&] { return over; }));
  for (int ms = 0; ms < 10'000 && !seen.expired(); ++ms) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  CHECK(seen.expired());
}

TEST_CASE("the shared strand is one for all who hold it") { CHECK(Strand::shared() == Strand::shared()); }
