// Everything marked "Threads: any", from many threads at once. Meant for ThreadSanitizer; without it, for deadlocks.
#include <callwell/callwell.hpp>

#include <atomic>
#include <iostream>
#include <string>
#include <thread>
#include <vector>

#include "support.h"

namespace {

constexpr int kThreads = 8, kRounds = 4;

std::atomic<int> events{0}, sent{0}, said{0};

callwell::InvokeOptions at(std::int64_t now_us) {
  callwell::InvokeOptions options;
  options.now_us = now_us;
  return options;
}

/// Busy is an answer too: somebody else writes.
void invoke(const callwell::Agent &agent, std::string_view operation, const std::string &json) {
  try {
    (void)agent.invoke(operation, json, at(NOW_US));
  } catch (const callwell::Error &error) {
    if (error.status() != CW_E_BUSY && error.status() != CW_E_CONFLICT) throw;
  }
}

void hold_a_session(const callwell::Agent &agent, int number) {
  callwell::SessionOptions options;
  options.contact = "+1914555010" + std::to_string(number);
  callwell::Session session = callwell::Session::open(agent, options);
  std::int64_t now = NOW_US;
  for (const char *text : {"Hi, I'd like to book a cleaning", "Maya Fischer", "I've been there before", "any morning next week"}) {
    session.utterance(text, now += SECOND_US);
    while (const auto action = session.next()) {
      if (action->kind == CW_ACTION_SAY) ++said;
      if (action->kind != CW_ACTION_INVOKE) continue;
      const std::uint64_t id = action->id;
      session.result(id, CW_OK, agent.invoke(action->operation, action->json, at(now)), now);
    }
  }
  session = callwell::Session::restore(agent, session.save());
  CHECK(!session.view().empty());
}

void work(callwell::Agent &agent, int number) {
  const std::string contact = "+1914555011" + std::to_string(number);
  for (int round = 0; round < kRounds; ++round) {
    const callwell::Subscription watching = agent.subscribe([](std::string_view) { ++events; });
    invoke(agent, "scheduling.find_slots", R"({"service":"cleaning"})");
    invoke(agent, "conversations.message", R"({"from":")" + contact + R"(","text":"What are your hours?"})");
    invoke(agent, "appointments.list", "{}");
    invoke(agent, "system.work", "{}");
    hold_a_session(agent, number);
    if (number == 0) {
      agent.register_port("messaging", [](const callwell::PortRequest &, callwell::PortReply reply) {
        ++sent;
        reply.finish(R"({"id":"m"})");
      });
    }
    (void)callwell::operations();
  }
}

}  // namespace

int main(int argc, char **argv) {
  CHECK(argc == 2);
  callwell::Agent agent = callwell::Agent::open({argv[1], ""});
  {
    const callwell::Runtime runtime(agent);
    std::vector<std::thread> threads;
    for (int i = 0; i < kThreads; ++i) threads.emplace_back([&agent, i] { work(agent, i); });
    for (std::thread &thread : threads) thread.join();
  }
  std::cout << events << " events, " << said << " replies, " << sent << " texts\n";
  CHECK(events > 0);
  CHECK(sent > 0);
  CHECK(said >= kThreads * kRounds * 4);
  return 0;
}
