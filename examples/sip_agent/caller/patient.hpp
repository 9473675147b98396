// What a made-up patient wants, and what she answers to what she hears. She listens like a person: to the last question.
#pragma once

#include <string>
#include <string_view>

namespace caller {

class Patient {
 public:
  /// What to say after hearing `heard`, everything the agent said since the last answer; asked the same again, she says it plainer.
  std::string answer(std::string_view heard);

 private:
  std::string last_topic_;
  int repeats_ = 0;
};

}  // namespace caller
