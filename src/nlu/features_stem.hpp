// A word without its ending, roughly: "payments" → "payment", "cancelled" → "cancel". Only sameness matters.
#pragma once

#include <algorithm>
#include <array>
#include <string_view>

namespace callwell::nlu {

class Stem {
 public:
  explicit Stem(std::string_view word) : size_(std::min(word.size(), text_.size() - 1)) {
    std::copy_n(word.begin(), size_, text_.begin());
    if (cut("ies")) {
      text_[size_++] = 'y';
    } else if (!ends("ss") && !ends("us") && !ends("is")) {
      cut("s");
    }
    const bool cut_verb = cut("ing") || cut("ed") || cut("er") || cut("ly");
    if (cut_verb && size_ > 3 && text_[size_ - 1] == text_[size_ - 2] && text_[size_ - 1] != 'l' && text_[size_ - 1] != 's') --size_;
    if (size_ > 3 && text_[size_ - 1] == 'e') --size_;
  }
  std::string_view text() const { return {text_.data(), size_}; }

 private:
  bool ends(std::string_view ending) const { return size_ > ending.size() + 2 && text().ends_with(ending); }
  bool cut(std::string_view ending) {
    if (!ends(ending)) return false;
    size_ -= ending.size();
    return true;
  }

  std::array<char, 32> text_;
  std::size_t size_;
};

}  // namespace callwell::nlu
