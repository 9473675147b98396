/* What a host may do wrong, and what then happens: a status, never a crash, and outputs stay untouched. */
#include "support.h"

static const char *practice;

static cw_agent *open_agent(void) {
  cw_agent_options options = CW_AGENT_OPTIONS_INIT;
  cw_agent *agent = NULL;
  cw_error *error = NULL;
  options.practices = str(practice);
  check_ok(cw_agent_open(&options, &agent, &error), &error, "open the agent");
  return agent;
}

static cw_session *open_session(cw_agent *agent) {
  cw_session *session = NULL;
  cw_error *error = NULL;
  check_ok(cw_session_open(agent, NULL, &session, &error), &error, "open a session");
  return session;
}

static cw_status utter(cw_session *session, const char *text, int64_t at_us, cw_error **error) {
  cw_event event = CW_EVENT_INIT(CW_EVENT_UTTERANCE, at_us);
  event.u.utterance.text = str(text);
  event.u.utterance.confidence = 1;
  return cw_session_feed(session, &event, error);
}

/* The status is the one expected, the error tells it, and its field is `field`. */
static void check_refused(cw_status status, cw_error **error, cw_status expected, const char *field) {
  CHECK(status == expected);
  CHECK(*error != NULL && cw_error_status(*error) == expected);
  CHECK(cw_error_message(*error).size > 0);
  CHECK(cw_error_field(*error).size == strlen(field) && holds(cw_error_field(*error), field));
  cw_error_free(*error);
  *error = NULL;
}

static void null_handles_are_harmless(void) {
  cw_event event = CW_EVENT_INIT(CW_EVENT_START, 1);
  cw_bytes bytes = CW_BYTES_INIT;
  cw_agent *agent = (cw_agent *)&bytes; /* must stay as it is */
  cw_session *session = NULL;
  cw_subscription *subscription = NULL;
  cw_runtime *runtime = NULL;
  cw_error *error = NULL;
  cw_agent_close(NULL);
  cw_session_close(NULL);
  cw_unsubscribe(NULL);
  cw_runtime_stop(NULL);
  cw_error_free(NULL);
  cw_bytes_release(NULL);
  cw_bytes_release(&bytes);
  cw_port_reply_finish(NULL, CW_OK, str("{}"));
  CHECK(cw_error_status(NULL) == CW_OK && cw_error_message(NULL).size == 0 && cw_error_field(NULL).size == 0);
  CHECK(cw_session_next(NULL) == NULL);
  CHECK(cw_session_deadline(NULL) == INT64_MAX);
  check_refused(cw_invoke(NULL, NULL, str("system.health"), str("{}"), &bytes, &error), &error, CW_E_INVALID_ARGUMENT, "agent");
  CHECK(cw_session_open(NULL, NULL, &session, NULL) == CW_E_INVALID_ARGUMENT);
  CHECK(cw_session_feed(NULL, &event, NULL) == CW_E_INVALID_ARGUMENT);
  CHECK(cw_session_journal(NULL, &bytes, NULL) == CW_E_INVALID_ARGUMENT);
  CHECK(cw_session_save(NULL, &bytes, NULL) == CW_E_INVALID_ARGUMENT);
  CHECK(cw_session_view(NULL, &bytes, NULL) == CW_E_INVALID_ARGUMENT);
  CHECK(cw_session_restore(NULL, str(""), &session, NULL) == CW_E_INVALID_ARGUMENT);
  CHECK(cw_session_replay(NULL, str(""), &bytes, NULL) == CW_E_INVALID_ARGUMENT);
  CHECK(cw_subscribe(NULL, str(""), NULL, NULL, &subscription, NULL) == CW_E_INVALID_ARGUMENT);
  CHECK(cw_runtime_start(NULL, &runtime, NULL) == CW_E_INVALID_ARGUMENT);
  CHECK(cw_agent_practices(NULL, &bytes, NULL) == CW_E_INVALID_ARGUMENT);
  CHECK(cw_operations(NULL, NULL) == CW_E_INVALID_ARGUMENT);
  CHECK(cw_agent_open(NULL, NULL, NULL) == CW_E_INVALID_ARGUMENT);
  CHECK(agent == (cw_agent *)&bytes && session == NULL && subscription == NULL && runtime == NULL && bytes.owner == NULL);
}

static void outputs_stay_untouched_on_failure(void) {
  cw_agent_options options = CW_AGENT_OPTIONS_INIT;
  cw_agent *marker = (cw_agent *)&options, *agent = marker;
  cw_error *error = NULL;
  options.practices = str("/nowhere/at/all.yaml");
  check_refused(cw_agent_open(&options, &agent, &error), &error, CW_E_NOT_FOUND, "practices");
  CHECK(agent == marker);
}

static void options_of_other_versions(void) {
  struct { cw_agent_options known; uint64_t tail; } newer;
  cw_agent *agent = NULL;
  cw_error *error = NULL;
  const cw_agent_options init = CW_AGENT_OPTIONS_INIT;
  memset(&newer, 0, sizeof newer);
  newer.known = init;
  newer.known.practices = str(practice);
  newer.known.struct_size = (uint32_t)sizeof newer;
  newer.tail = 1;
  check_refused(cw_agent_open(&newer.known, &agent, &error), &error, CW_E_UNSUPPORTED, "struct_size");
  newer.tail = 0; /* a newer program that sets nothing new is understood */
  check_ok(cw_agent_open(&newer.known, &agent, &error), &error, "a zero tail");
  cw_agent_close(agent);
  newer.known.struct_size = 0;
  check_refused(cw_agent_open(&newer.known, &agent, &error), &error, CW_E_INVALID_ARGUMENT, "struct_size");
}

/* An older program's options end before `seed`: the rest is default. */
static void options_of_an_older_program(cw_agent *agent) {
  cw_session_options options;
  cw_session *session = NULL;
  cw_error *error = NULL;
  memset(&options, 0xFF, sizeof options);
  options.struct_size = 8;
  options.flags = 0;
  check_ok(cw_session_open(agent, &options, &session, &error), &error, "an older program's options");
  cw_session_close(session);
}

static void malformed_events(cw_agent *agent) {
  cw_session *session = open_session(agent);
  cw_event event = CW_EVENT_INIT(CW_EVENT_START, NOW_US);
  cw_error *error = NULL;
  event.struct_size = 0;
  check_refused(cw_session_feed(session, &event, &error), &error, CW_E_INVALID_ARGUMENT, "struct_size");
  event.struct_size = (uint32_t)sizeof event;
  event.kind = 99;
  check_refused(cw_session_feed(session, &event, &error), &error, CW_E_UNSUPPORTED, "kind");
  event.kind = CW_EVENT_KEYPAD;
  event.u.keypad.digit = 'x';
  check_refused(cw_session_feed(session, &event, &error), &error, CW_E_INVALID_ARGUMENT, "digit");
  cw_session_close(session);
}

static void time_never_runs_backwards(cw_agent *agent) {
  cw_session *session = open_session(agent);
  cw_error *error = NULL;
  check_ok(utter(session, "hello", NOW_US, &error), &error, "hello");
  check_refused(utter(session, "hello", NOW_US - 1, &error), &error, CW_E_INVALID_ARGUMENT, "at_us");
  check_ok(utter(session, "hello", NOW_US, &error), &error, "at the same time");
  cw_session_close(session);
}

static void a_result_nobody_waits_for_is_ignored(cw_agent *agent) {
  cw_session *session = open_session(agent);
  cw_event event = CW_EVENT_INIT(CW_EVENT_RESULT, NOW_US);
  cw_error *error = NULL;
  event.u.result.action_id = 4711;
  event.u.result.json = str("{}");
  check_ok(cw_session_feed(session, &event, &error), &error, "an unknown result");
  CHECK(cw_session_next(session) == NULL);
  cw_session_close(session);
}

static void waiting_actions_have_a_limit(cw_agent *agent) {
  cw_session *session = open_session(agent);
  cw_error *error = NULL;
  cw_bytes state = CW_BYTES_INIT;
  cw_status status = CW_OK;
  int fed = 0, taken = 0;
  for (; fed < 200 && status == CW_OK; ++fed) {
    status = utter(session, "hello", NOW_US + fed, &error);
  }
  check_refused(status, &error, CW_E_BUSY, "");
  check_refused(cw_session_save(session, &state, &error), &error, CW_E_BUSY, "");
  while (cw_session_next(session) != NULL) ++taken;
  CHECK(taken >= 64);
  check_ok(utter(session, "hello", NOW_US + fed, &error), &error, "after taking the actions");
  cw_session_close(session);
}

static void too_much_text_is_refused(cw_agent *agent) {
  cw_session *session = open_session(agent);
  const size_t size = (1U << 20) + 1;
  char *text = malloc(size);
  cw_event event = CW_EVENT_INIT(CW_EVENT_UTTERANCE, NOW_US);
  cw_error *error = NULL;
  CHECK(text != NULL);
  memset(text, 'a', size);
  event.u.utterance.text.data = text;
  event.u.utterance.text.size = size;
  check_refused(cw_session_feed(session, &event, &error), &error, CW_E_LIMIT, "text");
  free(text);
  cw_session_close(session);
}

static void states_and_journals_that_are_none(cw_agent *agent) {
  cw_session *session = NULL;
  cw_bytes out = CW_BYTES_INIT;
  CHECK(cw_session_restore(agent, str("nonsense"), &session, NULL) == CW_E_CORRUPT);
  CHECK(cw_session_restore(agent, str("lakeside-dental|nonsense"), &session, NULL) == CW_E_CORRUPT);
  CHECK(cw_session_restore(agent, str(""), &session, NULL) == CW_E_CORRUPT);
  CHECK(cw_session_replay(agent, str("{}\n"), &out, NULL) == CW_E_CORRUPT);
  CHECK(cw_session_replay(agent, str(""), &out, NULL) == CW_E_CORRUPT);
  CHECK(session == NULL && out.owner == NULL);
}

static void operations_refuse_with_a_field(cw_agent *agent) {
  cw_invoke_options options = CW_INVOKE_OPTIONS_INIT;
  cw_bytes out = CW_BYTES_INIT;
  cw_error *error = NULL;
  CHECK(cw_invoke(agent, NULL, str("no.such"), str("{}"), &out, NULL) == CW_E_NOT_FOUND);
  CHECK(cw_invoke(agent, NULL, str("system.health"), str("[1]"), &out, NULL) == CW_E_INVALID_ARGUMENT);
  CHECK(cw_invoke(agent, NULL, str("system.health"), str("{"), &out, NULL) == CW_E_INVALID_ARGUMENT);
  options.tenant = str("nobody");
  check_refused(cw_invoke(agent, &options, str("system.health"), str("{}"), &out, &error), &error, CW_E_NOT_FOUND, "tenant");
  options.tenant = str("");
  options.role = str("stranger");
  check_refused(cw_invoke(agent, &options, str("appointments.list"), str("{}"), &out, &error), &error, CW_E_PERMISSION, "role");
}

static void handles_close_in_any_order(void) {
  cw_agent *agent = open_agent();
  cw_session *session = open_session(agent);
  cw_error *error = NULL;
  cw_agent_close(agent);
  check_ok(utter(session, "hello", NOW_US, &error), &error, "a session after its agent was closed");
  CHECK(cw_session_next(session) != NULL);
  cw_session_close(session);
}

typedef struct port { int asked, destroyed; } port;

static void answer_twice(void *user_data, const cw_port_request *request, cw_port_reply *reply) {
  port *seen = user_data;
  CHECK(holds(request->operation, "send_message") && holds(request->json, "+19145550123") && request->idempotency_key.size > 0);
  ++seen->asked;
  cw_port_reply_finish(reply, CW_OK, str("{\"id\":\"m1\"}"));
  cw_port_reply_finish(reply, CW_E_INTERNAL, str("too late")); /* the first answer counts */
}
static void let_go(void *user_data) { ++((port *)user_data)->destroyed; }

static void a_port_answers_once_and_is_destroyed_once(void) {
  cw_agent *agent = open_agent();
  cw_invoke_options clock = CW_INVOKE_OPTIONS_INIT;
  cw_bytes out = CW_BYTES_INIT;
  cw_error *error = NULL;
  port unknown = {0, 0}, first = {0, 0}, second = {0, 0};
  clock.now_us = NOW_US;
  check_refused(cw_port_register(agent, str("telepathy"), answer_twice, &unknown, let_go, &error), &error, CW_E_INVALID_ARGUMENT, "port");
  CHECK(unknown.destroyed == 1);
  CHECK(cw_port_register(agent, str("messaging"), NULL, &unknown, let_go, NULL) == CW_E_INVALID_ARGUMENT);
  CHECK(unknown.destroyed == 2);
  check_ok(cw_port_register(agent, str("messaging"), answer_twice, &first, let_go, &error), &error, "register");
  check_ok(cw_port_register(agent, str("messaging"), answer_twice, &second, let_go, &error), &error, "replace");
  CHECK(first.destroyed == 1 && second.destroyed == 0);
  check_ok(cw_invoke(agent, &clock, str("conversations.message"), str("{\"from\":\"+19145550123\",\"text\":\"hello\"}"), &out, &error), &error, "a message");
  cw_bytes_release(&out);
  check_ok(cw_invoke(agent, &clock, str("system.work"), str("{}"), &out, &error), &error, "work");
  cw_bytes_release(&out);
  CHECK(first.asked == 0 && second.asked >= 1);
  cw_agent_close(agent);
  CHECK(second.destroyed == 1);
}

int main(int argc, char **argv) {
  cw_agent *agent;
  CHECK(argc == 2);
  practice = argv[1];
  null_handles_are_harmless();
  outputs_stay_untouched_on_failure();
  options_of_other_versions();
  agent = open_agent();
  options_of_an_older_program(agent);
  malformed_events(agent);
  time_never_runs_backwards(agent);
  a_result_nobody_waits_for_is_ignored(agent);
  waiting_actions_have_a_limit(agent);
  too_much_text_is_refused(agent);
  states_and_journals_that_are_none(agent);
  operations_refuse_with_a_field(agent);
  cw_agent_close(agent);
  handles_close_in_any_order();
  a_port_answers_once_and_is_destroyed_once();
  return 0;
}
