/* Stand-in: see ../../README.md. */
#ifndef STAND_IN_CONFIG_H
#define STAND_IN_CONFIG_H

struct ast_config;
struct ast_flags {
	unsigned int flags;
};
#define CONFIG_STATUS_FILEINVALID ((void *) -2)

struct ast_config *ast_config_load2(const char *filename, const char *who_asked, struct ast_flags flags);
#define ast_config_load(filename, flags) ast_config_load2(filename, AST_MODULE, flags)
const char *ast_variable_retrieve(struct ast_config *config, const char *category, const char *variable);
void ast_config_destroy(struct ast_config *config);

#endif
