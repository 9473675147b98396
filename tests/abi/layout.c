/* The layout that programs built against 1.0 have compiled in. Append members; never move one. Compiling is the test. */
#include <callwell/callwell.h>
#include <stddef.h>

#define CW_ASSERT(name, condition) typedef char assert_##name[(condition) ? 1 : -1]
#define AT_LINE(line, type, member, offset) CW_ASSERT(type##_##line, offsetof(type, member) == (offset))
#define AT_EXPANDED(line, type, member, offset) AT_LINE(line, type, member, offset)
#define AT(type, member, offset) AT_EXPANDED(__LINE__, type, member, offset)

CW_ASSERT(scalars, sizeof(cw_status) == 4 && sizeof(cw_log_level) == 4 && sizeof(cw_channel) == 4 && sizeof(cw_event_kind) == 4 && sizeof(cw_action_kind) == 4);

#if defined(__LP64__)
CW_ASSERT(cw_str_size, sizeof(cw_str) == 16);
AT(cw_str, data, 0);
AT(cw_str, size, 8);

CW_ASSERT(cw_bytes_size, sizeof(cw_bytes) == 24);
AT(cw_bytes, data, 0);
AT(cw_bytes, size, 8);
AT(cw_bytes, owner, 16);

CW_ASSERT(cw_agent_options_size, sizeof(cw_agent_options) == 40);
AT(cw_agent_options, struct_size, 0);
AT(cw_agent_options, flags, 4);
AT(cw_agent_options, practices, 8);
AT(cw_agent_options, database, 24);

CW_ASSERT(cw_invoke_options_size, sizeof(cw_invoke_options) == 48);
AT(cw_invoke_options, struct_size, 0);
AT(cw_invoke_options, flags, 4);
AT(cw_invoke_options, now_us, 8);
AT(cw_invoke_options, tenant, 16);
AT(cw_invoke_options, role, 32);

CW_ASSERT(cw_port_request_size, sizeof(cw_port_request) == 72);
AT(cw_port_request, struct_size, 0);
AT(cw_port_request, tenant, 8);
AT(cw_port_request, operation, 24);
AT(cw_port_request, json, 40);
AT(cw_port_request, idempotency_key, 56);

CW_ASSERT(cw_session_options_size, sizeof(cw_session_options) == 88);
AT(cw_session_options, struct_size, 0);
AT(cw_session_options, flags, 4);
AT(cw_session_options, seed, 8);
AT(cw_session_options, channel, 16);
AT(cw_session_options, tenant, 24);
AT(cw_session_options, language, 40);
AT(cw_session_options, contact, 56);
AT(cw_session_options, location, 72);

CW_ASSERT(cw_event_size, sizeof(cw_event) == 80);
AT(cw_event, struct_size, 0);
AT(cw_event, kind, 4);
AT(cw_event, at_us, 8);
AT(cw_event, u, 16);
AT(cw_event, u.utterance.text, 16);
AT(cw_event, u.utterance.confidence, 32);
AT(cw_event, u.utterance.is_final, 36);
AT(cw_event, u.keypad.digit, 16);
AT(cw_event, u.keypad.duration_ms, 20);
AT(cw_event, u.result.action_id, 16);
AT(cw_event, u.result.status, 24);
AT(cw_event, u.result.json, 32);

CW_ASSERT(cw_action_size, sizeof(cw_action) == 120);
AT(cw_action, struct_size, 0);
AT(cw_action, kind, 4);
AT(cw_action, id, 8);
AT(cw_action, deadline_us, 16);
AT(cw_action, u, 24);
AT(cw_action, u.say.text, 24);
AT(cw_action, u.say.language, 40);
AT(cw_action, u.invoke.operation, 24);
AT(cw_action, u.invoke.json, 40);
AT(cw_action, u.invoke.idempotency_key, 56);
AT(cw_action, u.transfer.to, 24);
AT(cw_action, u.transfer.reason, 40);
AT(cw_action, u.transfer.json, 56);
AT(cw_action, u.end.disposition, 24);
#endif

/* Numbers that are in programs already. */
CW_ASSERT(statuses, CW_OK == 0 && CW_E_INVALID_ARGUMENT == 1 && CW_E_NOT_FOUND == 2 && CW_E_CONFLICT == 3 && CW_E_PERMISSION == 4 &&
                        CW_E_UNAUTHENTICATED == 5 && CW_E_BUSY == 6 && CW_E_UNAVAILABLE == 7 && CW_E_DEADLINE == 8 && CW_E_LIMIT == 9 &&
                        CW_E_CORRUPT == 10 && CW_E_UNSUPPORTED == 11 && CW_E_NO_MEMORY == 12 && CW_E_INTERNAL == 13);
CW_ASSERT(channels, CW_CHANNEL_PHONE == 1 && CW_CHANNEL_SMS == 2 && CW_CHANNEL_WHATSAPP == 3 && CW_CHANNEL_WEBCHAT == 4);
CW_ASSERT(events, CW_EVENT_START == 1 && CW_EVENT_MISSED_CALL == 2 && CW_EVENT_UTTERANCE == 3 && CW_EVENT_KEYPAD == 4 && CW_EVENT_RESULT == 5 &&
                      CW_EVENT_TICK == 6 && CW_EVENT_HANGUP == 7);
CW_ASSERT(actions, CW_ACTION_SAY == 1 && CW_ACTION_INVOKE == 2 && CW_ACTION_TRANSFER == 3 && CW_ACTION_END == 4);
CW_ASSERT(flags, CW_SESSION_HAS_SEED == 1 && CW_INVOKE_HAS_NOW == 1);

int main(void) {
  const cw_agent_options agent = CW_AGENT_OPTIONS_INIT;
  const cw_invoke_options invoke = CW_INVOKE_OPTIONS_INIT;
  const cw_session_options session = CW_SESSION_OPTIONS_INIT;
  const cw_event event = CW_EVENT_INIT(CW_EVENT_TICK, 5);
  const int right = agent.struct_size == sizeof agent && invoke.struct_size == sizeof invoke && session.struct_size == sizeof session &&
                    event.struct_size == sizeof event && event.kind == CW_EVENT_TICK && event.at_us == 5 && session.channel == CW_CHANNEL_SMS;
  return right ? 0 : 1;
}
