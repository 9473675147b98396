/* Stand-in: see ../README.md. */
#ifndef STAND_IN_SWITCH_H
#define STAND_IN_SWITCH_H

#include <stddef.h>
#include <stdint.h>

typedef enum { SWITCH_STATUS_SUCCESS, SWITCH_STATUS_FALSE, SWITCH_STATUS_TIMEOUT, SWITCH_STATUS_RESTART, SWITCH_STATUS_TERM, SWITCH_STATUS_BREAK = 11, SWITCH_STATUS_INUSE = 10 } switch_status_t;
typedef enum { SWITCH_FALSE, SWITCH_TRUE } switch_bool_t;
typedef enum { SWITCH_LOG_ERROR = 3 } switch_log_level_t;
typedef enum { SWITCH_CHANNEL_ID_LOG } switch_text_channel_t;
#define SWITCH_CHANNEL_LOG SWITCH_CHANNEL_ID_LOG, __FILE__, __func__, __LINE__, NULL
void switch_log_printf(switch_text_channel_t channel, const char *file, const char *func, int line, const char *userdata, switch_log_level_t level,
	const char *fmt, ...) __attribute__((format(printf, 7, 8)));

typedef struct switch_memory_pool switch_memory_pool_t;
typedef struct switch_core_session switch_core_session_t;
typedef struct switch_channel switch_channel_t;
typedef struct switch_codec_settings switch_codec_settings_t;

typedef struct switch_codec_implementation {
	uint32_t actual_samples_per_second;
	int microseconds_per_packet;
	uint32_t decoded_bytes_per_packet;
} switch_codec_implementation_t;

typedef struct switch_codec {
	const switch_codec_implementation_t *implementation;
} switch_codec_t;

typedef struct switch_frame {
	switch_codec_t *codec;
	void *data;
	uint32_t datalen;
	uint32_t buflen;
	uint32_t samples;
	uint32_t rate;
	uint32_t flags;
} switch_frame_t;
#define SFF_CNG (1 << 0)
#define switch_test_flag(object, flag) ((object)->flags & (flag))

typedef struct {
	char digit;
	uint32_t duration;
} switch_dtmf_t;

/* Sessions and channels. */
#define SWITCH_IO_FLAG_NONE 0
#define SWITCH_READ_ACCEPTABLE(status) ((status) == SWITCH_STATUS_SUCCESS || (status) == SWITCH_STATUS_BREAK || (status) == SWITCH_STATUS_INUSE)
switch_channel_t *switch_core_session_get_channel(switch_core_session_t *session);
switch_memory_pool_t *switch_core_session_get_pool(switch_core_session_t *session);
switch_status_t switch_core_session_get_read_impl(switch_core_session_t *session, switch_codec_implementation_t *implementation);
switch_status_t switch_core_session_set_read_codec(switch_core_session_t *session, switch_codec_t *codec);
switch_status_t switch_core_session_read_frame(switch_core_session_t *session, switch_frame_t **frame, int flags, int stream_id);
switch_status_t switch_core_session_write_frame(switch_core_session_t *session, switch_frame_t *frame, int flags, int stream_id);
switch_status_t switch_channel_perform_answer(switch_channel_t *channel, const char *file, const char *func, int line);
#define switch_channel_answer(channel) switch_channel_perform_answer(channel, __FILE__, __func__, __LINE__)
int switch_channel_test_ready(switch_channel_t *channel, switch_bool_t check_ready, switch_bool_t check_media);
#define switch_channel_ready(channel) switch_channel_test_ready(channel, SWITCH_TRUE, SWITCH_FALSE)
const char *switch_channel_get_variable_dup(switch_channel_t *channel, const char *name, switch_bool_t dup, int index);
#define switch_channel_get_variable(channel, name) switch_channel_get_variable_dup(channel, name, SWITCH_TRUE, -1)
switch_status_t switch_channel_set_variable_var_check(switch_channel_t *channel, const char *name, const char *value, switch_bool_t check);
#define switch_channel_set_variable(channel, name, value) switch_channel_set_variable_var_check(channel, name, value, SWITCH_TRUE)
size_t switch_channel_has_dtmf(switch_channel_t *channel);
switch_status_t switch_channel_dequeue_dtmf(switch_channel_t *channel, switch_dtmf_t *dtmf);

/* Codecs. */
#define SWITCH_CODEC_FLAG_ENCODE (1 << 0)
#define SWITCH_CODEC_FLAG_DECODE (1 << 1)
switch_status_t switch_core_codec_init_with_bitrate(switch_codec_t *codec, const char *name, const char *fmtp, const char *modname, uint32_t rate, int ms,
	int channels, uint32_t bitrate, uint32_t flags, const switch_codec_settings_t *settings, switch_memory_pool_t *pool);
#define switch_core_codec_init(codec, name, modname, fmtp, rate, ms, channels, flags, settings, pool) \
	switch_core_codec_init_with_bitrate(codec, name, modname, fmtp, rate, ms, channels, 0, flags, settings, pool)
switch_status_t switch_core_codec_destroy(switch_codec_t *codec);

/* Configuration. */
typedef struct switch_xml *switch_xml_t;
struct switch_xml {
	struct switch_xml *next;
};
switch_xml_t switch_xml_open_cfg(const char *file_path, switch_xml_t *node, void *params);
switch_xml_t switch_xml_child(switch_xml_t xml, const char *name);
const char *switch_xml_attr_soft(switch_xml_t xml, const char *name);
void switch_xml_free(switch_xml_t xml);

/* Modules. */
typedef struct switch_loadable_module_interface switch_loadable_module_interface_t;
typedef void (*switch_application_function_t)(switch_core_session_t *, const char *);
typedef struct switch_application_interface {
	const char *interface_name;
	switch_application_function_t application_function;
} switch_application_interface_t;
typedef enum { SWITCH_APPLICATION_INTERFACE = 4 } switch_module_interface_name_t;
#define SAF_NONE 0
switch_loadable_module_interface_t *switch_loadable_module_create_module_interface(switch_memory_pool_t *pool, const char *name);
void *switch_loadable_module_create_interface(switch_loadable_module_interface_t *module, switch_module_interface_name_t name);

#define SWITCH_STANDARD_APP(name) static void name(switch_core_session_t *session, const char *data)
#define SWITCH_MODULE_LOAD_ARGS (switch_loadable_module_interface_t **module_interface, switch_memory_pool_t *pool)
#define SWITCH_MODULE_LOAD_FUNCTION(name) switch_status_t name SWITCH_MODULE_LOAD_ARGS
#define SWITCH_MODULE_SHUTDOWN_FUNCTION(name) switch_status_t name(void)
typedef struct switch_loadable_module_function_table {
	int api_version;
	switch_status_t (*load)SWITCH_MODULE_LOAD_ARGS;
	switch_status_t (*shutdown)(void);
	switch_status_t (*runtime)(void);
} switch_loadable_module_function_table_t;
#define SWITCH_MODULE_DEFINITION(name, load, shutdown, runtime) \
	static const char modname[] = #name;                        \
	switch_loadable_module_function_table_t name##_module_interface = {5, load, shutdown, runtime}
#define SWITCH_ADD_APP(interface, app, brief, description, function, syntax, flags_)                                \
	do {                                                                                                            \
		interface = switch_loadable_module_create_interface(*module_interface, SWITCH_APPLICATION_INTERFACE);       \
		(interface)->interface_name = app;                                                                          \
		(interface)->application_function = function;                                                               \
	} while (0)

#endif
