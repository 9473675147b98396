// `callwell evaluate`: how good a model is on labelled examples, as text for a terminal and as a page with plots.
#include <boost/json.hpp>
#include <fstream>
#include <iomanip>
#include <iostream>
#include <sstream>

#include "command.hpp"
#include "evaluate_page.hpp"

namespace cli {

namespace {

namespace json = boost::json;

double number(const json::object &object, const char *key) { return object.at(key).to_number<double>(); }
std::string said(const json::object &object, const char *key) { return std::string(object.at(key).as_string()); }
std::string percent(double share) {
  std::ostringstream out;
  out << std::fixed << std::setprecision(1) << std::setw(5) << 100 * share << " %";
  return out.str();
}

void print_summary(const json::object &result) {
  std::cout << "examples " << result.at("examples") << "   accuracy " << percent(number(result, "accuracy")) << "   macro F1 " << percent(number(result, "macro_f1"))
            << "   calibration error " << percent(number(result, "calibration_error")) << "\n\n";
  for (const json::value &value : result.at("languages").as_array()) {
    const json::object &row = value.as_object();
    std::cout << "  " << std::left << std::setw(6) << said(row, "language") << std::right << percent(number(row, "accuracy")) << " of " << row.at("examples")
              << ", calibration error " << percent(number(row, "calibration_error")) << '\n';
  }
}

void print_intents(const json::object &result) {
  std::cout << "\nintent                          examples  precision   recall       F1\n";
  for (const json::value &value : result.at("per_intent").as_array()) {
    const json::object &row = value.as_object();
    std::cout << std::left << std::setw(32) << said(row, "intent") << std::right << std::setw(8) << number(row, "examples") << "   " << percent(number(row, "precision")) << "  "
              << percent(number(row, "recall")) << "  " << percent(number(row, "f1")) << '\n';
  }
}

void print_mistakes(const json::object &result) {
  std::cout << "\nmost frequent confusions (expected > got)\n";
  for (const json::value &value : result.at("confusions").as_array()) {
    const json::object &row = value.as_object();
    std::cout << std::setw(5) << number(row, "count") << "  " << said(row, "expected") << " > " << said(row, "got") << "   \"" << said(row, "example") << "\"\n";
  }
  std::cout << "\nsurest mistakes\n";
  for (const json::value &value : result.at("worst").as_array()) {
    const json::object &row = value.as_object();
    std::cout << "  " << percent(number(row, "confidence")) << "  " << said(row, "expected") << " > " << said(row, "got") << "   \"" << said(row, "text") << "\"\n";
  }
}

void print_coverage(const json::object &result) {
  std::cout << "\nanswering only from a confidence on:  answered   right\n";
  for (const json::value &value : result.at("coverage").as_array()) {
    const json::object &row = value.as_object();
    std::cout << "  " << percent(number(row, "threshold")) << "                             " << percent(number(row, "answered")) << "  " << percent(number(row, "accuracy")) << '\n';
  }
}

}  // namespace

int evaluate(const std::string &model, const std::string &examples, const std::string &page_path, int folds) {
  json::object input{{"examples_path", examples}};
  if (folds > 0) {
    input["folds"] = folds;
  } else if (model != "builtin") {
    input["model_path"] = model;
  }
  const json::object result = json::parse(invoke_watched({}, "nlu.evaluate", json::serialize(input), "evaluating on " + examples)).as_object();
  std::cout << std::setprecision(6);
  print_summary(result);
  print_intents(result);
  print_mistakes(result);
  print_coverage(result);
  if (page_path.empty()) return 0;
  const std::string title = folds > 0 ? std::to_string(folds) + "-fold cross-validation" : model == "builtin" ? "the built-in model" : model;
  std::ofstream out(page_path, std::ios::binary | std::ios::trunc);
  out << evaluation_page(result, title, examples);
  if (!out.flush()) throw Failure(kFailed, page_path + ": cannot write it");
  std::cout << "\n" << page_path << " has the plots\n";
  return 0;
}

}  // namespace cli
