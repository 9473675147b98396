// Where the master key comes from: the environment, else a key file beside the database, made on first use.
#pragma once

#include <string>

#include "compliance/keyring.hpp"

namespace callwell::operations {

/// CALLWELL_MASTER_KEY (64 hexadecimal digits; more keys behind commas still open what they wrapped), else `<database>.key`
/// with rights for its owner only; for a database in memory a key that nobody keeps.
base::Result<compliance::Keyring> open_keyring(const std::string &database);

}  // namespace callwell::operations
