/* One call through mod_callwell as FreeSWITCH would run it, without FreeSWITCH: a caller who says nothing, presses a key once the greeting
 * is heard, and hangs up. usage: pbx_freeswitch_call PRACTICE_FILE */
#include <switch.h>

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define FRAMES_AT_MOST 1500
#define LOUD 500

struct switch_channel {
	int frames, loud, pressed, gone_after;
	char result[32];
};
struct switch_core_session {
	struct switch_channel channel;
	switch_codec_t *codec;
	uint32_t rate;
};

extern switch_loadable_module_function_table_t mod_callwell_module_interface;
static switch_application_interface_t application;
static switch_codec_implementation_t implementation;
static struct switch_xml root, settings, param;
static const char *practices;
static int codecs;

void switch_log_printf(switch_text_channel_t channel, const char *file, const char *func, int line, const char *userdata, switch_log_level_t level, const char *fmt, ...) {
  va_list values;
  (void)channel, (void)file, (void)func, (void)userdata, (void)level;
  va_start(values, fmt);
  fprintf(stderr, "%d: ", line);
  vfprintf(stderr, fmt, values);
  va_end(values);
}
switch_channel_t *switch_core_session_get_channel(switch_core_session_t *session) { return &session->channel; }
switch_memory_pool_t *switch_core_session_get_pool(switch_core_session_t *session) { (void)session; return NULL; }
switch_status_t switch_core_session_get_read_impl(switch_core_session_t *session, switch_codec_implementation_t *line) {
  line->actual_samples_per_second = session->rate;
  line->microseconds_per_packet = 20000;
  line->decoded_bytes_per_packet = session->rate / 50 * 2;
  return SWITCH_STATUS_SUCCESS;
}
switch_status_t switch_core_session_set_read_codec(switch_core_session_t *session, switch_codec_t *codec) { session->codec = codec; return SWITCH_STATUS_SUCCESS; }
switch_status_t switch_core_session_read_frame(switch_core_session_t *session, switch_frame_t **frame, int flags, int stream_id) {
  static char silence[8192];
  static switch_frame_t heard;
  (void)flags, (void)stream_id;
  usleep(4000); /* the line's clock: faster than life, slow enough for the agent's threads */
  if (!session->codec || ++session->channel.frames > FRAMES_AT_MOST) return SWITCH_STATUS_FALSE;
  heard.data = silence;
  heard.datalen = session->rate / 50 * 2;
  heard.flags = session->channel.frames % 7 == 0 ? SFF_CNG : 0;
  *frame = &heard;
  return SWITCH_STATUS_SUCCESS;
}
switch_status_t switch_core_session_write_frame(switch_core_session_t *session, switch_frame_t *frame, int flags, int stream_id) {
  const int16_t *samples = frame->data;
  uint32_t i;
  int loud = 0;
  (void)flags, (void)stream_id;
  if (frame->codec != session->codec || frame->datalen != session->rate / 50 * 2 || frame->rate != session->rate) abort();
  for (i = 0; i < frame->samples; ++i) loud |= samples[i] > LOUD || samples[i] < -LOUD;
  session->channel.loud += loud;
  return SWITCH_STATUS_SUCCESS;
}
switch_status_t switch_channel_perform_answer(switch_channel_t *channel, const char *file, const char *func, int line) {
  (void)channel, (void)file, (void)func, (void)line;
  return SWITCH_STATUS_SUCCESS;
}
int switch_channel_test_ready(switch_channel_t *channel, switch_bool_t check_ready, switch_bool_t check_media) {
  (void)check_ready, (void)check_media;
  return !(channel->gone_after && channel->loud > channel->gone_after);
}
const char *switch_channel_get_variable_dup(switch_channel_t *channel, const char *name, switch_bool_t dup, int index) {
  (void)channel, (void)dup, (void)index;
  return strcmp(name, "caller_id_number") == 0 ? "12125550123" : NULL;
}
switch_status_t switch_channel_set_variable_var_check(switch_channel_t *channel, const char *name, const char *value, switch_bool_t check) {
  (void)check;
  if (strcmp(name, "callwell_result") == 0) snprintf(channel->result, sizeof channel->result, "%s", value);
  return SWITCH_STATUS_SUCCESS;
}
size_t switch_channel_has_dtmf(switch_channel_t *channel) { return channel->loud > 20 && !channel->pressed; }
switch_status_t switch_channel_dequeue_dtmf(switch_channel_t *channel, switch_dtmf_t *dtmf) {
  channel->pressed = 1;
  dtmf->digit = '*';
  return SWITCH_STATUS_SUCCESS;
}
switch_status_t switch_core_codec_init_with_bitrate(switch_codec_t *codec, const char *name, const char *fmtp, const char *modname, uint32_t rate, int ms,
                                                    int channels, uint32_t bitrate, uint32_t flags, const switch_codec_settings_t *set, switch_memory_pool_t *pool) {
  (void)name, (void)fmtp, (void)modname, (void)ms, (void)channels, (void)bitrate, (void)flags, (void)set, (void)pool;
  implementation.actual_samples_per_second = rate;
  codec->implementation = &implementation;
  ++codecs;
  return SWITCH_STATUS_SUCCESS;
}
switch_status_t switch_core_codec_destroy(switch_codec_t *codec) { (void)codec; --codecs; return SWITCH_STATUS_SUCCESS; }
switch_xml_t switch_xml_open_cfg(const char *file_path, switch_xml_t *node, void *params) {
  (void)params;
  *node = &root;
  return strcmp(file_path, "callwell.conf") == 0 && practices ? &root : NULL;
}
switch_xml_t switch_xml_child(switch_xml_t xml, const char *name) { (void)name; return xml == &root ? &settings : &param; }
const char *switch_xml_attr_soft(switch_xml_t xml, const char *name) { (void)xml; return strcmp(name, "name") == 0 ? "practices" : practices; }
void switch_xml_free(switch_xml_t xml) { (void)xml; }
switch_loadable_module_interface_t *switch_loadable_module_create_module_interface(switch_memory_pool_t *pool, const char *name) {
  (void)pool, (void)name;
  return NULL;
}
void *switch_loadable_module_create_interface(switch_loadable_module_interface_t *module, switch_module_interface_name_t name) {
  (void)module, (void)name;
  return &application;
}

static int check(int true_, const char *what) {
  if (!true_) fprintf(stderr, "not so: %s\n", what);
  return !true_;
}

static int call_at(uint32_t rate) {
  switch_core_session_t session = { { 0, 0, 0, 60, "" }, NULL, rate };
  application.application_function(&session, "");
  return check(session.channel.loud > 60 && session.channel.pressed, "the greeting is heard") + check(session.codec == NULL && codecs == 0, "the session has its codec back");
}

int main(int argc, char **argv) {
  switch_core_session_t nobody = { { 0, 0, 0, 0, "" }, NULL, 8000 }, gone = { { FRAMES_AT_MOST, 0, 0, 0, "" }, NULL, 8000 };
  switch_loadable_module_interface_t *made = NULL;
  int wrong = 0;
  if (argc != 2) return 2;
  wrong += check(mod_callwell_module_interface.load(&made, NULL) != SWITCH_STATUS_SUCCESS, "without configuration the module does not load");
  practices = argv[1];
  wrong += check(mod_callwell_module_interface.load(&made, NULL) == SWITCH_STATUS_SUCCESS, "the module loads");
  if (wrong) return 1;
  wrong += call_at(8000) + call_at(16000);
  application.application_function(&gone, "");
  application.application_function(&nobody, "no-such-practice");
  wrong += check(strcmp(nobody.channel.result, "failed") == 0 && codecs == 0, "without an agent the dialplan goes on");
  wrong += check(mod_callwell_module_interface.shutdown() == SWITCH_STATUS_SUCCESS, "the module unloads");
  return wrong != 0;
}
