/* What the programs of this folder share: checks that name themselves, a fixed clock, and JSON at arm's length. C99 and C++. */
#ifndef CALLWELL_TESTS_ABI_SUPPORT_H
#define CALLWELL_TESTS_ABI_SUPPORT_H

#include <callwell/callwell.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CHECK(condition)                                                          \
  do {                                                                            \
    if (!(condition)) {                                                           \
      fprintf(stderr, "%s:%d: failed: %s\n", __FILE__, __LINE__, #condition);     \
      exit(1);                                                                    \
    }                                                                             \
  } while (0)

/* Tuesday 2026-12-01, 10:00 in New York. */
#define NOW_US INT64_C(1796137200000000)
#define SECOND_US INT64_C(1000000)

static inline cw_str str(const char *text) {
  cw_str out;
  out.data = text;
  out.size = strlen(text);
  return out;
}

/* Is `part` somewhere in `text`? */
static inline int holds(cw_str text, const char *part) {
  const size_t size = strlen(part);
  size_t i;
  for (i = 0; i + size <= text.size; ++i) {
    if (memcmp(text.data + i, part, size) == 0) return 1;
  }
  return 0;
}

static inline cw_str of_bytes(const cw_bytes *bytes) {
  cw_str out;
  out.data = bytes->data;
  out.size = bytes->size;
  return out;
}

/* Fails the test with the library's own words. */
static inline void check_ok(cw_status status, cw_error **error, const char *what) {
  if (status == CW_OK) return;
  fprintf(stderr, "%s: status %d: %.*s\n", what, (int)status, (int)cw_error_message(*error).size, cw_error_message(*error).data);
  exit(1);
}

/* One answer per thing the agent may expect; the conversation may ask in any order. */
typedef struct answer {
  const char *expecting; /* as it stands in the session's view */
  const char *text;
} answer;

#endif
