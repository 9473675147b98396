// How a name sounds in English, coarsely: what a recogniser mishears it for sounds like it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace callwell::nlu {

/// Consonants by themselves, vowels as one of five; silent letters are left out. "clarke" and "clark" sound the same.
std::string sounds_of(std::string_view folded);

/// What it takes to hear one for the other: 0 for the same sounds, about 1 a consonant apart; `limit` or more: too far.
float sound_distance(std::string_view a, std::string_view b, float limit);

/// A bit for every group of sounds that are mistaken for each other; two names without common bits are far apart.
std::uint32_t sound_mask(std::string_view sounds);
/// A bound of the distance, from the masks alone.
float least_sound_distance(std::uint32_t a, std::uint32_t b);

}  // namespace callwell::nlu
