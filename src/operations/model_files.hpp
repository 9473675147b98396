// Intent models a practice trained itself, as files: written whole or not at all, read once and kept while they are asked for.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "nlu/intents.hpp"

namespace callwell::operations {

/// A model by its path. The few used last are kept; a file that changed is read again. Threads: any.
base::Result<std::shared_ptr<const nlu::IntentModel>> open_model(const std::string &path);
/// Replaces a model, but never a file that is something else.
base::Result<void> write_model(const std::string &path, const std::string &bytes);
/// The approved examples of a file (example_files.hpp); an error names the line.
base::Result<std::vector<nlu::Example>> read_examples(const std::string &path);

}  // namespace callwell::operations
