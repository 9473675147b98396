// A file in which everything is wrong: each fault is told once, with its place and what would mend it.
#include <catch2/catch.hpp>

#include "tests/practice/files.hpp"

using namespace callwell::practice;
using namespace callwell::practice::test;

TEST_CASE("every problem of a broken file is listed, in the order of its lines") {
  const Loaded loaded = load(read_source("tests/practice/broken.yaml"));
  CHECK(loaded.practice == nullptr);
  CHECK(listing(loaded.problems) == read_source("tests/practice/broken.expected"));
}

TEST_CASE("a file cut off anywhere is refused or loads, and never without saying why") {
  const std::string text = read_source("examples/practices/willow_medspa.yaml");
  for (std::size_t size = 0; size < text.size(); size += 997) {
    const Loaded loaded = load(text.substr(0, size));
    CAPTURE(size);
    REQUIRE((loaded.practice == nullptr) == !loaded.problems.empty());
    for (const Problem &problem : loaded.problems) REQUIRE((problem.line >= 1 && problem.column >= 1 && !problem.message.empty() && !problem.fix.empty()));
  }
}

TEST_CASE("a file of endless faults is told of a bounded number of them") {
  std::string days = "hours:\n", services = "services:\n";
  for (int i = 0; i < 40'000; ++i) days += "    d" + std::to_string(i) + ": x\n";
  for (int i = 0; i < 20'000; ++i) services += "  - {id: s, locations: [nowhere]}\n";
  CHECK(load("locations:\n- " + days).problems.size() < 2'000);
  CHECK(load(kSmall.substr(0, kSmall.find("services:")) + services).problems.size() < 2'000);
}

TEST_CASE("demo practices use fictional numbers of their own") {
  std::vector<std::string> seen;
  for (const char *name : {"prairie_dermatology", "willow_medspa", "lakeside_dental"}) {
    const Loaded loaded = load(read_source("examples/practices/" + std::string(name) + ".yaml"));
    REQUIRE(loaded.practice != nullptr);
    for (const std::string &number : loaded.practice->numbers) {
      CAPTURE(number);
      CHECK(number.substr(5, 5) == "55501");
      CHECK(std::find(seen.begin(), seen.end(), number) == seen.end());
      seen.push_back(number);
    }
  }
}

TEST_CASE("a service that nobody offers is told") {
  std::string text = kSmall;
  text.replace(text.find("providers:"), 10, "  - {id: peel, name: Peel, duration_minutes: 30}\nproviders:");
  text.replace(text.find("name: Dr. Lee"), 13, "name: Dr. Lee\n    services: [visit]");
  CHECK(listing(load(text).problems) == "12:5 services[1]: is offered by nobody (name it in a provider's `services`, at a location where they work)\n");
}
