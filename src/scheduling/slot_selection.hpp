// Which of the offered slots a person means, in English and Spanish, typed or heard. Pure: same input, same answer.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "nlu/analysis.hpp"
#include "scheduling/slot.hpp"

namespace callwell::scheduling {

/// What providers and locations are called, by the ids that slots carry. An id without an entry is its own name.
struct SlotNames {
  std::map<std::string, std::string, std::less<>> providers, locations;
};

struct Selection {
  enum class Outcome : std::uint8_t {
    selected,         ///< `index` is the one
    ambiguous,        ///< `candidates` could all be meant: ask which
    no_match,         ///< a choice was made, and no offered slot is like it
    rejected,         ///< none of them is wanted
    new_request,      ///< other times are asked for: `request`
    not_a_selection,  ///< something else was said: a pause to think, a question, small talk
  };
  Outcome outcome = Outcome::not_a_selection;
  std::optional<std::size_t> index;     ///< into `offered`
  std::vector<std::size_t> candidates;  ///< into `offered`, ascending
  std::optional<nlu::Preference> request;
};
std::string_view outcome_key(Selection::Outcome outcome);

/// Reads the first kMaxSelectionWords words of `text` against `offered`, in the order they were offered. `stored` is what
/// the person has said before of when they can come: it decides between slots that the words alone leave open.
Selection select_slot(std::span<const Slot> offered, std::string_view text, const nlu::Context &context, const nlu::Preference &stored,
                      const SlotNames &names);

inline constexpr std::size_t kMaxSelectionWords = 256;

}  // namespace callwell::scheduling
