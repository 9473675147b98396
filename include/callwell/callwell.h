/** @file callwell/callwell.h  All of Callwell's C interface. C99; from C++ include callwell.hpp instead.
 *
 *  An agent holds practices; a session is one conversation. The smallest host:
 *
 *    cw_agent *agent; cw_session *session;
 *    cw_agent_open(&agent_options, &agent, NULL);
 *    cw_session_open(agent, &session_options, &session, NULL);
 *    for (;;) {
 *      cw_event event = wait_until(cw_session_deadline(session));
 *      if (cw_session_feed(session, &event, NULL) != CW_OK) break;
 *      for (const cw_action *action; (action = cw_session_next(session)) != NULL;) perform(action);
 *    }
 */
#ifndef CALLWELL_CALLWELL_H
#define CALLWELL_CALLWELL_H

#include <callwell/agent.h>
#include <callwell/call.h>
#include <callwell/session.h>
#include <callwell/status.h>

#endif
