#include "patient.hpp"

#include <algorithm>
#include <array>

namespace caller {

namespace {

/// Words of a question, and answers to it: the second when the first was not understood, and so on round.
struct Topic {
  std::string_view name;
  std::array<std::string_view, 4> words;
  std::array<std::string_view, 3> answers;
};

// The first that fits. Example.com and 555-01xx belong to nobody.
constexpr Topic kTopics[] = {
    {"anything_else", {"anything else", "something else"}, {"no that's all thank you", "no that's all", "no"}},
    {"confirm", {"shall i book", "book that", "is that right", "is that correct"}, {"yes please", "yes", "yes that's right"}},
    {"confirm", {"shall i", "correct?", "right?", "sound good"}, {"yes please", "yes", "yes that's right"}},
    {"email", {"email", "e-mail", "spell it"}, {"maria garcia at example dot com", "maria dot garcia at example dot com", "maria at example dot com"}},
    {"service", {"which service", "of our services", "what service", "which visit"}, {"a cleaning please", "teeth cleaning", "cleaning and check up"}},
    {"patient_type", {"new patient", "been here", "first visit", "been to"}, {"yes i have", "i've been there before", "existing patient"}},
    {"name", {"your name", "full name", "who am i", "first and last"}, {"maria garcia", "my name is maria garcia", "first name maria last name garcia"}},
    {"birth_date", {"birth", "born"}, {"march third nineteen eighty five", "the third of march nineteen eighty five", "march the third nineteen eighty five"}},
    {"preference", {"when would", "what day", "which day", "what time"}, {"tuesday afternoon", "any time next week", "any time is fine"}},
    {"preference", {"when ", "day or time", "days or times", "best for you"}, {"tuesday afternoon", "any time next week", "any time is fine"}},
    {"slot", {"which one", "which of", "work for you", "which would you"}, {"the first one please", "the first one", "i'll take the first one"}},
    {"phone", {"phone number", "number to", "mobile", "text you"}, {"yes this one", "this number", "yes"}},
    {"wish", {"help you", "help?", "can i do", "looking for"}, {"hi i would like to book a cleaning", "i need a cleaning appointment please", "i need to book a cleaning"}},
    {"wish", {"bring you", "calling about", "reason", "what do you need"}, {"hi i would like to book a cleaning", "i need a cleaning appointment please", "i need to book a cleaning"}},
    {"still_there", {"still there", "hear you", "catch that", "repeat"}, {"", "", ""}},
};

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), [](char c) { return static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c); });
  return out;
}

/// The last question of what was heard; all of it when none was asked.
std::string last_question(std::string_view heard) {
  const std::size_t mark = heard.rfind('?');
  if (mark == std::string_view::npos) return lower(heard);
  const std::size_t begin = heard.find_last_of(".!?", mark == 0 ? 0 : mark - 1);
  return lower(heard.substr(begin == std::string_view::npos ? 0 : begin + 1, mark - (begin == std::string_view::npos ? 0 : begin)));
}

const Topic *topic_of(const std::string &text) {
  const auto asks = [&text](const Topic &topic) {
    return std::any_of(topic.words.begin(), topic.words.end(), [&text](std::string_view words) { return !words.empty() && text.find(words) != std::string::npos; });
  };
  const auto found = std::find_if(std::begin(kTopics), std::end(kTopics), asks);
  return found == std::end(kTopics) ? nullptr : found;
}

}  // namespace

std::string Patient::answer(std::string_view heard) {
  const Topic *topic = topic_of(last_question(heard));
  if (!topic) topic = topic_of(lower(heard));
  if (!topic) return heard.find('?') == std::string_view::npos ? "" : "yes";
  if (topic->answers[0].empty()) {  // she was not understood: the same again
    const auto same = std::find_if(std::begin(kTopics), std::end(kTopics), [this](const Topic &t) { return t.name == last_topic_; });
    topic = same == std::end(kTopics) ? &kTopics[std::size(kTopics) - 2] : same;
  }
  repeats_ = topic->name == last_topic_ ? repeats_ + 1 : 0;
  last_topic_ = topic->name;
  return std::string(topic->answers[static_cast<std::size_t>(repeats_) % topic->answers.size()]);
}

}  // namespace caller
