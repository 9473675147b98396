#include "compliance/phi.hpp"

#include <catch2/catch.hpp>
#include <vector>

using namespace callwell::compliance;

namespace {
struct Recorder : AccessLog {
  std::vector<Access> seen;
  void record(const Access &access) override { seen.push_back(access); }
};
}  // namespace

TEST_CASE("reading personal data names a purpose and leaves a record") {
  Recorder log;
  const Phi<std::string> name(PhiKind::name, "María López");
  const Phi<std::string> copy = name;
  CHECK(copy.read(Purpose::booking, log) == "María López");
  CHECK(Phi<std::string>(PhiKind::phone, "+13055550123").read(Purpose::communication, log) == "+13055550123");
  REQUIRE(log.seen.size() == 2);
  CHECK(purpose_key(log.seen[0].purpose) == "booking");
  CHECK(phi_kind_key(log.seen[1].kind) == "phone");
  CHECK(copy == name);
  CHECK_FALSE(name.empty());
}
