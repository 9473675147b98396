// Asking a practice's language model for a proposal, and what it answers in the form a conversation takes it in.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "operations/tenant.hpp"

namespace callwell::operations {

/// Called from threads of the model's, one at a time.
struct OnProposal {
  std::function<void(std::string answer)> words;                       ///< a sentence: the JSON of a progress event
  std::function<void(base::Status status, std::string answer)> result; ///< the last: the JSON of a result event
};

/// An answer under way. Destroying it abandons the answer.
class ModelTalk;

/// `input` is that of `conversations.propose`. Never blocks.
std::shared_ptr<ModelTalk> ask_model(Tenant &tenant, const boost::json::object &input, OnProposal on_proposal);

/// The same, waiting for the whole answer.
base::Result<boost::json::value> ask_model_and_wait(Tenant &tenant, const boost::json::object &input);

}  // namespace callwell::operations
