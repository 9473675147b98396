// A second translation unit that includes the wrapper, twice: everything in it must be inline.
#include <callwell/callwell.hpp>
#include <callwell/callwell.hpp>

int touch_from_another_unit(callwell::Agent &agent) {
  callwell::Session session = callwell::Session::open(agent);
  session.start(1);
  return session.next() && !callwell::version().empty() && !callwell::operations().empty() ? 0 : 1;
}
