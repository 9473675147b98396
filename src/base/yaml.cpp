#include "base/yaml.hpp"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <sstream>
#include <unordered_map>

#include "base/text.hpp"

namespace callwell::base {

namespace {

constexpr std::size_t kMaxNameBytes = 256;
constexpr std::size_t kNodeCost = 64;  // what one value weighs beside its text

/// Throwing is the one way to stop yaml-cpp's reader from inside; parse_yaml catches it.
struct Stop { YamlError error; };

YamlMark to_mark(const YAML::Mark &mark) { return mark.is_null() ? YamlMark{} : YamlMark{mark.line + 1, mark.column + 1}; }
[[noreturn]] void stop(const YAML::Mark &mark, std::string message) { throw Stop{{to_mark(mark), std::move(message)}}; }

bool all_digits(std::string_view text) { return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos; }
bool decimal_digits(std::string_view text) { return all_digits(text) && (text.size() == 1 || text.front() != '0'); }

std::optional<std::int64_t> read_integer(std::string_view text) {
  const std::string_view digits = text.starts_with('-') ? text.substr(1) : text;
  std::int64_t value = 0;
  if (!decimal_digits(digits)) return std::nullopt;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc{} ? std::optional(value) : std::nullopt;
}

std::optional<double> read_decimal(std::string_view text) {
  const std::string_view digits = text.starts_with('-') ? text.substr(1) : text;
  const std::string_view mantissa = digits.substr(0, digits.find_first_of("eE"));
  const std::string_view exponent = mantissa.size() < digits.size() ? digits.substr(mantissa.size() + 1) : std::string_view("0");
  const std::size_t point = mantissa.find('.');
  const std::string_view whole = mantissa.substr(0, point);
  const std::string_view part = point == std::string_view::npos ? std::string_view() : mantissa.substr(point + 1);
  const bool sound = (whole.empty() ? all_digits(part) : decimal_digits(whole) && (part.empty() || all_digits(part))) &&
                     all_digits(exponent.starts_with('-') || exponent.starts_with('+') ? exponent.substr(1) : exponent) &&
                     (point != std::string_view::npos || mantissa.size() < digits.size());
  double value = 0;
  if (!sound || std::from_chars(text.data(), text.data() + text.size(), value).ec != std::errc{} || !std::isfinite(value)) return std::nullopt;
  return value;
}

json::value read_plain(std::string_view text) {
  for (const std::string_view word : {"true", "True", "TRUE"}) if (text == word) return true;
  for (const std::string_view word : {"false", "False", "FALSE"}) if (text == word) return false;
  if (const auto integer = read_integer(text)) return *integer;
  if (const auto decimal = read_decimal(text)) return *decimal;
  return json::value(text);
}

std::size_t cost_of(const json::value &value) {
  std::size_t cost = kNodeCost;
  if (value.is_string()) cost += value.get_string().size();
  if (value.is_array()) for (const json::value &each : value.get_array()) cost += cost_of(each);
  if (value.is_object()) for (const auto &member : value.get_object()) cost += member.key().size() + cost_of(member.value());
  return cost;
}

/// A list or mapping that is still being read.
struct Frame {
  json::value value;
  YamlMarks marks;
  YAML::anchor_t anchor = 0;
  std::optional<std::string> name;  ///< of the member whose value comes next
  YamlMark name_mark;
};

class Builder final : public YAML::EventHandler {
 public:
  explicit Builder(const YamlLimits &limits) : limits_(limits) {}
  YamlDocument document;

  void OnDocumentStart(const YAML::Mark &mark) override {
    if (++documents_ > 1) stop(mark, "a second document begins here; only one is read");
  }
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark &mark, YAML::anchor_t anchor) override {
    if (expects_name()) stop(mark, "the name of a member is empty");
    place(nullptr, {to_mark(mark), to_mark(mark), {}}, anchor);
  }

  void OnAlias(const YAML::Mark &mark, YAML::anchor_t anchor) override {
    if (expects_name()) stop(mark, "an alias cannot be a member's name");
    const auto known = anchors_.find(anchor);
    if (known == anchors_.end()) stop(mark, "the alias is inside what it stands for");
    spend(known->second.cost, mark);
    place(known->second.value, {to_mark(mark), to_mark(mark), {}}, 0);
  }

  void OnScalar(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor, const std::string &text) override {
    if (expects_name()) return begin_member(mark, text);
    place(typed(mark, tag, text), {to_mark(mark), to_mark(mark), {}}, anchor);
  }

  void OnSequenceStart(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor, YAML::EmitterStyle::value) override {
    open(mark, tag, "tag:yaml.org,2002:seq", json::value(json::array_kind), anchor);
  }
  void OnMapStart(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor, YAML::EmitterStyle::value) override {
    open(mark, tag, "tag:yaml.org,2002:map", json::value(json::object_kind), anchor);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapEnd() override { close(); }

 private:
  struct Anchored { json::value value; std::size_t cost = 0; };

  bool expects_name() const { return !frames_.empty() && frames_.back().value.is_object() && !frames_.back().name; }

  void spend(std::size_t cost, const YAML::Mark &mark) {
    spent_ += cost;
    if (spent_ > limits_.max_alias_cost) stop(mark, "aliases make the document too large");
  }

  void begin_member(const YAML::Mark &mark, const std::string &name) {
    Frame &frame = frames_.back();
    if (name.size() > kMaxNameBytes) stop(mark, "a member's name is too long");
    if (frame.value.get_object().contains(name)) stop(mark, "`" + clean_utf8(name, 64) + "` is named twice here");
    frame.name = name;
    frame.name_mark = to_mark(mark);
  }

  static json::value typed(const YAML::Mark &mark, const std::string &tag, const std::string &text) {
    if (tag == "!" || tag == "tag:yaml.org,2002:str") return json::value(text);
    if (tag.empty() || tag == "?") return read_plain(text);
    stop(mark, "tags are not used here; write plain values");
  }

  void open(const YAML::Mark &mark, const std::string &tag, std::string_view usual, json::value value, YAML::anchor_t anchor) {
    if (expects_name()) stop(mark, "a member's name must be a word");
    if (!tag.empty() && tag != "?" && tag != "!" && tag != usual) stop(mark, "tags are not used here; write plain values");
    if (frames_.size() >= limits_.max_depth) stop(mark, "nested too deeply");
    frames_.push_back({std::move(value), {to_mark(mark), to_mark(mark), {}}, anchor, {}, {}});
  }

  void close() {
    Frame frame = std::move(frames_.back());
    frames_.pop_back();
    place(std::move(frame.value), std::move(frame.marks), frame.anchor);
  }

  void place(json::value value, YamlMarks marks, YAML::anchor_t anchor) {
    if (anchor != 0) remember(value, marks.value, anchor);
    if (frames_.empty()) {
      document = {std::move(value), std::move(marks)};
      return;
    }
    Frame &frame = frames_.back();
    if (frame.value.is_array()) {
      frame.value.get_array().push_back(std::move(value));
    } else {
      marks.name = frame.name_mark;
      frame.value.get_object().emplace(*frame.name, std::move(value));
      frame.name.reset();
    }
    frame.marks.children.push_back(std::move(marks));
  }

  void remember(const json::value &value, const YamlMark &at, YAML::anchor_t anchor) {
    const std::size_t cost = cost_of(value);
    YAML::Mark mark;
    mark.line = at.line - 1;
    mark.column = at.column - 1;
    spend(cost, mark);
    anchors_[anchor] = {value, cost};
  }

  YamlLimits limits_;
  std::vector<Frame> frames_;
  std::unordered_map<YAML::anchor_t, Anchored> anchors_;
  std::size_t spent_ = 0;
  int documents_ = 0;
};

/// The first byte that YAML does not allow in a document, if there is one.
std::optional<YamlError> find_bad_byte(std::string_view text) {
  YamlMark at;
  for (std::size_t i = 0; i < text.size();) {
    const CodePoint point = decode_at(text, i);
    const bool broken = point.value == 0xFFFD && point.bytes == 1;
    const bool control = (point.value < 0x20 && point.value != '\n' && point.value != '\t' && point.value != '\r') || point.value == 0x7F;
    if (broken) return YamlError{at, "not UTF-8 text"};
    if (control) return YamlError{at, "a control character"};
    i += point.bytes;
    at = point.value == '\n' ? YamlMark{at.line + 1, 1} : YamlMark{at.line, at.column + static_cast<std::int32_t>(point.bytes)};
  }
  return std::nullopt;
}

/// The how-manieth child of `parent` is `child`?
std::size_t position_in(const json::value &parent, const json::value &child) {
  if (parent.is_array()) return static_cast<std::size_t>(&child - parent.get_array().data());
  std::size_t position = 0;
  for (const auto &member : parent.get_object()) {
    if (&member.value() == &child) break;
    ++position;
  }
  return position;
}

}  // namespace

boost::system::result<YamlDocument, YamlError> parse_yaml(std::string_view text, YamlLimits limits) {
  if (text.size() > limits.max_bytes) return YamlError{{}, "larger than " + std::to_string(limits.max_bytes) + " bytes"};
  if (auto bad = find_bad_byte(text)) return std::move(*bad);
  try {
    std::istringstream in{std::string(text)};
    YAML::Parser parser(in);
    Builder builder(limits);
    while (parser.HandleNextDocument(builder)) continue;
    return std::move(builder.document);
  } catch (const Stop &stopped) {
    return stopped.error;
  } catch (const YAML::Exception &error) {
    return YamlError{to_mark(error.mark), "not YAML: " + clean_utf8(error.msg, 200)};
  } catch (const std::exception &) {
    return YamlError{{}, "could not be read"};
  }
}

const YamlMarks &YamlDocument::marks_at(std::string_view pointer) const {
  const YamlMarks *found = &marks;
  const json::value *at = &value;
  while (!pointer.empty()) {
    const std::size_t end = pointer.find('/', 1);
    boost::system::error_code failed;
    const json::value *next = at->find_pointer(pointer.substr(0, end), failed);
    const std::size_t child = next ? position_in(*at, *next) : found->children.size();
    if (child >= found->children.size()) break;  // absent, or within an alias
    found = &found->children[child];
    at = next;
    pointer = end == std::string_view::npos ? std::string_view() : pointer.substr(end);
  }
  return *found;
}

}  // namespace callwell::base
