// A table of folded words and beginnings of words ("llor*"), each with a value; looked up by hashing.
#pragma once

#include <algorithm>
#include <string_view>
#include <unordered_map>

namespace callwell::nlu {

template <class Value>
class StemTable {
 public:
  /// The value that stands for `entry`, a word or a beginning with * after it. The characters must outlive the table.
  Value &operator[](std::string_view entry) {
    const bool open = !entry.empty() && entry.back() == '*';
    if (!open) return words_[entry];
    entry.remove_suffix(1);
    longest_ = std::max(longest_, entry.size());
    shortest_ = std::min(shortest_, entry.size());
    return beginnings_[entry];
  }

  /// Calls `use(value)` for the word itself and for every beginning it has, the longest last.
  template <class Use>
  void each(std::string_view word, Use use) const {
    if (const auto found = words_.find(word); found != words_.end()) use(found->second);
    for (std::size_t length = shortest_; length <= std::min(word.size(), longest_); ++length) {
      if (const auto found = beginnings_.find(word.substr(0, length)); found != beginnings_.end()) use(found->second);
    }
  }

 private:
  std::unordered_map<std::string_view, Value> words_, beginnings_;
  std::size_t shortest_ = 64, longest_ = 0;
};

}  // namespace callwell::nlu
