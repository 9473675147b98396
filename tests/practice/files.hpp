// Practice files for tests: those in the tree, and small ones made in place.
#pragma once

#include <fstream>
#include <sstream>
#include <string>

#include "practice/practice.hpp"

namespace callwell::practice::test {

inline std::string read_source(const std::string &path) {
  std::ifstream in(std::string(CALLWELL_SOURCE_DIR) + "/" + path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

/// One "line:column path: message (fix)" for each problem, for a readable comparison.
inline std::string listing(const std::vector<Problem> &problems) {
  std::ostringstream out;
  for (const Problem &p : problems) out << p.line << ':' << p.column << ' ' << p.path << ": " << p.message << " (" << p.fix << ")\n";
  return out.str();
}

/// The smallest practice, with room for more at its end.
inline const std::string kSmall = R"(id: small
name: Small Clinic
time_zone: America/Chicago
languages: [en]
locations:
  - id: main
    name: Main
    address: 1 Main Street, Springfield
    hours: {mon-fri: ["09:00-12:00", "13:00-17:00"], sat: "09:00-12:00"}
services:
  - {id: visit, name: Visit, duration_minutes: 30}
providers:
  - id: lee
    name: Dr. Lee
    shifts: [{location: main, days: mon-fri, hours: "09:00-12:00"}]
)";

inline std::optional<std::string> fixed_environment(const std::string &name) {
  return name == "KNOWN" ? std::optional<std::string>("s3cret-value") : std::nullopt;
}

inline Loaded load(const std::string &text) { return load_practice(text, &fixed_environment); }

}  // namespace callwell::practice::test
