// `callwell talk`: a conversation in the terminal, driven through the session functions as any host would.
#include <unistd.h>

#include <boost/json.hpp>
#include <cmath>
#include <fstream>
#include <iostream>

#include "command.hpp"

namespace cli {

namespace {

namespace json = boost::json;

const char *paint(const char *code) { return isatty(STDOUT_FILENO) ? code : ""; }

cw_channel channel_of(const std::string &name) {
  if (name == "phone") return CW_CHANNEL_PHONE;
  if (name == "whatsapp") return CW_CHANNEL_WHATSAPP;
  return name == "webchat" ? CW_CHANNEL_WEBCHAT : CW_CHANNEL_SMS;
}

void check(cw_status status, cw_error *raw) {
  const Error error(raw);
  if (status != CW_OK) throw Failure(kFailed, text(cw_error_message(error.get())));
}

/// One conversation: feeds events, does what the session asks for, shows what it says.
class Talk {
 public:
  Talk(cw_agent *agent, const Caller &caller, Session session) : agent_(agent), caller_(caller), session_(std::move(session)) {}

  void feed(cw_event_kind kind, std::string_view words = {}) {
    cw_event event = CW_EVENT_INIT(kind, clock_us(caller_));
    if (kind == CW_EVENT_UTTERANCE) event.u.utterance = {lend(words), 1.0F, 1};
    feed(event);
  }

  bool ended() const { return ended_; }

  void show_state() const {
    cw_bytes out = CW_BYTES_INIT;
    check(cw_session_view(session_.get(), &out, nullptr), nullptr);
    const json::object view = json::parse(take(out)).as_object();
    if (!view.contains("intent")) return;
    std::cout << paint("\033[2m") << "  " << view.at("intent").as_string().c_str() << ' ' << std::lround(view.at("confidence").to_number<double>() * 100) << "%" << " · " << view.at("language").as_string().c_str()
              << " · waits for " << view.at("expecting").as_string().c_str() << " · " << json::serialize(view.at("fields")) << paint("\033[0m") << '\n';
  }

  std::string journal() const {
    cw_bytes out = CW_BYTES_INIT;
    check(cw_session_journal(session_.get(), &out, nullptr), nullptr);
    return take(out);
  }

 private:
  void feed(const cw_event &event) {
    cw_error *error = nullptr;
    const cw_status status = cw_session_feed(session_.get(), &event, &error);
    check(status, error);
    for (const cw_action *action; (action = cw_session_next(session_.get())) != nullptr;) perform(*action);
  }

  void perform(const cw_action &action) {
    switch (action.kind) {
      case CW_ACTION_SAY: std::cout << paint("\033[1;36m") << "agent  " << paint("\033[0m") << text(action.u.say.text) << '\n'; break;
      case CW_ACTION_INVOKE: invoke_operation(action.id, text(action.u.invoke.operation), text(action.u.invoke.json)); break;
      case CW_ACTION_TRANSFER: std::cout << paint("\033[33m") << "       (connecting to " << text(action.u.transfer.to) << ")" << paint("\033[0m") << '\n'; give_result(action.id, CW_OK, "{}"); break;
      case CW_ACTION_END: ended_ = true; std::cout << paint("\033[33m") << "       (ended: " << text(action.u.end.disposition) << ")" << paint("\033[0m") << '\n'; break;
      default: break;
    }
  }

  void invoke_operation(std::uint64_t id, const std::string &operation, const std::string &input) {
    cw_invoke_options options = CW_INVOKE_OPTIONS_INIT;
    options.flags = CW_INVOKE_HAS_NOW;
    options.now_us = clock_us(caller_);
    options.tenant = lend(caller_.tenant);
    cw_bytes out = CW_BYTES_INIT;
    cw_error *raw = nullptr;
    const cw_status status = cw_invoke(agent_, &options, lend(operation), lend(input), &out, &raw);
    const Error error(raw);
    std::cout << paint("\033[2m") << "       (" << operation << (status == CW_OK ? "" : ": " + text(cw_error_message(error.get()))) << ")" << paint("\033[0m") << '\n';
    give_result(id, status, status == CW_OK ? take(out) : std::string());
  }

  void give_result(std::uint64_t id, cw_status status, const std::string &answer) {
    cw_event event = CW_EVENT_INIT(CW_EVENT_RESULT, clock_us(caller_));
    event.u.result = {id, status, 0, lend(answer)};
    feed(event);
  }

  cw_agent *agent_;
  const Caller &caller_;
  Session session_;
  bool ended_ = false;
};

}  // namespace

int talk(const Caller &caller, const std::string &channel, const std::string &from, std::uint64_t seed, const std::string &journal_path) {
  const Agent agent = open_agent(caller);
  cw_session_options options = CW_SESSION_OPTIONS_INIT;
  options.channel = channel_of(channel);
  options.tenant = lend(caller.tenant);
  options.contact = lend(from);
  options.seed = seed;
  cw_session *raw = nullptr;
  cw_error *error = nullptr;
  const cw_status status = cw_session_open(agent.get(), &options, &raw, &error);
  check(status, error);
  Talk talk(agent.get(), caller, Session(raw));
  if (isatty(STDIN_FILENO)) std::cout << "You are a patient writing to the practice. End with Ctrl-D.\n";
  if (options.channel == CW_CHANNEL_PHONE) talk.feed(CW_EVENT_START);
  std::string line;
  while (!talk.ended()) {
    if (isatty(STDIN_FILENO)) std::cout << paint("\033[1;32m") << "you    " << paint("\033[0m") << std::flush;
    if (!std::getline(std::cin, line)) break;
    if (!isatty(STDIN_FILENO)) std::cout << "you    " << line << '\n';
    talk.feed(CW_EVENT_UTTERANCE, line);
    talk.show_state();
  }
  if (!journal_path.empty()) std::ofstream(journal_path, std::ios::binary) << talk.journal();
  return 0;
}

}  // namespace cli
