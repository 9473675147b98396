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

/// How often a confidence in the best intent comes true, learnt on what cross-validation held out: its log odds taken apart, because
/// a model may doubt too much where it is unsure and too little where it is sure.
struct Trust {
  float gain = 1, loss = 1, offset = 0;

  /// Gives the best of `confidences` its due; the others share the rest in proportion, and none of them overtakes it.
  void settle(std::span<float> confidences) const;
  float due(float confidence) const;
  bool sound() const { return gain > 0 && gain < 100 && loss > 0 && loss < 100 && offset > -100 && offset < 100; }
};

/// What a model has learnt: a row of int8 weights for every known feature, one column an intent; or, with a hidden layer, one
/// column a hidden unit, and a second layer from those to the intents.
struct IntentWeights {
  std::vector<std::string> names;
  GroupLengths lengths{};
  std::size_t hidden = 0;               ///< units of the hidden layer; 0: there is none
  std::vector<std::uint32_t> hashes;    ///< ascending; row i belongs to hashes[i]
  std::vector<std::uint8_t> salience;   ///< of each row: how much it tells of the intent, of 255
  std::vector<float> scales;            ///< of each row
  std::vector<std::int8_t> weights;     ///< rows × units()
  std::vector<float> bias;              ///< of the units
  std::vector<float> out, out_bias;     ///< hidden × names, and names; empty without a hidden layer
  float temperature = 1;
  ScopeGate gate;
  Trust trust;
  /// The last of the names stands for texts that speak for no intent, such as a bare name or number. It is never answered: what
  /// it is believed goes to all others alike, so that the model is sure of none.
  bool unspoken = false;
  float held_out_accuracy = 0;
  ModelRows rows;                       ///< the same as it is answered from; made on loading

  std::size_t spoken() const { return names.size() - (unspoken ? 1 : 0); }
  std::size_t units() const { return hidden > 0 ? hidden : names.size(); }
  void index() { rows.build(hashes, salience, scales, weights, units()); }
  /// The scores of a text's features, one for each name. Returns how many of its words are known, 0 to 1.
  float score(std::span<const Feature> features, std::span<float> scores) const { return score(features, {}, scores); }
  /// The same of features in two parts that have no group in common.
  float score(std::span<const Feature> features, std::span<const Feature> more, std::span<float> scores) const;
};

inline constexpr std::string_view kStrangers = "out_of_scope";

/// The bytes that IntentModel::load reads.
std::string model_bytes(const IntentWeights &model);

/// Shares what the last confidence holds out among the others.
void spread_last(std::span<float> confidences);

/// exp() that gives the same bits with every libm and on every machine.
float exp_fixed(float x);
/// log() of a positive number, likewise.
float log_fixed(float x);

struct IntentModel::Impl : IntentWeights {};

}  // namespace callwell::nlu
