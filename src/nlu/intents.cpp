#include "nlu/intents.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <numeric>

#include "nlu/intents_format.hpp"

namespace callwell::nlu {

namespace {

constexpr std::size_t kMaxIntents = 1024, kMaxRows = 1 << 20, kMaxHidden = 512;
constexpr std::size_t kStackIntents = 256;  // models of more than that allocate while they answer
static_assert(std::endian::native == std::endian::little, "models are written as they stand in memory");

template <class T>
void put(std::string &out, const T &value) {
  out.append(reinterpret_cast<const char *>(&value), sizeof value);
}
template <class T>
void put_all(std::string &out, const std::vector<T> &values) {
  out.append(reinterpret_cast<const char *>(values.data()), values.size() * sizeof(T));
}

/// Takes values off the front of a model's bytes; once they run out everything after fails too.
class Reader {
 public:
  explicit Reader(std::string_view bytes) : rest_(bytes) {}
  template <class T>
  T get() {
    T value{};
    if (const std::string_view bytes = take(sizeof value); !bytes.empty()) std::memcpy(&value, bytes.data(), sizeof value);
    return value;
  }
  template <class T>
  void get_all(std::vector<T> &values, std::size_t count) {
    const std::string_view bytes = take(count * sizeof(T));
    if (bytes.empty()) return;
    values.resize(count);
    std::memcpy(values.data(), bytes.data(), bytes.size());
  }
  std::string_view take(std::size_t count) {
    if (count > rest_.size()) {
      failed_ = true;
      rest_ = {};
      return {};
    }
    const std::string_view taken = rest_.substr(0, count);
    rest_.remove_prefix(count);
    return taken;
  }
  bool done() const { return !failed_ && rest_.empty(); }

 private:
  std::string_view rest_;
  bool failed_ = false;
};

base::Error corrupt(std::string message) { return {base::Status::corrupt, std::move(message), "model"}; }

void softmax(std::span<float> scores, float temperature) {
  const float top = *std::max_element(scores.begin(), scores.end());
  float sum = 0;
  for (float &score : scores) sum += score = exp_fixed((score - top) / temperature);
  for (float &score : scores) score /= sum;
}

/// Scores become confidences: those inside share what the gate lets in, and the best of them keeps most of it, because which of
/// two near intents is meant says little of whether it is one at all.
void share_inside(std::span<float> scores, std::size_t stranger, float temperature, float known, const ScopeGate &gate) {
  const float outside = scores[stranger];
  scores[stranger] = -1e9F;
  const auto best = static_cast<std::size_t>(std::max_element(scores.begin(), scores.end()) - scores.begin());
  const float inside = gate.inside(scores[best] - outside, known);
  softmax(scores, temperature);
  const float kept = std::sqrt(std::sqrt(scores[best]));
  const float rest = 1 - scores[best] > 1e-6F ? inside * (1 - kept) / (1 - scores[best]) : 0;
  for (float &score : scores) score *= rest;
  scores[best] = inside * kept;
  scores[stranger] = 1 - inside;
}

}  // namespace

float exp_fixed(float x) {
  if (x < -30) return 0;
  const double scaled = std::min(x, 80.0F) * 1.4426950408889634;
  const auto whole = static_cast<std::int64_t>(scaled) - (scaled < 0 ? 1 : 0);  // at or below it
  const double r = (scaled - static_cast<double>(whole)) * 0.6931471805599453;
  const double series = 1 + r * (1 + r * (1.0 / 2 + r * (1.0 / 6 + r * (1.0 / 24 + r * (1.0 / 120 + r * (1.0 / 720 + r / 5040))))));
  const auto power = static_cast<std::uint64_t>(1023 + whole) << 52;  // 2 to the whole, as its bits
  return static_cast<float>(series * std::bit_cast<double>(power));
}

float log_fixed(float x) {
  const auto bits = std::bit_cast<std::uint32_t>(x);
  const auto power = static_cast<std::int32_t>(bits >> 23) - 127;
  const double m = static_cast<double>(std::bit_cast<float>((bits & 0x7FFFFF) | 0x3F800000));  // 1 to 2
  const double t = (m - 1) / (m + 1), q = t * t;
  const double series = 2 * t * (1 + q * (1.0 / 3 + q * (1.0 / 5 + q * (1.0 / 7 + q * (1.0 / 9 + q * (1.0 / 11 + q / 13))))));
  return static_cast<float>(series + 0.6931471805599453 * power);
}

float ScopeGate::inside(float lead, float known) const {
  constexpr float kLead = 0.4F, kKnown = 2;
  return 1 / (1 + exp_fixed(-(kLead * lead + kKnown * known + offset)));
}

float Trust::due(float confidence) const {
  const float sure = std::clamp(confidence, 1e-6F, 1 - 1e-6F);
  return 1 / (1 + exp_fixed(-(gain * log_fixed(sure) - loss * log_fixed(1 - sure) + offset)));
}

void Trust::settle(std::span<float> confidences) const {
  const bool as_is = gain == 1 && loss == 1 && offset == 0;
  if (as_is || confidences.size() < 2) return;
  const auto best = std::max_element(confidences.begin(), confidences.end());
  float second = 0;
  for (auto other = confidences.begin(); other != confidences.end(); ++other) {
    if (other != best) second = std::max(second, *other);
  }
  const float rest = 1 - *best;
  if (rest < 1e-6F || second <= 0) return;
  const float at_least = second / (rest + second);  // where the second would be as likely
  const float due = std::max(this->due(*best), at_least + 1e-4F);
  for (float &confidence : confidences) confidence *= (1 - due) / rest;
  *best = due;
}

void spread_last(std::span<float> confidences) {
  const float share = confidences.back() / static_cast<float>(confidences.size() - 1);
  for (float &confidence : confidences) confidence += share;
  confidences.back() = 0;
}

float IntentWeights::score(std::span<const Feature> features, std::span<const Feature> more, std::span<float> scores) const {
  if (hidden == 0) {
    std::copy(bias.begin(), bias.end(), scores.begin());
    const float known = rows.score(features, lengths, scores);
    if (!more.empty()) rows.score(more, lengths, scores);
    return known;
  }
  std::array<float, kMaxHidden> room;
  const std::span<float> sums = std::span(room).first(hidden);
  std::copy(bias.begin(), bias.end(), sums.begin());
  const float known = rows.score(features, lengths, sums);
  if (!more.empty()) rows.score(more, lengths, sums);
  std::copy(out_bias.begin(), out_bias.end(), scores.begin());
  const float *row = out.data();
  for (std::size_t u = 0; u < hidden; ++u, row += scores.size()) {
    if (sums[u] <= 0) continue;
    for (std::size_t c = 0; c < scores.size(); ++c) scores[c] += sums[u] * row[c];
  }
  return known;
}

IntentModel::IntentModel(std::unique_ptr<const Impl> impl) : impl_(std::move(impl)) {}
IntentModel::IntentModel(IntentModel &&) noexcept = default;
IntentModel::~IntentModel() = default;

std::size_t IntentModel::size() const { return impl_->spoken(); }
float IntentModel::held_out_accuracy() const { return impl_->held_out_accuracy; }

std::span<const std::string> IntentModel::names() const { return std::span(impl_->names).first(impl_->spoken()); }

void IntentModel::weigh(const FeatureSet &features, std::span<float> confidences) const { weigh(features.items(), {}, confidences); }

void IntentModel::weigh(const FeatureSet &features, const FeatureSet &more, std::span<float> confidences) const {
  weigh(features.items(), more.items(), confidences);
}

void IntentModel::weigh(std::span<const Feature> features, std::span<const Feature> more, std::span<float> confidences) const {
  std::array<float, kStackIntents> room;
  std::vector<float> heap;
  const std::size_t width = impl_->names.size();
  if (width > room.size()) heap.resize(width);
  const std::span<float> scores = heap.empty() ? std::span(room).first(width) : std::span(heap);
  const float known = impl_->score(features, more, scores);
  if (impl_->gate.used) {
    const auto stranger = std::find(impl_->names.begin(), impl_->names.end(), kStrangers);
    share_inside(scores, static_cast<std::size_t>(stranger - impl_->names.begin()), impl_->temperature, known, impl_->gate);
  } else {
    softmax(scores, impl_->temperature);
  }
  if (impl_->unspoken) spread_last(scores);
  impl_->trust.settle(scores.first(impl_->spoken()));
  std::copy_n(scores.begin(), confidences.size(), confidences.begin());
}

std::vector<ScoredIntent> IntentModel::classify(const FeatureSet &features) const {
  std::vector<float> confidences(size());
  weigh(features, confidences);
  std::vector<std::uint32_t> order(confidences.size());
  std::iota(order.begin(), order.end(), 0U);
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return confidences[a] != confidences[b] ? confidences[a] > confidences[b] : a < b;
  });
  std::vector<ScoredIntent> ranked;
  ranked.reserve(confidences.size());
  for (const std::uint32_t c : order) ranked.push_back({impl_->names[c], confidences[c]});
  return ranked;
}

std::vector<ScoredIntent> IntentModel::classify(std::string_view text) const {
  FeatureSet features;
  extract_features(text, features);
  return classify(features);
}

std::string model_bytes(const IntentWeights &model) {
  std::string out(kModelMagic);
  put(out, feature_fingerprint());
  put(out, static_cast<std::uint32_t>(model.names.size()));
  put(out, static_cast<std::uint32_t>(model.hashes.size()));
  put(out, static_cast<std::uint32_t>(model.hidden));
  put(out, model.temperature);
  put(out, model.held_out_accuracy);
  for (const std::string &name : model.names) {
    put(out, static_cast<std::uint16_t>(name.size()));
    out += name;
  }
  put(out, static_cast<std::uint8_t>(model.unspoken));
  put(out, static_cast<std::uint8_t>(model.gate.used));
  put(out, model.gate.offset);
  put(out, model.trust);
  put(out, model.lengths);
  put_all(out, model.bias);
  put_all(out, model.hashes);
  put_all(out, model.salience);
  put_all(out, model.scales);
  put_all(out, model.weights);
  put_all(out, model.out);
  put_all(out, model.out_bias);
  return out;
}

std::string IntentModel::bytes() const { return model_bytes(*impl_); }

base::Result<IntentModel> IntentModel::load(std::string_view bytes) {
  Reader in(bytes);
  if (in.take(kModelMagic.size()) != kModelMagic) return corrupt("not an intent model");
  if (in.get<std::uint64_t>() != feature_fingerprint()) return corrupt("the model was trained by another version: train it again");
  const auto width = in.get<std::uint32_t>(), rows = in.get<std::uint32_t>(), hidden = in.get<std::uint32_t>();
  if (width == 0 || width > kMaxIntents || rows > kMaxRows || hidden > kMaxHidden) return corrupt("the model's sizes cannot be");
  auto impl = std::make_unique<Impl>();
  impl->hidden = hidden;
  const std::size_t units = hidden > 0 ? hidden : width;
  impl->temperature = in.get<float>();
  impl->held_out_accuracy = in.get<float>();
  for (std::uint32_t i = 0; i < width; ++i) impl->names.emplace_back(in.take(in.get<std::uint16_t>()));
  impl->unspoken = in.get<std::uint8_t>() != 0;
  impl->gate.used = in.get<std::uint8_t>() != 0;
  impl->gate.offset = in.get<float>();
  impl->trust = in.get<Trust>();
  impl->lengths = in.get<GroupLengths>();
  in.get_all(impl->bias, units);
  in.get_all(impl->hashes, rows);
  in.get_all(impl->salience, rows);
  in.get_all(impl->scales, rows);
  in.get_all(impl->weights, rows * units);
  in.get_all(impl->out, std::size_t{hidden} * width);
  in.get_all(impl->out_bias, hidden > 0 ? width : 0);
  const bool spoken = width > (impl->unspoken ? 1 : 0);
  const bool fit_to_gate = !impl->gate.used || (width > 1 && std::count(impl->names.begin(), impl->names.end(), kStrangers) == 1);
  if (!in.done() || !spoken || !fit_to_gate || !(impl->temperature > 0) || !impl->trust.sound()) return corrupt("the model is cut or damaged");
  impl->index();
  return IntentModel(std::move(impl));
}

}  // namespace callwell::nlu
