/* One call through app_callwell as Asterisk would run it, without Asterisk: a caller who says nothing, presses a key once the greeting
 * is heard, and hangs up. usage: pbx_asterisk_call PRACTICE_FILE */
#define AST_MODULE "stand_in"
#define AST_MODULE_SELF_SYM stand_in_self

#include <asterisk.h>

#include <asterisk/channel.h>
#include <asterisk/config.h>
#include <asterisk/module.h>
#include <asterisk/pbx.h>

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define FRAMES_AT_MOST 1500
#define LOUD 500

struct ast_format {
	int references;
};
struct ast_channel {
	enum ast_channel_state state;
	struct ast_format *read, *write;
	int frames, loud, pressed, gone_after;
	char result[32];
};

static struct ast_format slin, ulaw;
struct ast_format *ast_format_slin = &slin;
static const struct ast_module_info *module;
static int (*application)(struct ast_channel *, const char *);
static const char *practices;

int ao2_ref(void *object, int delta) { return ((struct ast_format *)object)->references += delta; }
void ao2_cleanup(void *object) { if (object) ao2_ref(object, -1); }
void ast_module_register(const struct ast_module_info *info) { module = info; }
void ast_module_unregister(const struct ast_module_info *info) { (void)info; }
int ast_register_application2(const char *app, int (*execute)(struct ast_channel *, const char *), const char *synopsis, const char *description, void *self) {
  (void)synopsis, (void)description, (void)self;
  application = execute;
  return strcmp(app, "Callwell");
}
int ast_unregister_application(const char *app) { return strcmp(app, "Callwell"); }
struct ast_config *ast_config_load2(const char *filename, const char *who_asked, struct ast_flags flags) {
  (void)who_asked, (void)flags;
  return strcmp(filename, "callwell.conf") == 0 && practices ? (struct ast_config *)&practices : NULL;
}
const char *ast_variable_retrieve(struct ast_config *config, const char *category, const char *variable) {
  (void)config, (void)category;
  return strcmp(variable, "practices") == 0 ? practices : NULL;
}
void ast_config_destroy(struct ast_config *config) { (void)config; }
void ast_log(int level, const char *file, int line, const char *function, const char *format, ...) {
  va_list values;
  (void)level, (void)file, (void)function;
  va_start(values, format);
  fprintf(stderr, "%d: ", line);
  vfprintf(stderr, format, values);
  va_end(values);
}
int ast_func_read(struct ast_channel *chan, const char *function, char *workspace, size_t len) {
  (void)chan;
  snprintf(workspace, len, "%s", strcmp(function, "CALLERID(num)") == 0 ? "12125550123" : "");
  return 0;
}
int pbx_builtin_setvar_helper(struct ast_channel *chan, const char *name, const char *value) {
  if (strcmp(name, "CALLWELL_RESULT") == 0) snprintf(chan->result, sizeof chan->result, "%s", value);
  return 0;
}
enum ast_channel_state ast_channel_state(const struct ast_channel *chan) { return chan->state; }
struct ast_format *ast_channel_readformat(struct ast_channel *chan) { return chan->read; }
struct ast_format *ast_channel_writeformat(struct ast_channel *chan) { return chan->write; }
int ast_set_read_format(struct ast_channel *chan, struct ast_format *format) { chan->read = format; return 0; }
int ast_set_write_format(struct ast_channel *chan, struct ast_format *format) { chan->write = format; return 0; }
int ast_answer(struct ast_channel *chan) { chan->state = AST_STATE_UP; return 0; }

/* The channel's clock: faster than life, slow enough for the agent's threads. */
int ast_waitfor(struct ast_channel *chan, int ms) {
  usleep(4000);
  return chan->frames % 50 == 49 && ++chan->frames ? 0 : ms - 20;
}
struct ast_frame *ast_read(struct ast_channel *chan) {
  static unsigned char silence[320];
  struct ast_frame *frame = calloc(1, sizeof *frame);
  ++chan->frames;
  if (chan->frames > FRAMES_AT_MOST || (chan->gone_after && chan->loud > chan->gone_after)) {
    free(frame);
    return NULL;
  }
  frame->frametype = AST_FRAME_VOICE;
  frame->data.ptr = silence;
  frame->datalen = sizeof silence;
  if (chan->loud > 20 && !chan->pressed) {
    frame->frametype = AST_FRAME_DTMF_END;
    frame->subclass.integer = '*';
    chan->pressed = 1;
  }
  return frame;
}
void ast_frame_free(struct ast_frame *frame, int cache) { (void)cache; free(frame); }
int ast_write(struct ast_channel *chan, struct ast_frame *frame) {
  const int16_t *samples = frame->data.ptr;
  int i, loud = 0;
  if (frame->subclass.format != &slin || frame->datalen != 320) abort();
  for (i = 0; i < frame->samples; ++i) loud |= samples[i] > LOUD || samples[i] < -LOUD;
  chan->loud += loud;
  return 0;
}

static int check(int true_, const char *what) {
  if (!true_) fprintf(stderr, "not so: %s\n", what);
  return !true_;
}

int main(int argc, char **argv) {
  struct ast_channel caller = { AST_STATE_RING, &ulaw, &ulaw, 0, 0, 0, 60, "" };
  struct ast_channel gone = { AST_STATE_RING, &ulaw, &ulaw, FRAMES_AT_MOST, 0, 0, 0, "" };
  int wrong = 0;
  if (argc != 2) return 2;
  wrong += check(module->load() == AST_MODULE_LOAD_DECLINE, "without configuration the module declines");
  practices = argv[1];
  wrong += check(module->load() == AST_MODULE_LOAD_SUCCESS, "the module loads");
  if (wrong) return 1;
  wrong += check(application(&caller, "") == -1, "a caller who hangs up ends the dialplan");
  wrong += check(caller.state == AST_STATE_UP, "the call was answered");
  wrong += check(caller.loud > 60 && caller.pressed, "the greeting is heard");
  wrong += check(caller.read == &ulaw && caller.write == &ulaw && ulaw.references == 0, "the channel has its formats back");
  wrong += check(application(&gone, "") == -1, "a caller who is gone at once ends it too");
  wrong += check(application(&caller, "no-such-practice") == 0 && strcmp(caller.result, "failed") == 0, "without an agent the dialplan goes on");
  wrong += check(module->unload() == 0, "the module unloads");
  return wrong != 0;
}
