/* mod_callwell: the dialplan application callwell, an agent inside FreeSWITCH. No socket and no second process: the session's own
 * thread moves the sound.
 *
 *   <action application="answer"/>
 *   <action application="callwell"/>                        <!-- data: a practice id; else that of the dialled number -->
 *   <action application="execute_extension" data="callwell_${callwell_result}"/>   <!-- transfer, hang_up, failed -->
 *
 * Configuration, callwell.conf.xml: <settings> with <param name="practices" …/> and <param name="database" …/>.
 * Build it against the headers of the FreeSWITCH that shall load it: see README.md. */
#include <switch.h>

#include <callwell/callwell.h>

#include <string.h>

#define CALLWELL_MOST_BYTES 8192 /* FreeSWITCH's own largest frame */
#define CALLWELL_NUMBER_BYTES 80

SWITCH_MODULE_LOAD_FUNCTION(mod_callwell_load);
SWITCH_MODULE_SHUTDOWN_FUNCTION(mod_callwell_shutdown);
SWITCH_MODULE_DEFINITION(mod_callwell, mod_callwell_load, mod_callwell_shutdown, NULL);

static cw_agent *agent;
static cw_runtime *runtime;

static cw_str lend(const char *text)
{
	cw_str lent = { text, text ? strlen(text) : 0 };
	return lent;
}

static void report(const char *what, cw_error *error)
{
	cw_str message = cw_error_message(error);
	switch_log_printf(SWITCH_CHANNEL_LOG, SWITCH_LOG_ERROR, "%s: %.*s\n", what, (int) message.size, message.data ? message.data : "");
	cw_error_free(error);
}

/* E.164, or nothing: an agent texts to numbers, not to extensions. */
static cw_str number(switch_channel_t *channel, const char *variable, char *room)
{
	const char *value = switch_channel_get_variable(channel, variable);
	size_t length = value ? strlen(value) : 0;

	if (length < 7 || length > CALLWELL_NUMBER_BYTES - 2) return lend(NULL);
	if (*value == '+') return lend(value);
	if (strspn(value, "0123456789") != length) return lend(NULL);
	room[0] = '+';
	memcpy(room + 1, value, length + 1);
	return lend(room);
}

static cw_call *open_call(switch_channel_t *channel, const char *practice, uint32_t rate)
{
	char contact[CALLWELL_NUMBER_BYTES], dialled[CALLWELL_NUMBER_BYTES];
	cw_call_options options = CW_CALL_OPTIONS_INIT;
	cw_call *call = NULL;
	cw_error *error = NULL;

	options.encoding = CW_ENCODING_PCM16;
	options.rate = (int32_t) rate;
	options.tenant = lend(practice);
	options.contact = number(channel, "caller_id_number", contact);
	options.dialled = number(channel, "destination_number", dialled);
	if (cw_call_open(agent, &options, &call, &error) != CW_OK) {
		report("no agent for this call", error);
		return NULL;
	}
	return call;
}

/* What the agent asks of the dialplan; not 0 when it has said its last word. */
static int follow(switch_channel_t *channel, cw_call *call)
{
	const cw_call_event *event;

	while ((event = cw_call_next(call))) {
		if (event->kind == CW_CALL_EVENT_HANG_UP) {
			switch_channel_set_variable(channel, "callwell_result", "hang_up");
			return 1;
		}
		if (event->kind == CW_CALL_EVENT_TRANSFER) {
			char to[CALLWELL_NUMBER_BYTES] = "";

			if (event->text.size < sizeof(to)) memcpy(to, event->text.data, event->text.size);
			switch_channel_set_variable(channel, "callwell_transfer_to", to);
			switch_channel_set_variable(channel, "callwell_result", "transfer");
			cw_call_transferred(call, CW_OK); /* the dialplan sees to it */
			return 1;
		}
	}
	return 0;
}

/* One frame of the caller in, as much of the agent out: reading waits for the next frame, so it is the clock. */
static switch_status_t move_sound(switch_core_session_t *session, cw_call *call, switch_codec_t *codec, uint32_t frame_bytes)
{
	static const char silence[CALLWELL_MOST_BYTES];
	char sound[CALLWELL_MOST_BYTES];
	switch_frame_t *heard = NULL, said = { 0 };
	switch_status_t status = switch_core_session_read_frame(session, &heard, SWITCH_IO_FLAG_NONE, 0);
	int is_sound;

	if (!SWITCH_READ_ACCEPTABLE(status) || !heard) return SWITCH_STATUS_FALSE;
	is_sound = !switch_test_flag(heard, SFF_CNG) && heard->datalen > 0 && heard->datalen <= CALLWELL_MOST_BYTES;
	said.codec = codec;
	said.data = sound;
	said.datalen = is_sound ? heard->datalen : frame_bytes;
	said.buflen = sizeof(sound);
	said.samples = said.datalen / 2;
	said.rate = codec->implementation->actual_samples_per_second;
	cw_call_push_audio(call, is_sound ? heard->data : silence, said.datalen);
	cw_call_pull_audio(call, sound, said.datalen);
	return switch_core_session_write_frame(session, &said, SWITCH_IO_FLAG_NONE, 0);
}

static void talk(switch_core_session_t *session, cw_call *call, switch_codec_t *codec, uint32_t frame_bytes)
{
	switch_channel_t *channel = switch_core_session_get_channel(session);
	switch_dtmf_t key = { 0 };

	while (switch_channel_ready(channel) && !follow(channel, call)) {
		while (switch_channel_has_dtmf(channel) && switch_channel_dequeue_dtmf(channel, &key) == SWITCH_STATUS_SUCCESS) {
			cw_call_key(call, key.digit);
		}
		if (move_sound(session, call, codec, frame_bytes) != SWITCH_STATUS_SUCCESS) break;
	}
}

SWITCH_STANDARD_APP(callwell_app)
{
	switch_channel_t *channel = switch_core_session_get_channel(session);
	switch_codec_implementation_t line = { 0 };
	switch_codec_t codec = { 0 };
	cw_call *call;

	switch_channel_set_variable(channel, "callwell_result", "failed");
	if (switch_channel_answer(channel) != SWITCH_STATUS_SUCCESS) return;
	switch_core_session_get_read_impl(session, &line);
	if (line.decoded_bytes_per_packet > CALLWELL_MOST_BYTES) return;
	if (switch_core_codec_init(&codec, "L16", NULL, NULL, line.actual_samples_per_second, line.microseconds_per_packet / 1000, 1,
			SWITCH_CODEC_FLAG_ENCODE | SWITCH_CODEC_FLAG_DECODE, NULL, switch_core_session_get_pool(session)) != SWITCH_STATUS_SUCCESS) {
		return;
	}
	call = open_call(channel, data && *data ? data : NULL, line.actual_samples_per_second);
	if (call) {
		switch_core_session_set_read_codec(session, &codec);
		talk(session, call, &codec, line.decoded_bytes_per_packet);
		cw_call_close(call);
		switch_core_session_set_read_codec(session, NULL);
	}
	switch_core_codec_destroy(&codec);
}

static switch_status_t open_agent(void)
{
	cw_agent_options options = CW_AGENT_OPTIONS_INIT;
	cw_error *error = NULL;
	cw_status status;
	switch_xml_t file, root, settings, param;

	root = switch_xml_open_cfg("callwell.conf", &file, NULL);
	if (!root) {
		switch_log_printf(SWITCH_CHANNEL_LOG, SWITCH_LOG_ERROR, "callwell.conf.xml is missing or does not read\n");
		return SWITCH_STATUS_TERM;
	}
	settings = switch_xml_child(root, "settings");
	for (param = settings ? switch_xml_child(settings, "param") : NULL; param; param = param->next) {
		const char *name = switch_xml_attr_soft(param, "name"), *value = switch_xml_attr_soft(param, "value");

		if (!strcmp(name, "practices")) options.practices = lend(value);
		if (!strcmp(name, "database")) options.database = lend(value);
	}
	status = cw_agent_open(&options, &agent, &error);
	if (status == CW_OK) status = cw_runtime_start(agent, &runtime, &error);
	switch_xml_free(file);
	if (status == CW_OK) return SWITCH_STATUS_SUCCESS;
	report("the agent does not start", error);
	cw_agent_close(agent);
	agent = NULL;
	return SWITCH_STATUS_TERM;
}

SWITCH_MODULE_LOAD_FUNCTION(mod_callwell_load)
{
	switch_application_interface_t *app_interface;

	if (open_agent() != SWITCH_STATUS_SUCCESS) return SWITCH_STATUS_TERM;
	*module_interface = switch_loadable_module_create_module_interface(pool, modname);
	SWITCH_ADD_APP(app_interface, "callwell", "An agent answers", "Talks with the caller until the call is done", callwell_app, "[practice]", SAF_NONE);
	return SWITCH_STATUS_SUCCESS;
}

SWITCH_MODULE_SHUTDOWN_FUNCTION(mod_callwell_shutdown)
{
	cw_runtime_stop(runtime);
	cw_agent_close(agent);
	runtime = NULL;
	agent = NULL;
	return SWITCH_STATUS_SUCCESS;
}
