#include "callbacks.hpp"

#include <memory>
#include <string>

namespace py = pybind11;

namespace bindings {

namespace {

/// A Python function that may be let go on any thread.
using Held = std::shared_ptr<py::function>;

Held hold(py::function function) {
  return Held(new py::function(std::move(function)), [](py::function *held) {
    const py::gil_scoped_acquire gil;
    delete held;
  });
}

py::object error_class() { return py::module_::import("callwell.errors").attr("CallwellError"); }

py::str text(std::string_view view) { return py::str(view.data(), view.size()); }

/// A CallwellError refuses with its status; anything else is a fault of the host's and is shown where Python shows those.
void refuse(callwell::PortReply &reply, py::error_already_set &raised) {
  if (raised.matches(error_class())) {
    const py::object error = raised.value();
    return reply.fail(error.attr("status").cast<cw_status>(), error.attr("message").cast<std::string>());
  }
  raised.discard_as_unraisable("a port of callwell");
  reply.fail(CW_E_INTERNAL, "the port raised an exception");
}

}  // namespace

callwell::PortFunction port_function(py::function function) {
  return [held = hold(std::move(function))](const callwell::PortRequest &request, callwell::PortReply reply) {
    const py::gil_scoped_acquire gil;
    try {
      const py::object answer = (*held)(text(request.tenant), text(request.operation), text(request.json), text(request.idempotency_key));
      reply.finish(answer.cast<std::string>());
    } catch (py::error_already_set &raised) {
      refuse(reply, raised);
    }
  };
}

callwell::EventFunction event_function(py::function function) {
  return [held = hold(std::move(function))](std::string_view json) {
    const py::gil_scoped_acquire gil;
    try {
      (*held)(text(json));
    } catch (py::error_already_set &raised) {
      raised.discard_as_unraisable("a subscription of callwell");
    }
  };
}

void raise(const callwell::Error &error) {
  const py::object type = error_class();
  const py::object raised = type(error.status(), error.what(), error.field());
  PyErr_SetObject(type.ptr(), raised.ptr());
}

}  // namespace bindings
