/** @file callwell/session.h  One conversation: events in, actions out. No clock, no thread, no I/O. Start at cw_session_open. */
#ifndef CALLWELL_SESSION_H
#define CALLWELL_SESSION_H

#include <callwell/agent.h>

CW_BEGIN_DECLS

typedef struct cw_session cw_session;

typedef int32_t cw_channel;
enum { CW_CHANNEL_PHONE = 1, CW_CHANNEL_SMS = 2, CW_CHANNEL_WHATSAPP = 3, CW_CHANNEL_WEBCHAT = 4 };

typedef struct cw_session_options {
  uint32_t struct_size;  /* sizeof(cw_session_options); CW_SESSION_OPTIONS_INIT sets it */
  uint32_t flags;        /* CW_SESSION_HAS_SEED: `seed` counts even when it is 0 */
  uint64_t seed;         /* fixes every choice the session makes [drawn from the system] */
  cw_channel channel;    /* [CW_CHANNEL_SMS] */
  uint32_t reserved;
  cw_str tenant;         /* practice id [the only practice, else the first by id] */
  cw_str language;       /* "en", "es" [the practice's first; then whatever the person writes] */
  cw_str contact;        /* the person's number, E.164, when known */
  cw_str location;       /* location id, when the dialled number tells it */
} cw_session_options;
enum { CW_SESSION_HAS_SEED = 1 };
#define CW_SESSION_OPTIONS_INIT { (uint32_t)sizeof(cw_session_options), 0, 0, CW_CHANNEL_SMS, 0, { NULL, 0 }, { NULL, 0 }, { NULL, 0 }, { NULL, 0 } }

/** Threads: any; afterwards every function of this session is `session`. Since: 1.0. */
CW_API cw_status cw_session_open(cw_agent *agent, const cw_session_options *options, cw_session **out_session, cw_error **out_error);
CW_API void cw_session_close(cw_session *session);

/* ---- events ------------------------------------------------------------------------------------------------- */

typedef int32_t cw_event_kind;
enum {
  CW_EVENT_START = 1,      /* the conversation begins: a call was answered, or a text is about to be fed */
  CW_EVENT_MISSED_CALL = 2,/* nobody answered the person's call: begin by text */
  CW_EVENT_UTTERANCE = 3,  /* the person said or wrote something */
  CW_EVENT_KEYPAD = 4,
  CW_EVENT_RESULT = 5,     /* what became of an invoke or transfer action */
  CW_EVENT_TICK = 6,       /* nothing happened until the deadline */
  CW_EVENT_HANGUP = 7,     /* the person left */
  CW_EVENT_UNHEARD = 8,    /* the person speaks and no recogniser understands, or no voice is left to answer: goes on by text */
  CW_EVENT_PROGRESS = 9    /* a piece of an invoke action's result, ahead of it: a sentence of a language model's answer */
};

typedef struct cw_event {
  uint32_t struct_size;
  cw_event_kind kind;
  int64_t at_us;           /* UTC, microseconds since 1970: the only clock there is; never runs backwards */
  union {
    uint64_t zero[8];
    struct { cw_str text; float confidence; uint32_t is_final; } utterance;   /* confidence 0..1 of the recogniser; 1 for typed text */
    struct { uint32_t digit; uint32_t duration_ms; } keypad;                  /* digit: '0'..'9', '*', '#' */
    struct { uint64_t action_id; cw_status status; uint32_t reserved; cw_str json; } result;  /* answers the action of that id; progress: action_id and json */
  } u;
} cw_event;
#define CW_EVENT_INIT(kind_, at_us_) { (uint32_t)sizeof(cw_event), (kind_), (at_us_), { { 0 } } }

/** Something happened. Feeding while actions wait is allowed; they queue in order.
 *  Errors: CW_E_BUSY (64 actions wait: take them, then feed again; nothing was lost), CW_E_INVALID_ARGUMENT (time ran backwards,
 *  malformed event), CW_E_LIMIT (text over 1 MiB). A result for an unknown or finished action is CW_OK and ignored.  Since: 1.0. */
CW_API cw_status cw_session_feed(cw_session *session, const cw_event *event, cw_error **out_error);

/* ---- actions ------------------------------------------------------------------------------------------------ */

typedef int32_t cw_action_kind;
enum {
  CW_ACTION_SAY = 1,       /* speak or send this text to the person */
  CW_ACTION_INVOKE = 2,    /* run an operation (cw_invoke does) and feed its result */
  CW_ACTION_TRANSFER = 3,  /* connect the person to someone and feed a result: CW_OK when they talk to each other */
  CW_ACTION_END = 4        /* the conversation is over: hang up, or just stop */
};

typedef struct cw_action {
  uint32_t struct_size;
  cw_action_kind kind;
  uint64_t id;             /* counts up from 1 within the session */
  int64_t deadline_us;     /* invoke, transfer: without a result by then the session goes on without; else 0 */
  union {
    uint64_t zero[12];
    struct { cw_str text; cw_str language; } say;                             /* BCP 47 tag of the text */
    struct { cw_str operation; cw_str json; cw_str idempotency_key; } invoke; /* the key is already inside the JSON where the operation takes one */
    struct { cw_str to; cw_str reason; cw_str json; } transfer;               /* E.164, or empty: whoever is there; json: who, why, fields so far */
    struct { cw_str disposition; } end;                                       /* "booked", "rescheduled", "handed_over", "emergency", … */
  } u;
} cw_action;

/** The next thing to do, or NULL. The action and its text live until the next feed, next or close. Since: 1.0. */
CW_API const cw_action *cw_session_next(cw_session *session);
/** When to feed CW_EVENT_TICK if nothing else happens, UTC microseconds; INT64_MAX: never. Since: 1.0. */
CW_API int64_t cw_session_deadline(const cw_session *session);

/* ---- the record --------------------------------------------------------------------------------------------- */

/** The journal so far: JSON Lines, first the header (library version, practice and model hashes, seed), then events and actions in
 *  order. A restored session's journal goes on where the first one ended, without a header: put them together. It holds what the
 *  person said: store it as you store a patient's record.  Since: 1.0. */
CW_API cw_status cw_session_journal(const cw_session *session, cw_bytes *out_journal, cw_error **out_error);
/** Feeds a journal's events to a new session and compares every action.
 *  Out: {"same":true,"turns":n} or {"same":false,"turns":n,"line":n,"expected":…,"got":…}.  Threads: any.  Since: 1.0. */
CW_API cw_status cw_session_replay(cw_agent *agent, cw_str journal, cw_bytes *out_json, cw_error **out_error);

/** The session as a value, sealed, at most 64 KiB: restore it in another process and go on.  Since: 1.0. */
CW_API cw_status cw_session_save(const cw_session *session, cw_bytes *out_state, cw_error **out_error);
CW_API cw_status cw_session_restore(cw_agent *agent, cw_str state, cw_session **out_session, cw_error **out_error);

/** What the practice's side sees after the last event: {"language","intent","confidence","expecting","fields","offered","flow",…}.
 *  Holds personal data.  Since: 1.0. */
CW_API cw_status cw_session_view(const cw_session *session, cw_bytes *out_json, cw_error **out_error);

CW_END_DECLS
#endif
