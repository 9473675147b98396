/* Stand-in: see ../../README.md. */
#ifndef STAND_IN_LOGGER_H
#define STAND_IN_LOGGER_H

#define LOG_ERROR 4, __FILE__, __LINE__, __func__
void ast_log(int level, const char *file, int line, const char *function, const char *format, ...) __attribute__((format(printf, 5, 6)));

#endif
