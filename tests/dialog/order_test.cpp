// Properties: any order of what is said, and any questions in between, lead to the same booking.
#include <algorithm>
#include <catch2/catch.hpp>

#include "support.hpp"

using namespace callwell;
using namespace callwell::dialog;
using test::Desk;

namespace {

/// The five qualifications, each said so that it is understood unasked.
constexpr std::array<std::string_view, 5> kSaid{"my name is Maria Lopez", "I'd like a cleaning", "I'm a new patient",
                                                "my email is maria@example.com", "monday afternoon works best"};
constexpr std::array<std::string_view, 5> kFields{"name", "service", "patient_type", "email", "preference"};
constexpr std::array<std::string_view, 12> kQuestions{"are you open on saturday?",
                                                      "where can I park?",
                                                      "how much is whitening?",
                                                      "do you take Cigna?",
                                                      "is there an elevator?",
                                                      "who are the dentists?",
                                                      "do you have laughing gas?",
                                                      "what's your address?",
                                                      "can I bring my dog?",
                                                      "how long does it take?",
                                                      "what is your cancellation policy?",
                                                      "do you speak Spanish or English, both?"};

/// Books to the end and tells what was booked.
std::string booking_of(Desk &desk) {
  desk.say("the second one");
  desk.say("yes");
  const auto found = desk.inputs.find("scheduling.book");
  if (found == desk.inputs.end()) return "nothing booked, expecting " + desk.expecting();
  const json::object &in = found->second;
  return json::serialize(json::object{{"slot_id", in.at("slot_id")},
                                      {"service", in.at("service")},
                                      {"name", in.at("name")},
                                      {"email", in.at("email")},
                                      {"patient_type", in.at("patient_type")},
                                      {"preference", in.at("preference")}});
}

std::string straight() {
  Desk desk;
  for (const std::string_view said : kSaid) desk.say(said);
  return booking_of(desk);
}

}  // namespace

TEST_CASE("the five qualifications in any of their 120 orders make the same booking") {
  const std::string expected = straight();
  REQUIRE(expected.find("\"slot_id\":\"two\"") != std::string::npos);
  std::array<std::size_t, 5> order{0, 1, 2, 3, 4};
  int orders = 0;
  do {
    Desk desk;
    std::string trace;
    for (const std::size_t i : order) trace += std::string(kSaid[i]) + " -> " + desk.say(kSaid[i]) + "\n";
    CAPTURE(trace);
    CHECK(booking_of(desk) == expected);
    ++orders;
  } while (std::next_permutation(order.begin(), order.end()));
  CHECK(orders == 120);
}

TEST_CASE("questions in between, at random, change nothing of the booking") {
  const std::string expected = straight();
  base::Random dice(20260304);
  for (int round = 0; round < 200; ++round) {
    std::vector<std::string_view> lines(kSaid.begin(), kSaid.end());
    for (std::size_t i = lines.size(); i > 1; --i) std::swap(lines[i - 1], lines[dice.next() % i]);
    const std::size_t asides = 1 + dice.next() % 5;
    for (std::size_t i = 0; i < asides; ++i) {
      lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(dice.next() % (lines.size() + 1)),
                   kQuestions[dice.next() % kQuestions.size()]);
    }
    Desk desk;
    std::string trace;
    for (const std::string_view line : lines) trace += std::string(line) + " -> " + desk.say(line) + "\n";
    CAPTURE(round, trace);
    CHECK(booking_of(desk) == expected);
  }
}

TEST_CASE("whatever is given at once, the next question is the first that is missing") {
  for (unsigned given = 1; given < 32; ++given) {
    std::string text;
    for (std::size_t i = 0; i < kSaid.size(); ++i) {
      if (given & (1U << i)) text += (text.empty() ? "" : ", ") + std::string(kSaid[i]);
    }
    Desk desk;
    desk.say("I'd like to make an appointment");
    const std::string reply = desk.say(text);
    std::string expected = "choice";
    for (std::size_t i = kFields.size(); i-- > 0;) {
      if (!(given & (1U << i))) expected = "field " + std::string(kFields[i]);
    }
    CAPTURE(text, reply);
    CHECK(desk.expecting() == expected);
  }
  Desk nothing;
  nothing.say("I'd like to make an appointment");
  CHECK(nothing.expecting() == "field name");
}
