/** @file callwell/call.h  A session with ears and a mouth: sound in, sound out, and the agent talks. Start at cw_call_open.
 *
 *  Two of your threads meet a call. The media thread moves the sound: cw_call_push_*, cw_call_pull_*, cw_call_key, cw_call_press and
 *  cw_call_hold of one call come from one thread at a time; they never wait, take no lock and, once the call has warmed up, allocate
 *  nothing. The rest may be called from any thread. Understanding, booking and speaking happen on threads of the agent.
 *
 *  The life of a call: open it when you answer; push what the caller says and pull what the agent says, 20 ms at a time; look at
 *  cw_call_next now and then (every 20 ms is fine) and do what it asks; close it when the line is down. */
#ifndef CALLWELL_CALL_H
#define CALLWELL_CALL_H

#include <callwell/agent.h>

CW_BEGIN_DECLS

typedef struct cw_call cw_call;

typedef int32_t cw_encoding;
enum {
  CW_ENCODING_PCM16 = 1,   /* signed 16 bits, little-endian; 8000, 16000, 24000 or 48000 samples a second */
  CW_ENCODING_MULAW = 2,   /* ITU-T G.711, 8000 */
  CW_ENCODING_ALAW = 3,    /* ITU-T G.711, 8000 */
  CW_ENCODING_OPUS = 4     /* RFC 6716; in RTP packets only */
};

typedef struct cw_call_options {
  uint32_t struct_size;      /* sizeof(cw_call_options); CW_CALL_OPTIONS_INIT sets it */
  uint32_t flags;            /* CW_CALL_… below */
  cw_encoding encoding;      /* [CW_ENCODING_MULAW] */
  int32_t rate;              /* samples a second [8000]; with Opus in RTP it does not count */
  uint8_t rtp_type;          /* with CW_CALL_RTP: payload type of the sound, 0..127 [0] */
  uint8_t rtp_keypad_type;   /* with CW_CALL_RTP: payload type of RFC 4733 events [101]; 0: none were agreed, so digits are looked for in the sound */
  uint8_t reserved[6];
  cw_str tenant;             /* practice id [that of the dialled number, else the first by id] */
  cw_str contact;            /* the caller's number, E.164, when known: without it nobody can be texted */
  cw_str dialled;            /* the number that was called, E.164: tells practice and location */
  cw_str language;           /* "en", "es" [the practice's first; then whatever the caller speaks] */
  cw_str conversation;       /* a UUID that this call's conversation shall have, when something else knows the call too [one of our own] */
  cw_str announcement;       /* say only this and hold no conversation; CW_CALL_EVENT_HANG_UP follows, "announced" [none: a conversation] */
} cw_call_options;
enum {
  CW_CALL_OUTGOING = 1,      /* we called: find out whether a person or a machine answered */
  CW_CALL_KEYPAD_TONES = 2,  /* look for keypad digits in the sound: your line has no events for them */
  CW_CALL_RTP = 4            /* the sound comes and goes as RTP packets: cw_call_push_rtp, cw_call_pull_rtp */
};
#define CW_CALL_OPTIONS_INIT { (uint32_t)sizeof(cw_call_options), 0, CW_ENCODING_MULAW, 8000, 0, 101, { 0 }, { NULL, 0 }, { NULL, 0 }, { NULL, 0 }, { NULL, 0 }, { NULL, 0 }, { NULL, 0 } }

/** Answers: the greeting is on its way when this returns.
 *  Errors: CW_E_INVALID_ARGUMENT (the option is named), CW_E_NOT_FOUND (no such practice). Without any voice or recogniser the call
 *  opens, and goes on by text.  Threads: any.  Since: 1.0. */
CW_API cw_status cw_call_open(cw_agent *agent, const cw_call_options *options, cw_call **out_call, cw_error **out_error);
/** The line is down. The conversation is kept as it stands: by text it can go on; a recording has its end. No other call into this handle may be running. */
CW_API void cw_call_close(cw_call *call);

/* ---- the sound: your media thread ------------------------------------------------------------------------------ */

/** What the caller said: any number of bytes, best 20 ms. Its samples are the call's clock: while you push nothing, no time passes
 *  for the agent's ears.  Threads: media.  Since: 1.0. */
CW_API void cw_call_push_audio(cw_call *call, const void *data, size_t size);
/** Fills `out` with what the agent says, silence where it says nothing.  Threads: media.  Since: 1.0. */
CW_API void cw_call_pull_audio(cw_call *call, void *out, size_t size);

/** A packet as it came off the socket, any bytes, and when (microseconds of any clock that does not jump). Order, loss and delay are seen to.
 *  Threads: media.  Since: 1.0. */
CW_API void cw_call_push_rtp(cw_call *call, const void *datagram, size_t size, int64_t arrival_us);
/** Every 20 ms, by the same clock: hears what has come and gives the packet to send; 0 bytes where `room` is too small (200 do for
 *  G.711).  Threads: media.  Since: 1.0. */
CW_API size_t cw_call_pull_rtp(cw_call *call, int64_t now_us, void *out, size_t room);

/** The caller pressed a key: '0'..'9', '*', '#', 'A'..'D'. Not needed for RFC 4733 events in RTP.  Threads: media.  Since: 1.0. */
CW_API void cw_call_key(cw_call *call, char digit);
/** Presses a key towards the other side, as RFC 4733 events. CW_E_UNSUPPORTED where none were agreed.  Threads: media.  Since: 1.0. */
CW_API cw_status cw_call_press(cw_call *call, char digit);
/** The other side put us on hold (1) or took us back (0): its music is no speech, its silence no silence.  Threads: media.  Since: 1.0. */
CW_API void cw_call_hold(cw_call *call, int32_t held);

/** Where the practice's file has calls recorded: of the sound that is pushed and pulled after this returns nothing is kept (1), or all
 *  again (0). The recording stays as long as the call. For card data, before they are said. Nothing happens to a call that is not
 *  recorded.  Threads: any.  Since: 1.0. */
CW_API void cw_call_pause_recording(cw_call *call, int32_t paused);

/* ---- what the agent asks of you --------------------------------------------------------------------------------- */

typedef int32_t cw_call_event_kind;
enum {
  CW_CALL_EVENT_TRANSFER = 1,    /* text: E.164 number, or empty: whoever is there; json: who, why, fields so far, and a spoken "summary". Connect, then cw_call_transferred */
  CW_CALL_EVENT_HANG_UP = 2,     /* text: the disposition ("booked", "handed_over", "continued_by_text", …). Everything was said: end the call */
  CW_CALL_EVENT_INTERRUPTED = 3, /* text: what the caller heard of the reply that was cut. For display */
  CW_CALL_EVENT_FAILOVER = 4     /* text: the voice or recogniser that took over from one that failed; "text": the call goes on in writing */
};
typedef struct cw_call_event {
  uint32_t struct_size;
  cw_call_event_kind kind;
  cw_str text;
  cw_str json;
} cw_call_event;

/** The next event or NULL; it lives until the next call of this.  Threads: any, one at a time.  Since: 1.0. */
CW_API const cw_call_event *cw_call_next(cw_call *call);
/** What became of a transfer: CW_OK when the caller talks to somebody; anything else takes the caller back.  Threads: any.  Since: 1.0. */
CW_API void cw_call_transferred(cw_call *call, cw_status status);
/** The caller hung up.  Threads: any.  Since: 1.0. */
CW_API void cw_call_hung_up(cw_call *call);

typedef struct cw_call_stats {
  uint32_t struct_size;
  uint32_t reserved;
  int64_t dropped;           /* frames the recogniser did not get because the agent's loop was late */
  int64_t packets_lost, packets_late, packets_foreign;  /* RTP only */
} cw_call_stats;
/** Threads: media.  Since: 1.0. */
CW_API void cw_call_get_stats(const cw_call *call, cw_call_stats *out_stats);

CW_END_DECLS
#endif
