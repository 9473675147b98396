// callwell-sip-caller: a made-up patient who calls the agent over SIP and talks to it with a synthetic voice. What the agent says she
// hears as sound; its words she reads from the transcript on standard input, as a person would understand them.
#include <fcntl.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <boost/json/src.hpp>
#include <cstdio>
#include <iostream>

#include "../sdp.hpp"
#include "../stack.hpp"
#include "patient.hpp"
#include "telephone.hpp"

namespace {

using namespace caller;
using sip_agent::Ref;
using sip_agent::Timer;
namespace sdp = sip_agent::sdp;
namespace json = boost::json;

constexpr std::uint64_t kLookMs = 50;
constexpr int kReplyAfterMs = 900;           // the agent's pauses between sentences are shorter
constexpr int kSayAgainAfterMs = 9'000;      // nobody answered: she says it once more
constexpr sdp::Choice kOffer{{0, sdp::Codec::pcmu}, 101};

struct Options { std::string uri, number = "+19145550123", voice = "rms", recording; int most_seconds = 240; };

struct CallOver {
  bool answered = false, over = false, by_agent = false;
};

class Conversation {
 public:
  explicit Conversation(const Options &options) : options_(options) {}
  ~Conversation() { fd_close(STDIN_FILENO); }
  /// What went wrong, or empty.
  std::string begin(sip *stack, sipsess_sock *sessions);
  const CallOver &state() const { return state_; }
  Telephone &telephone() { return telephone_; }
  void end() { session_.reset(); }

 private:
  static void look(void *self);
  static void line_came(int flags, void *self);
  static int answered(const sip_msg *msg, void *self);
  static void established(const sip_msg *, void *self) { static_cast<Conversation *>(self)->state_.answered = true; }
  static void closed(int error, const sip_msg *msg, void *self);
  void hear(std::string_view line);
  void say(const std::string &text);

  const Options options_;
  CallOver state_;
  Telephone telephone_;
  Patient patient_;
  Ref<sipsess> session_;
  Timer timer_;
  std::string heard_, line_, last_said_;
};

std::string Conversation::begin(sip *stack, sipsess_sock *sessions) {
  sa local{};
  sip_transp_laddr(stack, &local, SIP_TRANSP_UDP, nullptr);
  const auto description = sip_agent::buffer_of(sdp::offer(kOffer, {"127.0.0.1", telephone_.port(), rand_u32(), 1}));
  const std::string from = "sip:" + options_.number + "@127.0.0.1";
  sipsess *session = nullptr;
  const int error = sipsess_connect(&session, sessions, options_.uri.c_str(), nullptr, from.c_str(), "patient", nullptr, 0, "application/sdp", description.get(), nullptr, nullptr,
                                    false, nullptr, &answered, nullptr, &established, nullptr, nullptr, &closed, this, nullptr);
  session_.reset(session);
  if (error) return "cannot call " + options_.uri;
  fcntl(STDIN_FILENO, F_SETFL, fcntl(STDIN_FILENO, F_GETFL) | O_NONBLOCK);
  fd_listen(STDIN_FILENO, FD_READ, &line_came, this);
  timer_.start(kLookMs, &look, this);
  return "";
}

int Conversation::answered(const sip_msg *msg, void *self) {
  const std::optional<sdp::Description> answer = sdp::parse(sip_agent::body_of(msg));
  if (!answer) return EPROTO;
  static_cast<Conversation *>(self)->telephone_.connect(answer->stream.address, answer->stream.port);
  return 0;
}

void Conversation::closed(int, const sip_msg *, void *self) {
  auto &conversation = *static_cast<Conversation *>(self);
  conversation.state_.over = conversation.state_.by_agent = true;
  re_cancel();
}

void Conversation::line_came(int, void *self) {
  auto &conversation = *static_cast<Conversation *>(self);
  char bytes[4096];
  const ssize_t got = read(STDIN_FILENO, bytes, sizeof bytes);
  if (got == 0) fd_close(STDIN_FILENO);
  for (ssize_t i = 0; i < got; ++i) {
    if (bytes[i] != '\n') {
      conversation.line_ += bytes[i];
      continue;
    }
    conversation.hear(conversation.line_);
    conversation.line_.clear();
  }
}

void Conversation::hear(std::string_view line) {
  boost::system::error_code failed;
  const json::value event = json::parse({line.data(), line.size()}, failed);
  const json::value *who = !failed && event.is_object() ? event.get_object().if_contains("who") : nullptr;
  if (!who || *who != "agent") return;
  heard_ += (heard_.empty() ? "" : " ") + std::string(event.get_object().at("text").as_string());
}

void Conversation::say(const std::string &text) {
  last_said_ = text;
  telephone_.say(speak(text));
  std::cout << text << std::endl;
}

void Conversation::look(void *self) {
  auto &conversation = *static_cast<Conversation *>(self);
  conversation.timer_.start(kLookMs, &look, self);
  Telephone &telephone = conversation.telephone_;
  if (telephone.speaks() || telephone.silent_ms() < kReplyAfterMs) return;
  if (telephone.heard_ms() > 0 && !conversation.heard_.empty()) {
    const std::string answer = conversation.patient_.answer(conversation.heard_);
    conversation.heard_.clear();
    if (!answer.empty()) conversation.say(answer);
  } else if (telephone.silent_ms() > kSayAgainAfterMs && !conversation.last_said_.empty()) {
    conversation.say(conversation.last_said_);
  }
}

void too_long(void *) { re_cancel(); }

int fail(const std::string &message) {
  std::cerr << "callwell-sip-caller: " << message << "\n";
  return 2;
}

int call(const Options &options) {
  sip *stack = nullptr;
  sipsess_sock *sessions = nullptr;
  sa local{};
  sa_set_str(&local, "127.0.0.1", 0);
  const bool failed = sip_alloc(&stack, nullptr, 32, 32, 32, "callwell-sip-caller", nullptr, nullptr) != 0 ||
                      sip_transp_add(stack, SIP_TRANSP_UDP, &local) != 0 || sipsess_listen(&sessions, stack, 32, nullptr, nullptr) != 0;
  if (failed) return fail("the SIP stack does not start");
  CallOver state;
  bool recorded = true;
  {
    Conversation conversation(options);
    if (const std::string wrong = conversation.begin(stack, sessions); !wrong.empty()) return fail(wrong);
    Timer longest;
    longest.start(static_cast<std::uint64_t>(options.most_seconds) * 1000, &too_long, nullptr);
    re_main([](int) { re_cancel(); });
    state = conversation.state();
    conversation.end();
    if (!options.recording.empty()) recorded = conversation.telephone().hang_up_and_record(options.recording);
  }
  mem_deref(sessions);
  sip_close(stack, true);
  mem_deref(stack);
  if (!recorded) return fail("cannot write " + options.recording);
  if (!state.answered) return fail("nobody answered");
  return state.by_agent ? 0 : 1;
}

}  // namespace

int main(int argc, char **argv) {
  CLI::App app{"A made-up patient who calls a SIP agent and books a visit. Reads the agent's transcript from standard input."};
  Options options;
  app.add_option("uri", options.uri, "Whom to call, as sip:callwell@127.0.0.1:5060")->required();
  app.add_option("--number", options.number, "The patient's own number")->capture_default_str();
  app.add_option("--voice", options.voice, "rms, awb or kal16")->capture_default_str();
  app.add_option("--record", options.recording, "Write both sides here, a WAV file: left the patient, right the agent");
  app.add_option("--seconds", options.most_seconds, "Hang up after so long")->capture_default_str();
  CLI11_PARSE(app, argc, argv);
  if (!choose_voice(options.voice)) return fail("no such voice: " + options.voice);
  if (libre_init() != 0) return fail("the SIP stack does not start");
  const int code = call(options);
  libre_close();
  return code;
}
