/* Stand-in: see ../../README.md. */
#ifndef STAND_IN_PBX_H
#define STAND_IN_PBX_H

int ast_func_read(struct ast_channel *chan, const char *function, char *workspace, size_t len);
int pbx_builtin_setvar_helper(struct ast_channel *chan, const char *name, const char *value);

#endif
