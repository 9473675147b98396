/* The smallest program that links the library. */
#include <callwell/callwell.h>
#include <stdio.h>

int main(void) {
  cw_agent_options options = CW_AGENT_OPTIONS_INIT;
  cw_agent *agent = NULL;
  if (cw_agent_open(&options, &agent, NULL) != CW_OK) return 1;
  cw_agent_close(agent);
  return printf("callwell %.*s\n", (int)cw_version().size, cw_version().data) > 0 ? 0 : 1;
}
