/* Stand-in: see ../../README.md. */
#ifndef STAND_IN_FORMAT_CACHE_H
#define STAND_IN_FORMAT_CACHE_H

extern struct ast_format *ast_format_slin;

#endif
