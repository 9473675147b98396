#include "adapters/text_to_speech/speech_words.hpp"

#include <algorithm>

namespace callwell::adapters {

namespace {

constexpr std::size_t kReach = 16;  // bytes: a service may drop a character of the text, not a phrase

bool is_space(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

}  // namespace

void SpeechWords::end_word(std::vector<voice::WordMark> &marks) {
  if (in_word_) marks.push_back({end_, at_});
  in_word_ = false;
}

std::vector<voice::WordMark> SpeechWords::add(const std::vector<TimedCharacter> &characters, std::int64_t begin) {
  std::vector<voice::WordMark> marks;
  for (const TimedCharacter &character : characters) {
    if (is_space(character.text)) {
      end_word(marks);
      continue;
    }
    const std::size_t offset = std::string_view(text_).substr(at_, kReach + character.text.size()).find(character.text);
    if (offset == std::string_view::npos) continue;
    if (text_.find_first_of(" \t\r\n", at_) < at_ + offset) end_word(marks);
    at_ += offset + character.text.size();
    end_ = std::max(end_, begin + character.end_us * rate_ / 1'000'000);
    in_word_ = true;
  }
  return marks;
}

std::vector<voice::WordMark> SpeechWords::finish() {
  std::vector<voice::WordMark> marks;
  end_word(marks);
  return marks;
}

}  // namespace callwell::adapters
