#include "nlu/names_vote.hpp"

#include <algorithm>
#include <cmath>

#include "base/text.hpp"
#include "nlu/names_sounds.hpp"
#include "nlu/vocabulary_words.hpp"

namespace callwell::nlu {

namespace {
// All of them logarithms but the last: what a likely name weighs, what another spelling and other sounds cost.
constexpr float kPrior = 1.1F, kRespelled = 1.3F, kSound = 4.0F, kTooFar = 1.4F;
constexpr float kEveryday = 2.5F, kSmallUnlisted = 6.0F, kSmallListed = 0.3F;
constexpr float kShare = 0.08F;  ///< of the readings must have a part, for the name to have it

struct Observed {
  std::string_view written;
  std::string plain, sounds;
  std::uint32_t mask = 0;
  float weight = 0;
  bool guessed = false, small = false;
};

std::string plain_letters(std::string_view text) {
  std::string plain = base::fold(text);
  std::erase_if(plain, [](char c) { return c < 'a' || c > 'z'; });
  return plain;
}

std::vector<Observed> observed_parts(const std::vector<NameReading> &readings, NameKind kind) {
  std::vector<Observed> out;
  for (const NameReading &reading : readings) {
    const std::string &written = kind == NameKind::given ? reading.given : reading.family;
    if (written.empty()) continue;
    std::string plain = plain_letters(written);
    const auto same = std::find_if(out.begin(), out.end(), [&](const Observed &o) { return o.plain == plain; });
    if (same != out.end()) {
      same->guessed = same->guessed && reading.guessed;
      same->weight = std::log(std::exp(same->weight) + std::exp(reading.weight));
      continue;
    }
    std::string sounds = sounds_of(plain);
    const std::uint32_t mask = sound_mask(sounds);
    const bool small = kind == NameKind::given ? reading.given_small : reading.family_small;
    out.push_back({written, std::move(plain), std::move(sounds), mask, reading.weight, reading.guessed, small});
  }
  return out;
}

struct Choice {
  std::string name;
  float score = -1e9F;
};

/// The logarithm of how well the readings agree with a name.
float support(const std::vector<Observed> &observed, std::string_view plain, std::string_view sounds, std::uint32_t mask) {
  float sum = 0;
  for (const Observed &heard : observed) {
    if (heard.plain == plain) {
      sum += std::exp(heard.weight);
      continue;
    }
    if (least_sound_distance(mask, heard.mask) >= kTooFar) continue;
    const float distance = sound_distance(heard.sounds, sounds, kTooFar);
    if (distance < kTooFar) sum += std::exp(heard.weight - kRespelled - kSound * distance);
  }
  return sum > 0 ? std::log(sum) : -1e9F;
}

/// The same for a name that nobody read so: by sounds alone.
float sound_support(const std::vector<Observed> &distinct, const SoundedName &name) {
  float sum = 0;
  for (const Observed &heard : distinct) {
    if (least_sound_distance(name.mask, heard.mask) >= kTooFar) continue;
    const float distance = sound_distance(heard.sounds, name.sounds, kTooFar);
    if (distance < kTooFar) sum += std::exp(heard.weight - kRespelled - kSound * distance);
  }
  return sum > 0 ? std::log(sum) : -1e9F;
}

/// Readings that sound alike count as one.
std::vector<Observed> distinct_sounds(const std::vector<Observed> &observed) {
  std::vector<Observed> out;
  for (const Observed &heard : observed) {
    const auto same = std::find_if(out.begin(), out.end(), [&](const Observed &o) { return o.sounds == heard.sounds; });
    if (same == out.end())
      out.push_back(heard);
    else
      same->weight = std::log(std::exp(same->weight) + std::exp(heard.weight));
  }
  return out;
}

Choice best_part(const std::vector<Observed> &observed, NameKind kind, NameRegion region) {
  Choice best;
  for (const Observed &heard : observed) {
    const float likelihood = name_likelihood(kind, region, heard.plain);
    if (heard.guessed && likelihood <= kUnlisted) continue;
    const bool listed = likelihood > kUnlisted;
    const float small = !heard.small ? 0.0F : listed ? kSmallListed : kSmallUnlisted;
    const float common = small + (!listed && is_everyday_word(heard.plain) ? kEveryday : 0.0F);
    const float score = kPrior * likelihood - common + support(observed, heard.plain, heard.sounds, heard.mask);
    if (score > best.score) best = {std::string(heard.written), score};
  }
  const std::vector<Observed> distinct = distinct_sounds(observed);
  float all = 0;
  for (const Observed &heard : distinct) all += std::exp(heard.weight);
  const float most = std::log(all) - kRespelled;   // all readings sound exactly like the name
  for (const SoundedName &name : sounded_names(kind, region)) {
    if (kPrior * name.likelihood + most <= best.score) break;   // the rest is rarer still
    const float score = kPrior * name.likelihood + sound_support(distinct, name);
    if (score <= best.score) continue;
    best = {std::string(name.name), score};
  }
  for (const Observed &heard : observed) {
    if (heard.plain == best.name) best.name = heard.written;
  }
  return best;
}

float share_with(const std::vector<NameReading> &readings, std::string NameReading::*part) {
  float with = 0, all = 0;
  for (const NameReading &reading : readings) {
    const float weight = std::exp(reading.weight);
    all += weight;
    with += (reading.*part).empty() ? 0 : weight;
  }
  return all > 0 ? with / all : 0;
}

}  // namespace

std::optional<NameVote> vote_on_name(const std::vector<NameReading> &readings, NameRegion region) {
  NameVote vote;
  const float given_share = share_with(readings, &NameReading::given), family_share = share_with(readings, &NameReading::family);
  if (given_share >= kShare) {
    const Choice given = best_part(observed_parts(readings, NameKind::given), NameKind::given, region);
    vote.given = given.name;
    vote.score += given.score;
  }
  if (family_share >= kShare) {
    const Choice family = best_part(observed_parts(readings, NameKind::family), NameKind::family, region);
    vote.family = family.name;
    vote.score += family.score;
  }
  if (vote.given.empty() && vote.family.empty()) return {};
  return vote;
}

}  // namespace callwell::nlu
