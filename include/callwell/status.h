/** @file callwell/status.h  Text, buffers, statuses and errors: what every other header uses. */
#ifndef CALLWELL_STATUS_H
#define CALLWELL_STATUS_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
#define CW_BEGIN_DECLS extern "C" {
#define CW_END_DECLS }
#else
#define CW_BEGIN_DECLS
#define CW_END_DECLS
#endif

#if defined(__GNUC__)
#define CW_API __attribute__((visibility("default")))
#else
#define CW_API
#endif

CW_BEGIN_DECLS

/* Thread rules, one word per function:
 *   Threads: any       from any thread, at any time
 *   Threads: session   one thread at a time for one session; sessions are independent of each other
 * Rules that hold everywhere: on failure outputs are untouched; NULL handles are harmless; text is UTF-8 given as pointer
 * and length and never needs a NUL at its end; the library keeps no pointer of yours after a call returns. */

/** Text you lend or are lent. Valid until the call named by the function that gave it. */
typedef struct cw_str {
  const char *data;
  size_t size;
} cw_str;

/** Bytes the library made for you. Yours until cw_bytes_release(). */
typedef struct cw_bytes {
  const char *data;
  size_t size;
  void *owner;
} cw_bytes;
#define CW_BYTES_INIT { NULL, 0, NULL }

/** Frees what `bytes` holds and empties it. Threads: any. Since: 1.0. */
CW_API void cw_bytes_release(cw_bytes *bytes);

/** What became of a call. New values may be added; treat an unknown one as CW_E_INTERNAL. */
typedef int32_t cw_status;
enum {
  CW_OK = 0,
  CW_E_INVALID_ARGUMENT = 1,  /* fix the request: the error's field says where */
  CW_E_NOT_FOUND = 2,
  CW_E_CONFLICT = 3,          /* the state changed meanwhile: read again, then retry the whole step */
  CW_E_PERMISSION = 4,
  CW_E_UNAUTHENTICATED = 5,
  CW_E_BUSY = 6,              /* drain the actions, then make the same call again */
  CW_E_UNAVAILABLE = 7,       /* an outside party or the disk failed: retry later */
  CW_E_DEADLINE = 8,
  CW_E_LIMIT = 9,             /* too large, too deep or too many */
  CW_E_CORRUPT = 10,          /* stored data does not read back */
  CW_E_UNSUPPORTED = 11,      /* this library is older than what you ask for */
  CW_E_NO_MEMORY = 12,
  CW_E_INTERNAL = 13          /* a bug of the library */
};

/** Why a call failed. One line, never personal data. */
typedef struct cw_error cw_error;
/** Threads: any. The text lives as long as the error. NULL gives empty text. Since: 1.0. */
CW_API cw_status cw_error_status(const cw_error *error);
CW_API cw_str cw_error_message(const cw_error *error);
/** The input field, option or configuration path at fault; empty when none is. */
CW_API cw_str cw_error_field(const cw_error *error);
CW_API void cw_error_free(cw_error *error);

/** The library's version, such as "1.0.0". Threads: any. Since: 1.0. */
CW_API cw_str cw_version(void);

CW_END_DECLS
#endif
