// Python functions that the library calls on its own threads.
#pragma once

#include <callwell/callwell.hpp>
#include <pybind11/pybind11.h>

namespace bindings {

/// Takes (tenant, operation, json, idempotency_key) and gives JSON text; raises to refuse.
callwell::PortFunction port_function(pybind11::function function);
/// Takes one event as JSON text.
callwell::EventFunction event_function(pybind11::function function);

/// Raises callwell.CallwellError with the error's status and field.
void raise(const callwell::Error &error);

}  // namespace bindings
