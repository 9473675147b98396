#include "evaluate_page.hpp"

#include <algorithm>
#include <cmath>
#include <iomanip>
#include <sstream>

namespace cli {

namespace {

namespace json = boost::json;

double number(const json::object &object, const char *key) { return object.at(key).to_number<double>(); }
std::string said(const json::object &object, const char *key) { return std::string(object.at(key).as_string()); }

std::string fixed(double value, int digits) {
  std::ostringstream out;
  out << std::fixed << std::setprecision(digits) << value;
  return out.str();
}
std::string percent(double share) { return fixed(100 * share, 1) + " %"; }

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '<') out += "&lt;";
    else if (c == '>') out += "&gt;";
    else if (c == '&') out += "&amp;";
    else if (c == '"') out += "&quot;";
    else out += c;
  }
  return out;
}

constexpr const char *kHead = R"(<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Callwell: evaluation</title><style>
:root{color-scheme:light dark;--ink:#1c2430;--soft:#5b6675;--line:#d5dae1;--paper:#ffffff;--panel:#f5f7f9;--mark:31,111,178;--good:#1f7a4d;--bad:#b3362b}
@media (prefers-color-scheme:dark){:root{--ink:#e6eaf0;--soft:#9aa5b4;--line:#364150;--paper:#12171e;--panel:#1a212b;--mark:92,168,235;--good:#5cc28d;--bad:#ef8177}}
body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.5 system-ui,sans-serif}
main{max-width:1080px;margin:0 auto;padding:28px 20px 60px}
h1{font-size:24px;margin:0 0 2px}h2{font-size:17px;margin:34px 0 8px}p{margin:4px 0 10px;color:var(--soft)}
.figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(150px,1fr));gap:12px;margin:18px 0}
.figure{background:var(--panel);border-radius:8px;padding:12px 14px}.figure b{display:block;font-size:24px;font-weight:600}.figure span{color:var(--soft);font-size:13px}
.pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(340px,1fr));gap:24px}
.wide{overflow-x:auto}svg{max-width:100%;height:auto;display:block}svg.full{max-width:none}
svg text{fill:var(--ink);font:12px system-ui,sans-serif}svg .soft{fill:var(--soft)}
.axis{stroke:var(--line);stroke-width:1}.curve{fill:none;stroke:rgb(var(--mark));stroke-width:2}.dot,.bar{fill:rgb(var(--mark))}.track{fill:var(--panel)}.cell{fill:rgb(var(--mark))}.miss{fill:var(--bad)}
table{border-collapse:collapse;width:100%;font-size:14px}th{text-align:left;color:var(--soft);font-weight:500}td,th{padding:5px 10px 5px 0;border-bottom:1px solid var(--line);vertical-align:top}
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
</style></head><body><main>
)";

std::string text_at(double x, double y, const std::string &text, const char *attributes = "") {
  return "<text x=\"" + fixed(x, 1) + "\" y=\"" + fixed(y, 1) + "\" " + attributes + ">" + escaped(text) + "</text>";
}
std::string line_between(double x1, double y1, double x2, double y2, const char *attributes) {
  return "<line x1=\"" + fixed(x1, 1) + "\" y1=\"" + fixed(y1, 1) + "\" x2=\"" + fixed(x2, 1) + "\" y2=\"" + fixed(y2, 1) + "\" " + attributes + "/>";
}
std::string rectangle(double x, double y, double width, double height, const std::string &attributes, const std::string &title = {}) {
  const std::string open = "<rect x=\"" + fixed(x, 1) + "\" y=\"" + fixed(y, 1) + "\" width=\"" + fixed(width, 1) + "\" height=\"" + fixed(height, 1) + "\" " + attributes;
  return title.empty() ? open + "/>" : open + "><title>" + escaped(title) + "</title></rect>";
}

std::string figures(const json::object &result) {
  std::string out = "<div class=\"figures\">";
  const auto figure = [&](const std::string &value, const std::string &name) { out += "<div class=\"figure\"><b>" + value + "</b><span>" + escaped(name) + "</span></div>"; };
  figure(percent(number(result, "accuracy")), "accuracy");
  figure(percent(number(result, "macro_f1")), "macro F1");
  figure(percent(number(result, "calibration_error")), "expected calibration error");
  figure(fixed(number(result, "examples"), 0), "examples");
  for (const json::value &value : result.at("languages").as_array()) {
    const json::object &row = value.as_object();
    figure(percent(number(row, "accuracy")), "accuracy in " + said(row, "language") + " (" + fixed(number(row, "examples"), 0) + ")");
  }
  return out + "</div>";
}

/// Axes from 0 to 100 % both ways, in a square of 300 at (44, 12).
constexpr double kLeft = 44, kTop = 12, kSide = 300;
double across(double share) { return kLeft + kSide * share; }
double up(double share) { return kTop + kSide * (1 - share); }

std::string axes(const char *below, const char *beside) {
  std::string out = "<svg viewBox=\"0 0 360 356\" width=\"460\" role=\"img\">";
  for (int i = 0; i <= 4; ++i) {
    const double share = i / 4.0;
    out += line_between(kLeft, up(share), kLeft + kSide, up(share), "class=\"axis\"");
    out += text_at(kLeft - 6, up(share) + 4, fixed(100 * share, 0), "class=\"soft\" text-anchor=\"end\"");
    out += text_at(across(share), kTop + kSide + 16, fixed(100 * share, 0), "class=\"soft\" text-anchor=\"middle\"");
  }
  out += text_at(kLeft + kSide / 2, kTop + kSide + 36, below, "class=\"soft\" text-anchor=\"middle\"");
  return out + "<text class=\"soft\" text-anchor=\"middle\" transform=\"translate(12," + fixed(kTop + kSide / 2, 0) + ") rotate(-90)\">" + beside + "</text>";
}

std::string reliability_plot(const json::object &result) {
  std::string out = axes("confidence, %", "right, %"), points;
  out += line_between(kLeft, up(0), kLeft + kSide, up(1), "class=\"axis\" stroke-dasharray=\"4 4\"");
  const double all = std::max(1.0, number(result, "examples"));
  for (const json::value &value : result.at("reliability").as_array()) {
    const json::object &bin = value.as_object();
    const double x = across(number(bin, "confidence")), y = up(number(bin, "accuracy"));
    points += fixed(x, 1) + "," + fixed(y, 1) + " ";
    out += "<circle class=\"dot\" cx=\"" + fixed(x, 1) + "\" cy=\"" + fixed(y, 1) + "\" r=\"" + fixed(3 + 9 * std::sqrt(number(bin, "count") / all), 1) + "\" fill-opacity=\".75\"><title>" +
           fixed(number(bin, "count"), 0) + " texts: said " + percent(number(bin, "confidence")) + ", right " + percent(number(bin, "accuracy")) + "</title></circle>";
  }
  return out + "<polyline class=\"curve\" points=\"" + points + "\"/></svg>";
}

std::string coverage_plot(const json::object &result) {
  std::string out = axes("answered, %", "right of those, %"), points;
  for (const json::value &value : result.at("coverage").as_array()) {
    const json::object &row = value.as_object();
    if (number(row, "answered") <= 0) continue;
    const double x = across(number(row, "answered")), y = up(number(row, "accuracy"));
    points += fixed(x, 1) + "," + fixed(y, 1) + " ";
    out += "<circle class=\"dot\" cx=\"" + fixed(x, 1) + "\" cy=\"" + fixed(y, 1) + "\" r=\"3.5\"><title>from " + percent(number(row, "threshold")) + ": answers " +
           percent(number(row, "answered")) + ", right " + percent(number(row, "accuracy")) + "</title></circle>";
  }
  return out + "<polyline class=\"curve\" points=\"" + points + "\"/></svg>";
}

std::string intent_bars(const json::object &result) {
  std::vector<const json::object *> rows;
  for (const json::value &value : result.at("per_intent").as_array()) {
    if (number(value.as_object(), "examples") > 0) rows.push_back(&value.as_object());
  }
  std::stable_sort(rows.begin(), rows.end(), [](const json::object *a, const json::object *b) { return number(*a, "f1") < number(*b, "f1"); });
  constexpr double kRow = 20, kNames = 210, kBar = 470;
  std::string out = "<svg viewBox=\"0 0 1000 " + fixed(kRow * static_cast<double>(rows.size()) + 8, 0) + "\" width=\"1000\" role=\"img\">";
  double y = 2;
  for (const json::object *row : rows) {
    out += text_at(kNames - 10, y + 14, said(*row, "intent"), "text-anchor=\"end\"");
    out += rectangle(kNames, y + 3, kBar, 14, "class=\"track\" rx=\"2\"") + rectangle(kNames, y + 3, kBar * number(*row, "f1"), 14, "class=\"bar\" rx=\"2\"");
    out += text_at(kNames + kBar + 10, y + 14, percent(number(*row, "f1")) + "   precision " + fixed(100 * number(*row, "precision"), 0) + ", recall " + fixed(100 * number(*row, "recall"), 0) + ", " + fixed(number(*row, "examples"), 0) + " texts", "class=\"soft\"");
    y += kRow;
  }
  return out + "</svg>";
}

std::string heat_map(const json::object &result) {
  const json::object &matrix = result.at("matrix").as_object();
  const json::array &intents = matrix.at("intents").as_array(), &counts = matrix.at("counts").as_array();
  const double cell = 20, names = 180, size = cell * static_cast<double>(intents.size()), width = names + size + cell + 90;  // the last name leans over
  std::string out = "<svg class=\"full\" viewBox=\"0 0 " + fixed(width, 0) + " " + fixed(names + size + 4, 0) + "\" width=\"" + fixed(width, 0) + "\" role=\"img\">";
  for (std::size_t row = 0; row < intents.size(); ++row) {
    const double y = names + cell * static_cast<double>(row);
    const std::string name(intents[row].as_string());
    out += text_at(names - 8, y + 14, name, "text-anchor=\"end\"");
    out += "<text transform=\"translate(" + fixed(names + cell * static_cast<double>(row) + 14, 1) + "," + fixed(names - 8, 1) + ") rotate(-60)\">" + escaped(name) + "</text>";
    const json::array &line = counts[row].as_array();
    double sum = 0;
    for (const json::value &value : line) sum += value.to_number<double>();
    for (std::size_t column = 0; column < line.size(); ++column) {
      const double count = line[column].to_number<double>();
      const double x = names + cell * static_cast<double>(column);
      if (count == 0) {
        out += rectangle(x, y, cell - 1, cell - 1, "class=\"track\"");
        continue;
      }
      const std::string got = column < intents.size() ? std::string(intents[column].as_string()) : "another";
      const std::string look = std::string(column == row ? "class=\"cell\"" : "class=\"miss\"") + " fill-opacity=\"" + fixed(0.2 + 0.8 * count / sum, 2) + "\"";
      out += rectangle(x, y, cell - 1, cell - 1, look, name + " heard as " + got + ": " + fixed(count, 0) + " of " + fixed(sum, 0));
    }
  }
  return out + "</svg>";
}

std::string mistakes(const json::object &result) {
  std::string out = "<h2>Most frequent confusions</h2><table><tr><th class=\"n\">texts</th><th>expected</th><th>got</th><th>for example</th></tr>";
  for (const json::value &value : result.at("confusions").as_array()) {
    const json::object &row = value.as_object();
    out += "<tr><td class=\"n\">" + fixed(number(row, "count"), 0) + "</td><td>" + escaped(said(row, "expected")) + "</td><td>" + escaped(said(row, "got")) + "</td><td>" + escaped(said(row, "example")) + "</td></tr>";
  }
  out += "</table><h2>Surest mistakes</h2><p>Wrong labels stand here too: read them first.</p><table><tr><th class=\"n\">confidence</th><th>expected</th><th>got</th><th>text</th></tr>";
  for (const json::value &value : result.at("worst").as_array()) {
    const json::object &row = value.as_object();
    out += "<tr><td class=\"n\">" + percent(number(row, "confidence")) + "</td><td>" + escaped(said(row, "expected")) + "</td><td>" + escaped(said(row, "got")) + "</td><td>" + escaped(said(row, "text")) + "</td></tr>";
  }
  return out + "</table>";
}

}  // namespace

std::string evaluation_page(const json::object &result, const std::string &model, const std::string &examples) {
  std::string out = kHead;
  out += "<h1>Evaluation of " + escaped(model) + "</h1><p>on " + escaped(examples) + "</p>" + figures(result);
  out += "<div class=\"pair\"><section><h2>Is its confidence true?</h2><p>On the dashed line it is right as often as it says; below it is too sure.</p>" + reliability_plot(result);
  out += "</section><section><h2>What does it cost to be sure?</h2><p>Answering only from a confidence on: what is answered, and how much of that is right.</p>" + coverage_plot(result) + "</section></div>";
  out += "<h2>F1 by intent, weakest first</h2><div class=\"wide\">" + intent_bars(result) + "</div>";
  out += "<h2>What is heard as what</h2><p>A row is what was meant, a column what was heard; the last column is every other intent. Mistakes are red.</p><div class=\"wide\">" + heat_map(result) + "</div>";
  return out + mistakes(result) + "</main></body></html>\n";
}

}  // namespace cli
