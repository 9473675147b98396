#include "nlu/phones_reading.hpp"

#include "nlu/phones_plan.hpp"

namespace callwell::nlu {

namespace {

constexpr std::size_t kMaxDigits = 17;      // E.164 has fifteen, an international prefix two or three more
constexpr std::size_t kMaxReadings = 4096;  // of one run of groups

/// Walks through all ways to write the groups and keeps the best that is a number.
class Search {
 public:
  Search(const std::vector<DigitGroup> &groups, bool plus, std::string_view country) : groups_(groups), plus_(plus), country_(country) {}

  std::optional<PhoneReading> run() {
    extend(0, 0);
    return best_;
  }

 private:
  void extend(std::size_t group, float cost) {
    if (group > 0) consider(group, cost);
    if (group == groups_.size() || digits_.size() >= kMaxDigits || ++tried_ > kMaxReadings) return;
    const std::size_t before = digits_.size();
    for (std::size_t i = 0; i < groups_[group].readings.size(); ++i) {
      const std::string &reading = groups_[group].readings[i];
      digits_ += reading;
      extend(group + 1, cost + cost_of(groups_[group], i, before));
      digits_.resize(before);
    }
  }

  /// People change breath between area code, exchange and line: a number word seldom crosses there, and "seventy five" is
  /// "seventy", "five" only there.
  float cost_of(const DigitGroup &group, std::size_t reading, std::size_t before) const {
    const std::size_t shift = digits_.front() == '1' ? 1 : 0;
    const auto boundary = [&](std::size_t at) { return at == 3 + shift || at == 6 + shift; };
    const std::size_t after = digits_.size();
    if (group.homophone) return group.readings[reading].empty() ? 0.5F : 0.3F;
    if (reading > 0) {
      const std::size_t tens = group.readings[reading].size() - 1;
      return boundary(before + tens) ? 0.2F : 2.0F;
    }
    if (group.numeral || after <= before + 1) return 0;
    for (std::size_t at = before + 1; at < after; ++at) {
      if (boundary(at)) return 1.0F;
    }
    return 0;
  }

  void consider(std::size_t groups, float cost) {
    if (best_ && (groups < best_->groups || (groups == best_->groups && cost >= best_->cost))) return;
    if (digits_.size() < 6) return;
    if (auto e164 = phone_e164(digits_, plus_, country_)) best_ = PhoneReading{digits_, std::move(e164), groups, cost};
  }

  const std::vector<DigitGroup> &groups_;
  bool plus_;
  std::string_view country_;
  std::string digits_;
  std::size_t tried_ = 0;
  std::optional<PhoneReading> best_;
};

}  // namespace

std::optional<std::string> phone_e164(std::string_view digits, bool plus, std::string_view country) {
  if (plus) return international_to_e164(digits);
  if (auto national = national_to_e164(digits, country)) return national;
  if (const auto rest = after_international_prefix(digits, country)) return international_to_e164(*rest);
  return {};
}

std::optional<PhoneReading> read_phone(const std::vector<DigitGroup> &groups, bool plus, std::string_view country) {
  return Search(groups, plus, country).run();
}

std::string plain_digits(const std::vector<DigitGroup> &groups) {
  std::string out;
  for (const DigitGroup &group : groups) out += group.readings.front();
  return out;
}

}  // namespace callwell::nlu
