/* Stand-in: see ../../README.md. */
#ifndef STAND_IN_CHANNEL_H
#define STAND_IN_CHANNEL_H

#include <asterisk/frame.h>

enum ast_channel_state { AST_STATE_DOWN, AST_STATE_RING = 4, AST_STATE_UP = 6 };

enum ast_channel_state ast_channel_state(const struct ast_channel *chan);
struct ast_format *ast_channel_readformat(struct ast_channel *chan);
struct ast_format *ast_channel_writeformat(struct ast_channel *chan);
int ast_set_read_format(struct ast_channel *chan, struct ast_format *format);
int ast_set_write_format(struct ast_channel *chan, struct ast_format *format);
int ast_answer(struct ast_channel *chan);
/* Milliseconds left, 0: none came in time, less: the channel is gone. */
int ast_waitfor(struct ast_channel *chan, int ms);
struct ast_frame *ast_read(struct ast_channel *chan);
int ast_write(struct ast_channel *chan, struct ast_frame *frame);

#endif
