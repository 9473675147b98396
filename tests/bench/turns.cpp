#include "turns.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <fstream>
#include <map>

namespace callwell::bench {

namespace {

struct Row { std::string text; std::size_t words = 0; };

/// By language: nobody changes it in the middle of a turn without meaning to.
std::map<std::string, std::vector<Row>> read_rows() {
  std::map<std::string, std::vector<Row>> rows;
  std::ifstream in(CALLWELL_SOURCE_DIR "/src/nlu/data/frontdesk.jsonl");
  for (std::string line; std::getline(in, line);) {
    const boost::json::value row = boost::json::parse(line);
    const std::string text(row.at("text").as_string());
    rows[std::string(row.at("lang").as_string())].push_back({text, 1 + static_cast<std::size_t>(std::ranges::count(text, ' '))});
  }
  return rows;
}

}  // namespace

std::vector<std::string> turns_of(std::size_t words) {
  const std::size_t least = words - words / 10, most = words + words / 10;
  std::vector<std::string> turns;
  for (const auto &[language, rows] : read_rows()) {
    for (std::size_t first = 0; first < rows.size(); ++first) {
      std::string text = rows[first].text;
      std::size_t count = rows[first].words;
      for (std::size_t next = first + 1; count < least && next < rows.size(); ++next) {
        text += ". " + rows[next].text;
        count += rows[next].words;
      }
      if (count >= least && count <= most) turns.push_back(std::move(text));
    }
  }
  return turns;
}

}  // namespace callwell::bench
