#define _POSIX_C_SOURCE 199309L
/* From nothing to the first reply, through the door: open the agent and a session, say hello, take the answer. */
#include <callwell/callwell.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

static double now_ms(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static cw_str str(const char *text) {
  cw_str out = {text, strlen(text)};
  return out;
}

int main(void) {
  const double started = now_ms();
  cw_agent_options agent_options = CW_AGENT_OPTIONS_INIT;
  cw_session_options options = CW_SESSION_OPTIONS_INIT;
  cw_event event = CW_EVENT_INIT(CW_EVENT_UTTERANCE, 1772636400000000LL);
  cw_agent *agent = NULL;
  cw_session *session = NULL;
  agent_options.practices = str(CALLWELL_SOURCE_DIR "/examples/practices/lakeside_dental.yaml");
  if (cw_agent_open(&agent_options, &agent, NULL) != CW_OK || cw_session_open(agent, &options, &session, NULL) != CW_OK) return 1;
  event.u.utterance.text = str("hi, what are your hours?");
  event.u.utterance.confidence = 1.0F;
  event.u.utterance.is_final = 1;
  if (cw_session_feed(session, &event, NULL) != CW_OK || cw_session_next(session) == NULL) return 1;
  printf("cold start to first reply: %.1f ms\n", now_ms() - started);
  cw_session_close(session);
  cw_agent_close(agent);
  return 0;
}
