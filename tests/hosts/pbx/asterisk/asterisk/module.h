/* Stand-in: see ../../README.md. */
#ifndef STAND_IN_MODULE_H
#define STAND_IN_MODULE_H

#define ASTERISK_GPL_KEY "the key of the real headers"

enum ast_module_flags { AST_MODFLAG_DEFAULT = 0 };
enum ast_module_support_level { AST_MODULE_SUPPORT_UNKNOWN, AST_MODULE_SUPPORT_CORE, AST_MODULE_SUPPORT_EXTENDED };
enum ast_module_load_result { AST_MODULE_LOAD_SUCCESS = 0, AST_MODULE_LOAD_DECLINE = 1 };

struct ast_module_info {
	struct ast_module *self;
	int (*load)(void);
	int (*unload)(void);
	const char *name;
	const char *description;
	const char *key;
	unsigned int flags;
	enum ast_module_support_level support_level;
};

void ast_module_register(const struct ast_module_info *info);
void ast_module_unregister(const struct ast_module_info *info);
struct ast_module *AST_MODULE_SELF_SYM(void);

int ast_register_application2(const char *app, int (*execute)(struct ast_channel *, const char *), const char *synopsis, const char *description,
	void *module);
#define ast_register_application(app, execute, synopsis, description) \
	ast_register_application2(app, execute, synopsis, description, AST_MODULE_SELF_SYM())
int ast_unregister_application(const char *app);

#define AST_MODULE_INFO(license_key, module_flags, what, ...)                                                                               \
	static struct ast_module_info module_info_ = {                                                                                          \
		.name = AST_MODULE, .flags = module_flags, .description = what, .key = license_key, __VA_ARGS__                                     \
	};                                                                                                                                      \
	static void __attribute__((constructor)) register_module_(void) { ast_module_register(&module_info_); }                                 \
	static void __attribute__((destructor)) unregister_module_(void) { ast_module_unregister(&module_info_); }                              \
	struct ast_module *AST_MODULE_SELF_SYM(void) { return module_info_.self; }                                                              \
	struct ast_module *AST_MODULE_SELF_SYM(void)

#endif
