/* A whole booking held by text from plain C: a complete host, and the proof that the C interface is enough. */
#include "support.h"

static const answer answers[] = {
    {"\"field name\"", "Maya Fischer"},
    {"\"field service\"", "a cleaning please"},
    {"\"field patient_type\"", "I've been there before"},
    {"\"field email\"", "maya.fischer@example.com"},
    {"\"field preference\"", "any morning next week"},
    {"\"choice\"", "the first one"},
    {"\"confirmation\"", "yes, please"},
};

typedef struct host {
  cw_agent *agent;
  cw_session *session;
  int64_t now_us;
  int booked;       /* the agent said so */
  cw_bytes view;
} host;

/* Runs what the conversation asks for, with the conversation's own clock, and feeds what came of it. */
static void perform(host *h, const cw_action *action) {
  cw_invoke_options options = CW_INVOKE_OPTIONS_INIT;
  cw_event event = CW_EVENT_INIT(CW_EVENT_RESULT, h->now_us);
  cw_bytes answer_json = CW_BYTES_INIT;
  cw_error *error = NULL;
  options.flags = CW_INVOKE_HAS_NOW;
  options.now_us = h->now_us;
  event.u.result.action_id = action->id;
  event.u.result.status = cw_invoke(h->agent, &options, action->u.invoke.operation, action->u.invoke.json, &answer_json, &error);
  event.u.result.json = of_bytes(&answer_json);
  check_ok(event.u.result.status, &error, "an operation of the booking");
  check_ok(cw_session_feed(h->session, &event, &error), &error, "feed a result");
  cw_bytes_release(&answer_json);
}

/* Takes everything there is to do. */
static void drain(host *h) {
  const cw_action *action;
  while ((action = cw_session_next(h->session)) != NULL) {
    CHECK(action->struct_size == sizeof *action);
    if (action->kind == CW_ACTION_SAY) {
      printf("agent  %.*s\n", (int)action->u.say.text.size, action->u.say.text.data);
      if (holds(action->u.say.text, "You're booked")) h->booked = 1;
    } else if (action->kind == CW_ACTION_INVOKE) {
      perform(h, action);
    }
  }
}

static void say(host *h, const char *text) {
  cw_event event = CW_EVENT_INIT(CW_EVENT_UTTERANCE, h->now_us);
  cw_error *error = NULL;
  printf("person %s\n", text);
  event.u.utterance.text = str(text);
  event.u.utterance.confidence = 1;
  event.u.utterance.is_final = 1;
  check_ok(cw_session_feed(h->session, &event, &error), &error, "feed an utterance");
  drain(h);
  h->now_us += 5 * SECOND_US;
}

static const char *next_answer(host *h) {
  cw_error *error = NULL;
  size_t i;
  cw_bytes_release(&h->view);
  check_ok(cw_session_view(h->session, &h->view, &error), &error, "view");
  for (i = 0; i < sizeof answers / sizeof answers[0]; ++i) {
    char wanted[64];
    (void)snprintf(wanted, sizeof wanted, "\"expecting\":%s", answers[i].expecting);
    if (holds(of_bytes(&h->view), wanted)) return answers[i].text;
  }
  fprintf(stderr, "nothing to answer: %.*s\n", (int)h->view.size, h->view.data);
  exit(1);
}

/* The journal so far goes to `journal`; the session is put away and taken up again. */
static void save_and_restore(host *h, cw_bytes *journal) {
  cw_bytes state = CW_BYTES_INIT;
  cw_error *error = NULL;
  check_ok(cw_session_journal(h->session, journal, &error), &error, "journal");
  check_ok(cw_session_save(h->session, &state, &error), &error, "save");
  cw_session_close(h->session);
  check_ok(cw_session_restore(h->agent, of_bytes(&state), &h->session, &error), &error, "restore");
  cw_bytes_release(&state);
}

/* A restored session's journal goes on where the first one ended: put together they are the whole, and it replays. */
static void check_replay(host *h, const cw_bytes *first) {
  cw_bytes rest = CW_BYTES_INIT, outcome = CW_BYTES_INIT;
  cw_error *error = NULL;
  cw_str whole;
  char *text;
  check_ok(cw_session_journal(h->session, &rest, &error), &error, "journal");
  text = malloc(first->size + rest.size);
  CHECK(text != NULL);
  memcpy(text, first->data, first->size);
  memcpy(text + first->size, rest.data, rest.size);
  whole.data = text;
  whole.size = first->size + rest.size;
  check_ok(cw_session_replay(h->agent, whole, &outcome, &error), &error, "replay");
  printf("replay %.*s\n", (int)outcome.size, outcome.data);
  CHECK(holds(of_bytes(&outcome), "\"same\":true"));
  free(text);
  cw_bytes_release(&rest);
  cw_bytes_release(&outcome);
}

static void check_calendar(host *h) {
  cw_invoke_options options = CW_INVOKE_OPTIONS_INIT;
  cw_bytes appointments = CW_BYTES_INIT;
  cw_error *error = NULL;
  options.flags = CW_INVOKE_HAS_NOW;
  options.now_us = h->now_us;
  check_ok(cw_invoke(h->agent, &options, str("appointments.list"), str("{}"), &appointments, &error), &error, "appointments.list");
  CHECK(holds(of_bytes(&appointments), "\"service\":\"cleaning\""));
  CHECK(holds(of_bytes(&appointments), "\"confirmation_code\""));
  cw_bytes_release(&appointments);
}

static void open_host(host *h, const char *practice) {
  cw_agent_options agent = CW_AGENT_OPTIONS_INIT;
  cw_session_options session = CW_SESSION_OPTIONS_INIT;
  cw_error *error = NULL;
  memset(h, 0, sizeof *h);
  h->now_us = NOW_US;
  agent.practices = str(practice);
  check_ok(cw_agent_open(&agent, &h->agent, &error), &error, "open the agent");
  session.flags = CW_SESSION_HAS_SEED;
  session.seed = 7;
  session.contact = str("+19145550123");
  check_ok(cw_session_open(h->agent, &session, &h->session, &error), &error, "open a session");
}

int main(int argc, char **argv) {
  host h;
  cw_bytes journal = CW_BYTES_INIT;
  int turn;
  CHECK(argc == 2);
  open_host(&h, argv[1]);
  say(&h, "Hi, I'd like to book a cleaning");
  for (turn = 0; turn < 20 && !h.booked; ++turn) {
    if (turn == 2) save_and_restore(&h, &journal);
    say(&h, next_answer(&h));
  }
  CHECK(h.booked);
  CHECK(journal.size > 0);
  check_calendar(&h);
  check_replay(&h, &journal);
  cw_bytes_release(&journal);
  cw_bytes_release(&h.view);
  cw_session_close(h.session);
  cw_agent_close(h.agent);
  return 0;
}
