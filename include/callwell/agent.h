/** @file callwell/agent.h  One or more practices with their models, store and adapters; and every operation by name. */
#ifndef CALLWELL_AGENT_H
#define CALLWELL_AGENT_H

#include <callwell/status.h>

CW_BEGIN_DECLS

/** Shared and thread-safe. Sessions, subscriptions and the runtime keep it alive: close in any order. */
typedef struct cw_agent cw_agent;

typedef int32_t cw_log_level;
enum { CW_LOG_DEBUG = 0, CW_LOG_INFO = 1, CW_LOG_WARN = 2, CW_LOG_ERROR = 3 };
/** Threads: any, several at once. `line` is free of personal data and lent for the call. Process-wide. */
typedef void (*cw_log_fn)(void *user_data, cw_log_level level, cw_str line);
/** Sets where log lines go; NULL drops them. Threads: any. Since: 1.0. */
CW_API void cw_log_to(cw_log_fn fn, void *user_data);

typedef struct cw_agent_options {
  uint32_t struct_size;  /* sizeof(cw_agent_options); CW_AGENT_OPTIONS_INIT sets it */
  uint32_t flags;        /* none yet: 0 */
  cw_str practices;      /* a practice file, or a folder whose *.yaml files are practices; empty: none (operations without a tenant only) */
  cw_str database;       /* path of the SQLite file, made when absent; empty: in memory, gone at close */
} cw_agent_options;
#define CW_AGENT_OPTIONS_INIT { (uint32_t)sizeof(cw_agent_options), 0, { NULL, 0 }, { NULL, 0 } }

/** Opens an agent: reads and checks the practices, opens and migrates the database.
 *  Errors: CW_E_INVALID_ARGUMENT with every fault of a practice file, a line each ("file:line:column: path: message. Fix: …");
 *  CW_E_NOT_FOUND; CW_E_CORRUPT; CW_E_UNAVAILABLE.  Threads: any.  Since: 1.0. */
CW_API cw_status cw_agent_open(const cw_agent_options *options, cw_agent **out_agent, cw_error **out_error);
CW_API void cw_agent_close(cw_agent *agent);

/** Who asks. Empty members take the default in brackets. */
typedef struct cw_invoke_options {
  uint32_t struct_size;
  uint32_t flags;        /* CW_INVOKE_HAS_NOW: `now_us` counts even when it is 0 */
  int64_t now_us;        /* the clock of this call, UTC microseconds since 1970 [the system's] */
  cw_str tenant;         /* practice id [the only practice, else the first by id] */
  cw_str role;           /* "system", "admin", "staff", "compliance", "viewer", "patient" ["system": you are the host] */
} cw_invoke_options;
enum { CW_INVOKE_HAS_NOW = 1 };
#define CW_INVOKE_OPTIONS_INIT { (uint32_t)sizeof(cw_invoke_options), 0, 0, { NULL, 0 }, { NULL, 0 } }

/** Runs a registered operation: a JSON object in, a JSON object out. `options` may be NULL.
 *  Errors: CW_E_NOT_FOUND (no such operation), CW_E_INVALID_ARGUMENT (the field is named), CW_E_PERMISSION, and the operation's own.
 *  Threads: any.  May block on the database and, where the operation says so, on the network.  Since: 1.0. */
CW_API cw_status cw_invoke(cw_agent *agent, const cw_invoke_options *options, cw_str operation, cw_str json,
                           cw_bytes *out_json, cw_error **out_error);

/** The registry as JSON: {"operations":[{name, summary, permission, input, output, …}]}. Threads: any. Since: 1.0. */
CW_API cw_status cw_operations(cw_bytes *out_json, cw_error **out_error);
/** The JSON Schema of the practice file. Static text. Threads: any. Since: 1.0. */
CW_API cw_str cw_practice_schema(void);

/** The practices of this agent as JSON: {"practices":[{"id","name","languages","numbers"}]}. Threads: any. Since: 1.0. */
CW_API cw_status cw_agent_practices(cw_agent *agent, cw_bytes *out_json, cw_error **out_error);

/* ---- your own adapter for a port -------------------------------------------------------------------------- */

/** What the port is asked. Lent until the reply is finished. */
typedef struct cw_port_request {
  uint32_t struct_size;
  uint32_t reserved;
  cw_str tenant;
  cw_str operation;        /* "send_message": {"to","from","text","channel"} → {"id"} */
  cw_str json;
  cw_str idempotency_key;  /* the same key asks for the same deed: do it once */
} cw_port_request;
typedef struct cw_port_reply cw_port_reply;

/** Threads: `fn` runs on any thread, several at once. Finish each `reply` exactly once, now or later, from any thread.
 *  Must not call cw_agent_close. */
typedef void (*cw_port_fn)(void *user_data, const cw_port_request *request, cw_port_reply *reply);
/** Finishes a request. `json` is the answer, or with another status than CW_OK a short reason without personal data. Threads: any. */
CW_API void cw_port_reply_finish(cw_port_reply *reply, cw_status status, cw_str json);
/** Puts `fn` in place of the configured adapters of `port` ("messaging") for every practice of the agent.
 *  `destroy` runs exactly once: when the port is replaced or the agent goes, or before this returns an error.
 *  Threads: any.  Since: 1.0. */
CW_API cw_status cw_port_register(cw_agent *agent, cw_str port, cw_port_fn fn, void *user_data,
                                  void (*destroy)(void *user_data), cw_error **out_error);

/* ---- live events ------------------------------------------------------------------------------------------- */

typedef struct cw_subscription cw_subscription;
/** One event as JSON: {"type","tenant_id","at","seq","data"}; lent for the call. Threads: any, one call at a time per subscription.
 *  Keep it short. May call cw_unsubscribe on itself. */
typedef void (*cw_event_fn)(void *user_data, cw_str json);
/** `tenant` empty: all. Threads: any. Since: 1.0. */
CW_API cw_status cw_subscribe(cw_agent *agent, cw_str tenant, cw_event_fn fn, void *user_data,
                              cw_subscription **out_subscription, cw_error **out_error);
/** Returns when no callback is running or will ever run again; called from inside the callback it takes effect when that returns. */
CW_API void cw_unsubscribe(cw_subscription *subscription);

/* ---- the managed runtime ------------------------------------------------------------------------------------ */

typedef struct cw_runtime cw_runtime;
/** Starts a thread that does what falls due: silence in open conversations, queued messages, expired holds.
 *  Hosts that drive every session themselves need none. Threads: any. Since: 1.0. */
CW_API cw_status cw_runtime_start(cw_agent *agent, cw_runtime **out_runtime, cw_error **out_error);
/** Returns when its thread has ended; work in hand is finished or left for the next start. */
CW_API void cw_runtime_stop(cw_runtime *runtime);

CW_END_DECLS
#endif
