// Brings a database to this version's schema, one numbered step at a time.
#pragma once

#include <cstdint>
#include <string_view>

#include "records/sqlite.hpp"

namespace callwell::records {

/// The schema's version in this library.
std::int32_t schema_version();

/// Applies what is missing, each step in a transaction of its own; safe when two processes do it at once.
/// Refuses (unsupported) a database that a newer version made, and (corrupt) one whose recorded steps are not ours.
base::Result<void> migrate(Connection &connection, base::Instant now);

}  // namespace callwell::records
