// callwell-sip: Callwell as a SIP extension or trunk. Starts the agent, listens, registers, and ends when asked to.
#include <callwell/callwell.hpp>

#include <cstdio>
#include <iostream>

#include "exchange.hpp"
#include "log.hpp"
#include "options.hpp"
#include "registration.hpp"
#include "transcript.hpp"

namespace {

using namespace sip_agent;

/// The SIP library's, for as long as it is needed.
struct Library {
  const int failed = libre_init();
  ~Library() { libre_close(); }
};

Exchange *open_exchange = nullptr;           // for the signal handler, which gets no argument
Registration *open_registration = nullptr;

void asked_to_stop(int) {
  if (open_registration) open_registration->end();
  if (open_exchange) open_exchange->close();
}

int fail(const std::string &message, int code) {
  std::cerr << "callwell-sip: " << message << "\n";
  return code;
}

void print_transcript(std::string_view event) {
  const std::string line = transcript_line(event);
  if (!line.empty()) std::cout << line << std::endl;
}

void tell_lateness(Exchange &exchange) {
  const MediaThread::Lateness late = exchange.media().lateness();
  log(CW_LOG_INFO, "media.clock", {{"ticks", std::to_string(late.ticks)}, {"p50_us", std::to_string(late.half_us)}, {"p99_us", std::to_string(late.most_us)},
                                   {"over_1ms", std::to_string(late.over_1ms)}, {"over_5ms", std::to_string(late.over_5ms)},
                                   {"over_20ms", std::to_string(late.over_20ms)}, {"worst_us", std::to_string(late.worst_us)}});
}

int answer_calls(const Options &options, const callwell::Agent &agent) {
  const Library library;
  if (library.failed) return fail("the SIP stack does not start", 1);
  Exchange exchange(options, agent.capi());
  if (const std::string wrong = exchange.open(); !wrong.empty()) return fail(wrong, 1);
  Registration registration(exchange);
  if (!options.registrar.empty()) {
    if (const std::string wrong = registration.begin(); !wrong.empty()) return fail(wrong, 1);
  }
  open_exchange = &exchange;
  open_registration = &registration;
  log(CW_LOG_INFO, "sip.listens", {{"address", options.address}, {"port", std::to_string(options.port)}, {"calls", std::to_string(options.most_calls)}});
  re_main(&asked_to_stop);
  open_exchange = nullptr;
  open_registration = nullptr;
  tell_lateness(exchange);
  return registration.refused() ? fail("the registrar refused extension or password (CW_SIP_PASSWORD)", 3) : 0;
}

}  // namespace

int main(int argc, char **argv) {
  Options options;
  if (const Parsed parsed = read_options(argc, argv, options); !parsed.go_on) return parsed.exit_code;
  log_to_stderr(options.quiet ? CW_LOG_WARN : CW_LOG_INFO);
  try {
    callwell::Agent agent = callwell::Agent::open({options.practices, options.database});
    const callwell::Runtime runtime(agent);
    callwell::Subscription heard;
    if (options.transcript) heard = agent.subscribe(&print_transcript);
    return answer_calls(options, agent);
  } catch (const callwell::Error &error) {
    return fail(error.what(), error.status() == CW_E_INVALID_ARGUMENT || error.status() == CW_E_NOT_FOUND ? 2 : 1);
  }
}
