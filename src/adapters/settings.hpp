// What a practice file says about one adapter.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "practice/practice.hpp"

namespace callwell::adapters {

/// Reads the settings of one adapter and remembers the first fault.
class Settings {
 public:
  explicit Settings(const practice::PortConfig &config) : config_(config) {}
  std::string required(std::string_view name);
  std::string optional(std::string_view name, std::string_view fallback = {}) const;
  std::int64_t integer(std::string_view name, std::int64_t fallback, std::int64_t least, std::int64_t most);
  std::string base_url(std::string_view fallback);  ///< checked, without a slash at its end
  const std::optional<base::Error> &fault() const { return fault_; }

 private:
  const practice::PortConfig &config_;
  std::optional<base::Error> fault_;
};

}  // namespace callwell::adapters
