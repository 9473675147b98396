// The model behind IntentModel, shared by the trainer and the server of it.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "nlu/features.hpp"
#include "nlu/intents.hpp"
#include "nlu/intents_rows.hpp"

namespace callwell::nlu {

/// Whether a text is about any of the intents: the lead of the best of them over out_of_scope, and how many of its words,
/// alone and in pairs, were ever seen. Only where a model is gated; elsewhere out_of_scope is an intent like the others.
struct ScopeGate {
  bool used = false;
  float offset = 0;

  float inside(float lead, float known) const;
};

/// One linear model: a row of int8 weights for every known feature, one column an intent.
struct LinearIntents {
  std::vector<std::string> names;
  GroupLengths lengths{};
  std::vector<std::uint32_t> hashes;    ///< ascending; row i belongs to hashes[i]
  std::vector<std::uint8_t> salience;   ///< of each row: how much it tells of the intent, of 255
  std::vector<float> scales;            ///< of each row
  std::vector<std::int8_t> weights;     ///< rows × names
  std::vector<float> bias;
  float temperature = 1;
  ScopeGate gate;
  /// The last of the names stands for texts that speak for no intent, such as a bare name or number. It is never answered: what
  /// it is believed goes to all others alike, so that the model is sure of none.
  bool unspoken = false;
  float held_out_accuracy = 0;
  ModelRows rows;                       ///< the same as it is answered from; made on loading

  std::size_t spoken() const { return names.size() - (unspoken ? 1 : 0); }
  void index() { rows.build(hashes, salience, scales, weights, names.size()); }
  /// Adds the scores of a text's features to `scores`, one for each name. How many of its words it knows, 0 to 1.
  float score(std::span<const Feature> features, std::span<float> scores) const { return rows.score(features, lengths, scores); }
};

inline constexpr std::string_view kStrangers = "out_of_scope";

/// The bytes that IntentModel::load reads.
std::string model_bytes(const LinearIntents &model);

/// Shares what the last confidence holds out among the others.
void spread_last(std::span<float> confidences);

/// exp() that gives the same bits with every libm and on every machine.
float exp_fixed(float x);

struct IntentModel::Impl : LinearIntents {};

}  // namespace callwell::nlu
