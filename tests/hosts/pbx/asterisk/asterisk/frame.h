/* Stand-in: see ../../README.md. */
#ifndef STAND_IN_FRAME_H
#define STAND_IN_FRAME_H

#define AST_FRIENDLY_OFFSET 64

enum ast_frame_type { AST_FRAME_DTMF_END = 1, AST_FRAME_VOICE = 2, AST_FRAME_NULL = 5, AST_FRAME_DTMF_BEGIN = 12 };

struct ast_frame_subclass {
	int integer;
	struct ast_format *format;
};

struct ast_frame {
	enum ast_frame_type frametype;
	struct ast_frame_subclass subclass;
	int datalen;
	int samples;
	int offset;
	const char *src;
	union {
		void *ptr;
		uint32_t uint32;
		char pad[8];
	} data;
};

void ast_frame_free(struct ast_frame *frame, int cache);
#define ast_frfree(frame) ast_frame_free(frame, 1)

#endif
