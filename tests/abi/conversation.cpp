// The same booking through callwell.hpp, by phone and in Spanish: C++17 and nothing but the wrapper.
#include <callwell/callwell.hpp>

#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include "support.h"

namespace {

constexpr answer kAnswers[] = {
    {"\"field name\"", "me llamo Lucía Herrera"},
    {"\"field service\"", "una limpieza"},
    {"\"field patient_type\"", "sí, ya soy paciente"},
    {"\"field email\"", "lucia.herrera@example.com"},
    {"\"field preference\"", "cualquier mañana de la próxima semana"},
    {"\"choice\"", "la primera"},
    {"\"confirmation\"", "sí, por favor"},
};

/// A host in C++: performs what the session asks for and remembers what was said.
class Host {
 public:
  explicit Host(callwell::Agent &agent) : agent_(agent), session_(callwell::Session::open(agent, options())) {}

  void say(std::string_view text) {
    std::cout << "persona " << text << "\n";
    session_.utterance(text, now_, 0.9F);
    drain();
    now_ += 5 * SECOND_US;
  }

  std::string_view next_answer() const {
    const std::string view = session_.view();
    for (const answer &one : kAnswers) {
      if (view.find(std::string("\"expecting\":") + one.expecting) != std::string::npos) return one.text;
    }
    throw std::runtime_error("nothing to answer: " + view);
  }

  void save_and_restore() {
    journal_ += session_.journal();
    session_ = callwell::Session::restore(agent_, session_.save());
  }

  bool booked() const { return booked_; }
  std::string journal() const { return journal_ + session_.journal(); }
  callwell::InvokeOptions clock() const {
    callwell::InvokeOptions now;
    now.now_us = now_;
    return now;
  }

 private:
  static callwell::SessionOptions options() {
    callwell::SessionOptions options;
    options.channel = CW_CHANNEL_PHONE;
    options.seed = 11;
    options.contact = "+19145550123";
    return options;
  }

  void drain() {
    while (const std::optional<callwell::Action> action = session_.next()) {
      if (action->kind == CW_ACTION_SAY) hear(*action);
      if (action->kind == CW_ACTION_INVOKE) perform(*action);
    }
  }
  void hear(const callwell::Action &action) {
    std::cout << "agente  " << action.text << "\n";
    CHECK(action.language.substr(0, 2) == "es");
    if (action.text.find("confirmación") != std::string_view::npos) booked_ = true;
  }
  void perform(const callwell::Action &action) {
    const std::uint64_t id = action.id;
    session_.result(id, CW_OK, agent_.invoke(action.operation, action.json, clock()), now_);
  }

  callwell::Agent &agent_;
  callwell::Session session_;
  std::int64_t now_ = NOW_US;
  std::string journal_;
  bool booked_ = false;
};

bool holds_text(const std::string &text, std::string_view part) { return text.find(part) != std::string::npos; }

void check_errors(callwell::Agent &agent) {
  try {
    (void)agent.invoke("scheduling.find_slots", "{}");
    CHECK(!"a missing field must be refused");
  } catch (const callwell::Error &error) {
    CHECK(error.status() == CW_E_INVALID_ARGUMENT);
    CHECK(std::string_view(error.what()).size() > 0);
  }
}

/// Replacing a live subscription by another, and one that ends itself.
void check_subscriptions(callwell::Agent &agent) {
  int events = 0;
  callwell::Subscription all = agent.subscribe([&](std::string_view) { ++events; });
  all = agent.subscribe([&](std::string_view) { events += 100; });
  callwell::Subscription once;
  int seen_once = 0;
  once = agent.subscribe([&](std::string_view) {
    ++seen_once;
    once = callwell::Subscription();
  });
  for (int i = 0; i < 2; ++i) (void)agent.invoke("security.record", R"({"kind":"test"})");
  CHECK(events == 200);
  CHECK(seen_once == 1);
}

}  // namespace

int touch_from_another_unit(callwell::Agent &agent);  // second_unit.cpp

int main(int argc, char **argv) {
  CHECK(argc == 2);
  try {
    callwell::Agent agent = callwell::Agent::open({argv[1], ""});
    Host host(agent);
    host.say("Hola, quisiera hacer una cita para una limpieza");
    for (int turn = 0; turn < 20 && !host.booked(); ++turn) {
      if (turn == 2) host.save_and_restore();
      host.say(host.next_answer());
    }
    CHECK(host.booked());
    CHECK(holds_text(agent.invoke("appointments.list", "{}", host.clock()), R"("service":"cleaning")"));
    CHECK(holds_text(agent.replay(host.journal()), R"("same":true)"));
    check_errors(agent);
    check_subscriptions(agent);
    CHECK(touch_from_another_unit(agent) == 0);
  } catch (const std::exception &error) {
    std::cerr << "failed: " << error.what() << "\n";
    return 1;
  }
  return 0;
}
