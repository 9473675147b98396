// Labelled examples as files of JSON Lines: `text`, `intent`, optionally `language`; and of proposed ones whether a person
// approved them. Only what is approved, or never needed to be, is learnt from.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/json.hpp"
#include "base/result.hpp"

namespace callwell::operations {

/// One line of an examples file.
struct ExampleRow {
  std::string text, intent, language;
  bool approved = true;
  boost::json::object row;  ///< the line as it stands
};

/// Errors name the line and `field`.
base::Result<std::vector<ExampleRow>> read_example_rows(const std::string &path, std::string_view field);
/// Adds one line at the end; the file is made where there is none.
base::Result<void> append_example(const std::string &path, const boost::json::object &row);
/// Replaces the whole file or nothing of it.
base::Result<void> write_example_rows(const std::string &path, const std::vector<ExampleRow> &rows);

}  // namespace callwell::operations
