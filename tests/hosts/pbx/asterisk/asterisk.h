/* Stand-in: see ../README.md. */
#ifndef STAND_IN_ASTERISK_H
#define STAND_IN_ASTERISK_H

#include <stddef.h>
#include <stdint.h>
#include <sys/time.h>

#if !defined(AST_MODULE) || !defined(AST_MODULE_SELF_SYM)
#error "a module outside Asterisk's tree defines AST_MODULE and AST_MODULE_SELF_SYM before the first header"
#endif

struct ast_channel;
struct ast_format;
struct ast_module;

#endif
