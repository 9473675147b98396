/* app_callwell: the dialplan application Callwell(), an agent inside Asterisk. No socket and no second process: the channel's own
 * thread moves the sound.
 *
 *   exten => _X.,1,Answer()
 *    same => n,Callwell()                                   ; who calls and what was dialled are the channel's
 *    same => n,GotoIf($["${CALLWELL_RESULT}" = "transfer"]?people)
 *    same => n,Hangup()
 *    same => n(people),Dial(PJSIP/${CALLWELL_TRANSFER_TO}@trunk,25)
 *    same => n,Callwell()                                   ; nobody picked up: the agent takes a message
 *
 * Configuration, callwell.conf: [general] practices=/etc/callwell/practices, database=/var/lib/callwell/clinic.db
 * Build it against the headers of the Asterisk that shall load it: see README.md. */
#define AST_MODULE "app_callwell"
#define AST_MODULE_SELF_SYM __internal_app_callwell_self

#include <asterisk.h>

#include <asterisk/astobj2.h>
#include <asterisk/channel.h>
#include <asterisk/config.h>
#include <asterisk/format_cache.h>
#include <asterisk/frame.h>
#include <asterisk/logger.h>
#include <asterisk/module.h>
#include <asterisk/pbx.h>

#include <callwell/callwell.h>

#include <string.h>

#define CALLWELL_FRAME_SAMPLES 160 /* 20 ms of slin at 8000 */
#define CALLWELL_FRAME_BYTES (CALLWELL_FRAME_SAMPLES * 2)
#define CALLWELL_PATIENCE_MS 60 /* without a frame, before silence is what the caller says */
#define CALLWELL_NUMBER_BYTES 80

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
	ast_log(LOG_ERROR, "%s: %.*s\n", what, (int) message.size, message.data ? message.data : "");
	cw_error_free(error);
}

/* E.164, or nothing: an agent texts to numbers, not to extensions. */
static cw_str number(struct ast_channel *chan, const char *function, char *room)
{
	if (ast_func_read(chan, function, room + 1, CALLWELL_NUMBER_BYTES - 1)) {
		return lend(NULL);
	}
	if (room[1] == '+') {
		return lend(room + 1);
	}
	room[0] = '+';
	return strlen(room) > 7 && strspn(room + 1, "0123456789") == strlen(room + 1) ? lend(room) : lend(NULL);
}

static cw_call *open_call(struct ast_channel *chan, const char *practice)
{
	char contact[CALLWELL_NUMBER_BYTES] = "", dialled[CALLWELL_NUMBER_BYTES] = "";
	cw_call_options options = CW_CALL_OPTIONS_INIT;
	cw_call *call = NULL;
	cw_error *error = NULL;

	options.encoding = CW_ENCODING_PCM16;
	options.rate = 8000;
	options.tenant = lend(practice);
	options.contact = number(chan, "CALLERID(num)", contact);
	options.dialled = number(chan, "CALLERID(dnid)", dialled);
	if (cw_call_open(agent, &options, &call, &error) != CW_OK) {
		report("no agent for this call", error);
		return NULL;
	}
	return call;
}

/* Says as much as was heard: the caller's frames are the clock. */
static int speak(struct ast_channel *chan, cw_call *call, size_t *due)
{
	while (*due >= CALLWELL_FRAME_BYTES) {
		unsigned char sound[AST_FRIENDLY_OFFSET + CALLWELL_FRAME_BYTES];
		struct ast_frame frame = {
			.frametype = AST_FRAME_VOICE,
			.subclass.format = ast_format_slin,
			.datalen = CALLWELL_FRAME_BYTES,
			.samples = CALLWELL_FRAME_SAMPLES,
			.offset = AST_FRIENDLY_OFFSET,
			.src = "callwell",
			.data.ptr = sound + AST_FRIENDLY_OFFSET,
		};

		*due -= CALLWELL_FRAME_BYTES;
		cw_call_pull_audio(call, frame.data.ptr, CALLWELL_FRAME_BYTES);
		if (ast_write(chan, &frame)) {
			return -1;
		}
	}
	return 0;
}

/* One frame of the caller, or silence where none comes. Not 0: the caller is gone. */
static int hear(struct ast_channel *chan, cw_call *call, size_t *due)
{
	static const char silence[CALLWELL_PATIENCE_MS * 16];
	struct ast_frame *frame;
	int left = ast_waitfor(chan, CALLWELL_PATIENCE_MS);

	if (left < 0) {
		return -1;
	}
	if (left == 0) {
		cw_call_push_audio(call, silence, sizeof(silence));
		*due += sizeof(silence);
		return 0;
	}
	frame = ast_read(chan);
	if (!frame) {
		return -1;
	}
	if (frame->frametype == AST_FRAME_VOICE) {
		cw_call_push_audio(call, frame->data.ptr, (size_t) frame->datalen);
		*due += (size_t) frame->datalen;
	} else if (frame->frametype == AST_FRAME_DTMF_END) {
		cw_call_key(call, (char) frame->subclass.integer);
	}
	ast_frfree(frame);
	return 0;
}

/* What the agent asks of the dialplan; not 0 when it has said its last word. */
static int follow(struct ast_channel *chan, cw_call *call)
{
	const cw_call_event *event;

	while ((event = cw_call_next(call))) {
		if (event->kind == CW_CALL_EVENT_HANG_UP) {
			pbx_builtin_setvar_helper(chan, "CALLWELL_RESULT", "hang_up");
			return 1;
		}
		if (event->kind == CW_CALL_EVENT_TRANSFER) {
			char to[CALLWELL_NUMBER_BYTES] = "";

			if (event->text.size < sizeof(to)) {
				memcpy(to, event->text.data, event->text.size);
			}
			pbx_builtin_setvar_helper(chan, "CALLWELL_TRANSFER_TO", to);
			pbx_builtin_setvar_helper(chan, "CALLWELL_RESULT", "transfer");
			cw_call_transferred(call, CW_OK); /* the dialplan sees to it */
			return 1;
		}
	}
	return 0;
}

static int talk(struct ast_channel *chan, cw_call *call)
{
	size_t due = 0;

	for (;;) {
		if (hear(chan, call, &due) || speak(chan, call, &due)) {
			cw_call_hung_up(call);
			return -1;
		}
		if (follow(chan, call)) {
			return 0;
		}
	}
}

static int callwell_exec(struct ast_channel *chan, const char *data)
{
	struct ast_format *read_format, *write_format;
	cw_call *call;
	int gone = 0;

	if (ast_channel_state(chan) != AST_STATE_UP && ast_answer(chan)) {
		return -1;
	}
	pbx_builtin_setvar_helper(chan, "CALLWELL_RESULT", "failed");
	call = open_call(chan, data && *data ? data : NULL);
	if (!call) {
		return 0; /* the dialplan goes on: to a person, or to voicemail */
	}
	read_format = ao2_bump(ast_channel_readformat(chan));
	write_format = ao2_bump(ast_channel_writeformat(chan));
	if (!ast_set_read_format(chan, ast_format_slin) && !ast_set_write_format(chan, ast_format_slin)) {
		gone = talk(chan, call);
	}
	cw_call_close(call);
	if (read_format) {
		ast_set_read_format(chan, read_format);
	}
	if (write_format) {
		ast_set_write_format(chan, write_format);
	}
	ao2_cleanup(read_format);
	ao2_cleanup(write_format);
	return gone;
}

static int open_agent(void)
{
	struct ast_flags flags = { 0 };
	struct ast_config *config = ast_config_load("callwell.conf", flags);
	cw_agent_options options = CW_AGENT_OPTIONS_INIT;
	cw_error *error = NULL;
	cw_status status;

	if (!config || config == CONFIG_STATUS_FILEINVALID) {
		ast_log(LOG_ERROR, "callwell.conf is missing or does not read\n");
		return -1;
	}
	options.practices = lend(ast_variable_retrieve(config, "general", "practices"));
	options.database = lend(ast_variable_retrieve(config, "general", "database"));
	status = cw_agent_open(&options, &agent, &error);
	if (status == CW_OK) {
		status = cw_runtime_start(agent, &runtime, &error);
	}
	ast_config_destroy(config);
	if (status != CW_OK) {
		report("the agent does not start", error);
		cw_agent_close(agent);
		agent = NULL;
		return -1;
	}
	return 0;
}

/* Asterisk asks for it only when no channel is in the application any more. */
static int unload_module(void)
{
	int failed = ast_unregister_application("Callwell");

	cw_runtime_stop(runtime);
	cw_agent_close(agent);
	runtime = NULL;
	agent = NULL;
	return failed;
}

static int load_module(void)
{
	if (open_agent()) {
		return AST_MODULE_LOAD_DECLINE;
	}
	if (ast_register_application("Callwell", callwell_exec, "An agent answers",
			"Callwell([practice]): talks with the caller until the call is done. Sets CALLWELL_RESULT (transfer, hang_up, failed) "
			"and CALLWELL_TRANSFER_TO.")) {
		unload_module();
		return AST_MODULE_LOAD_DECLINE;
	}
	return AST_MODULE_LOAD_SUCCESS;
}

AST_MODULE_INFO(ASTERISK_GPL_KEY, AST_MODFLAG_DEFAULT, "Callwell: an agent answers",
	.support_level = AST_MODULE_SUPPORT_EXTENDED,
	.load = load_module,
	.unload = unload_module,
);
