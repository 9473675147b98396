// What language models send, written from their services' descriptions, and how a reader's pieces are told in one line.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "adapters/language_model/answer_reader.hpp"

namespace callwell::testing {

/// One event of a stream with names, or without where `name` is empty.
std::string sse(std::string_view name, std::string_view data);

// The same answer of each service: "Sí, José — ", "el martes 🙂", then find_slots {"day":"2026-03-16","note":"mañana"} and
// hours {}, 120 tokens in, 31 out.
std::string anthropic_answer();
std::string openai_answer();
std::string bedrock_answer();
/// The event at its end.
std::string bedrock_counts();
/// What every reader makes of it.
extern const std::string_view kToldAnswer;

/// "Hi.", and then what is still to come.
std::string anthropic_begun(std::string_view words = "Hi.");
std::string bedrock_begun(std::string_view words = "Hi.");
/// "Hi." and nothing else.
std::string anthropic_words(std::string_view words = "Hi.");
std::string openai_words(std::string_view words = "Hi.");
std::string bedrock_words(std::string_view words = "Hi.");

/// Shows find_slots and hours.
dialog::ModelRequest question();

using MakeReader = std::function<std::unique_ptr<adapters::AnswerReader>(const dialog::ModelRequest &asked)>;

/// A piece as `text`, `name{input}` or `.in/out` at the end.
std::string told(const dialog::ModelPiece &piece);
/// All pieces, each after a bar, and `!status` where an error ended them. `next_cut` says how many bytes come at a time.
std::string told(const MakeReader &make, std::string_view bytes, const std::function<std::size_t()> &next_cut);
std::string told(const MakeReader &make, std::string_view bytes);

}  // namespace callwell::testing
