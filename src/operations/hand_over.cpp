#include "operations/hand_over.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace callwell::operations {

namespace {

constexpr std::size_t kMostBytes = 400;  // about twenty seconds of speech: the caller waits meanwhile

struct Words { std::string_view key, en, es; };
constexpr std::array<Words, 6> kErrands{{{"book", "wants to book a visit", "quiere una cita"},
                                         {"reschedule", "wants to move a visit", "quiere cambiar una cita"},
                                         {"cancel", "wants to cancel a visit", "quiere cancelar una cita"},
                                         {"my_appointment", "asks about a visit", "pregunta por una cita"},
                                         {"waitlist", "wants to be on the waitlist", "quiere estar en la lista de espera"},
                                         {"message", "wants to leave a message", "quiere dejar un mensaje"}}};
constexpr std::array<Words, 3> kReasons{{{"asked", "They asked for a person.", "Pidió hablar con una persona."},
                                         {"not_understood", "I could not understand them.", "No pude entenderle."},
                                         {"emergency", "It is an emergency.", "Es una emergencia."}}};
constexpr Words kAnyReason{"", "I could not complete it myself.", "No pude completarlo."};

template <std::size_t N>
const Words *find(const std::array<Words, N> &words, std::string_view key) {
  const auto found = std::find_if(words.begin(), words.end(), [key](const Words &w) { return w.key == key; });
  return found == words.end() ? nullptr : &*found;
}

}  // namespace

std::string hand_over_words(const json::object &note, std::string_view language) {
  const bool es = language == "es";
  const auto in = [es](const Words &words) { return es ? words.es : words.en; };
  const json::object &fields = base::object_at(note, "fields");
  const std::string_view name = base::string_at(base::object_at(fields, "name"), "full"), service = base::string_at(base::object_at(fields, "service"), "name");
  std::string out(name.empty() ? std::string_view(es ? "Una persona" : "A caller") : name);
  const Words *errand = find(kErrands, base::string_at(note, "flow"));
  out += errand ? fmt::format(" {}", in(*errand)) : es ? " está en la línea" : " is on the line";
  if (!service.empty()) out += fmt::format(": {}", service);
  const Words *reason = find(kReasons, base::string_at(note, "reason"));
  return base::clean_utf8(fmt::format("{}. {}", out, in(reason ? *reason : kAnyReason)), kMostBytes);
}

}  // namespace callwell::operations
