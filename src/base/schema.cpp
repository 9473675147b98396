#include "base/schema.hpp"

#include <algorithm>
#include <array>
#include <limits>

#include "base/schema_node.hpp"
#include "base/text.hpp"

namespace callwell::base {

namespace {

using Index = SchemaNode::Index;

constexpr std::size_t kShownName = 64;  // bytes of a stranger's member name that a message repeats

/// Where the check stands: a list through the callers' frames, spelled out only when something is wrong.
struct Step {
  const Step *up = nullptr;
  std::string_view name;
  std::size_t index = 0;
  bool is_index = false;
};

std::string pointer_of(const Step *step) {
  if (!step) return {};
  return append_pointer(pointer_of(step->up), step->is_index ? std::to_string(step->index) : std::string(step->name));
}

std::uint8_t type_of(const json::value &value) {
  switch (value.kind()) {
    case json::kind::null: return null_type;
    case json::kind::bool_: return boolean_type;
    case json::kind::int64: return integer_type;
    case json::kind::uint64:
    case json::kind::double_: return number_type;
    case json::kind::string: return string_type;
    case json::kind::array: return array_type;
    case json::kind::object: return object_type;
  }
  return 0;
}

constexpr std::array<std::pair<std::uint8_t, std::string_view>, 7> kTypeWords{{{string_type, "text"},
                                                                               {integer_type, "a whole number"},
                                                                               {number_type, "a number"},
                                                                               {boolean_type, "true or false"},
                                                                               {array_type, "a list"},
                                                                               {object_type, "a mapping"},
                                                                               {null_type, "empty"}}};

std::string joined(const std::vector<std::string_view> &words, std::string_view separator) {
  std::string out;
  for (const std::string_view word : words) out.append(out.empty() ? std::string_view() : separator).append(word);
  return out;
}

std::string type_words(std::uint8_t types) {
  std::vector<std::string_view> words;
  for (const auto &[type, word] : kTypeWords) {
    if ((types & type) != 0 && !(type == integer_type && (types & number_type) != 0)) words.push_back(word);
  }
  return joined(words, " or ");
}

std::string quoted(std::string_view name) { return "`" + clean_utf8(name, kShownName) + "`"; }

std::string size_words(const SizeRange &range, std::string_view unit) {
  constexpr std::size_t kNoLimit = std::numeric_limits<std::size_t>::max();
  if (range.least == range.most) return "exactly " + std::to_string(range.least) + std::string(unit);
  if (range.most == kNoLimit) return "at least " + std::to_string(range.least) + std::string(unit);
  if (range.least == 0) return "at most " + std::to_string(range.most) + std::string(unit);
  return std::to_string(range.least) + " to " + std::to_string(range.most) + std::string(unit);
}

std::string number_words(double number) {
  const auto whole = static_cast<std::int64_t>(number);
  return static_cast<double>(whole) == number ? std::to_string(whole) : json::serialize(json::value(number));
}

std::string choice_words(const json::value &choice) {
  return choice.is_string() ? std::string(choice.get_string()) : json::serialize(choice);
}

class Checker {
 public:
  explicit Checker(const std::vector<SchemaNode> &nodes) : nodes_(nodes) {}

  void check(Index index, const json::value &value, const Step *at) {
    const SchemaNode &node = nodes_[index];
    if (node.ref) check(*node.ref, value, at);
    const std::uint8_t type = type_of(value);
    if (node.types != 0 && (node.types & type) == 0) return wrong_type(node.types, type, at);
    if (!node.choices.empty()) check_choice(node, value, at);
    if (!node.one_of.empty()) check_one_of(node, value, at);
    if (type == string_type) check_string(node, value.get_string(), at);
    if (type == integer_type || type == number_type) check_number(node, value, at);
    if (type == array_type) check_array(node, value.get_array(), at);
    if (type == object_type) check_object(node, value.get_object(), at);
  }

  std::vector<SchemaProblem> take() { return std::move(problems_); }

 private:
  void add(const Step *at, std::string message, std::string fix, bool at_name = false) {
    if (problems_.size() < kMaxSchemaProblems) problems_.push_back({pointer_of(at), std::move(message), std::move(fix), at_name});
  }

  void wrong_type(std::uint8_t wanted, std::uint8_t given, const Step *at) {
    std::string fix = "write " + type_words(wanted);
    const bool scalar = (given & (integer_type | number_type | boolean_type)) != 0;
    if ((wanted & string_type) != 0 && scalar) fix = "put it in quotes";
    if (wanted == array_type && given == string_type) fix = "write it as a list: [ … ]";
    if ((wanted & integer_type) != 0 && given == number_type) fix = "leave the decimal point out";
    add(at, "should be " + type_words(wanted) + ", not " + type_words(given), std::move(fix));
  }

  void check_choice(const SchemaNode &node, const json::value &value, const Step *at) {
    if (std::find(node.choices.begin(), node.choices.end(), value) != node.choices.end()) return;
    std::vector<std::string> words;
    for (const json::value &choice : node.choices) words.push_back(choice_words(choice));
    const std::vector<std::string_view> known(words.begin(), words.end());
    const std::string_view near = value.is_string() ? nearest_word(value.get_string(), known) : std::string_view();
    add(at, "is not one of: " + joined(known, ", "), near.empty() ? "use one of them" : "did you mean " + quoted(near) + "?");
  }

  std::uint8_t branch_types(Index index) const {
    const SchemaNode &node = nodes_[index];
    return node.types == 0 && node.ref ? branch_types(*node.ref) : node.types;
  }

  /// The branches that this type of value can be at all; with one left, its own problems are the useful ones.
  void check_one_of(const SchemaNode &node, const json::value &value, const Step *at) {
    const std::uint8_t type = type_of(value);
    std::uint8_t wanted = 0;
    std::vector<Index> open;
    for (const Index branch : node.one_of) {
      const std::uint8_t types = branch_types(branch);
      wanted = static_cast<std::uint8_t>(wanted | types);
      if (types == 0 || (types & type) != 0) open.push_back(branch);
    }
    if (open.empty()) return wrong_type(wanted, type, at);
    if (open.size() == 1) return check(open.front(), value, at);
    check_branches(open, value, at);
  }

  void check_branches(const std::vector<Index> &open, const json::value &value, const Step *at) {
    std::size_t fitting = 0;
    std::vector<SchemaProblem> nearest;
    for (const Index branch : open) {
      Checker trial(nodes_);
      trial.check(branch, value, at);
      fitting += trial.problems_.empty();
      if (nearest.empty() || trial.problems_.size() < nearest.size()) nearest = trial.take();
    }
    if (fitting > 1) add(at, "can be read in more than one way", "leave out what does not belong to the form meant");
    if (fitting != 0) return;
    for (SchemaProblem &problem : nearest) {
      if (problems_.size() < kMaxSchemaProblems) problems_.push_back(std::move(problem));
    }
  }

  void check_string(const SchemaNode &node, std::string_view text, const Step *at) {
    if (node.format && !node.format->matches(text)) {
      add(at, "is not " + std::string(node.format->noun), "write it as " + std::string(node.format->example));
    }
    const bool bounded = node.length.least != 0 || node.length.most != SizeRange{}.most;
    if (!bounded || node.length.holds(code_point_count(text))) return;
    const bool empty = text.empty();
    add(at, empty ? "is empty" : "should have " + size_words(node.length, " characters"), empty ? "write something or leave the line out" : "change its length");
  }

  void check_number(const SchemaNode &node, const json::value &value, const Step *at) {
    const double number = value.is_int64() ? static_cast<double>(value.get_int64()) : value.is_uint64() ? static_cast<double>(value.get_uint64()) : value.get_double();
    if (node.minimum && number < *node.minimum) add(at, "is too small", "use " + number_words(*node.minimum) + " or more");
    if (node.maximum && number > *node.maximum) add(at, "is too large", "use " + number_words(*node.maximum) + " or less");
  }

  void check_array(const SchemaNode &node, const json::array &array, const Step *at) {
    if (!node.item_count.holds(array.size())) {
      add(at, "should have " + size_words(node.item_count, " entries") + ", has " + std::to_string(array.size()),
          array.size() < node.item_count.least ? "add what is missing" : "take some out");
    }
    if (!node.items) return;
    for (std::size_t i = 0; i < array.size() && problems_.size() < kMaxSchemaProblems; ++i) {
      const Step step{at, {}, i, true};
      check(*node.items, array[i], &step);
    }
  }

  void check_object(const SchemaNode &node, const json::object &object, const Step *at) {
    check_required(node, object, at);
    if (!node.member_count.holds(object.size())) add(at, "should have " + size_words(node.member_count, " members"), "add or remove members");
    for (const auto &member : object) {
      if (problems_.size() >= kMaxSchemaProblems) return;
      const Step step{at, member.key(), 0, false};
      check_member(node, member.key(), member.value(), step);
    }
  }

  void check_required(const SchemaNode &node, const json::object &object, const Step *at) {
    for (const std::string &name : node.required) {
      if (object.contains(name)) continue;
      const Index *property = node.property(name);
      const std::string &description = property ? described(*property) : node.description;
      const Step missing{at, name, 0, false};
      add(&missing, quoted(name) + " is missing", "add " + quoted(name) + (property && !description.empty() ? ": " + description : std::string()));
    }
  }

  const std::string &described(Index index) const {
    const SchemaNode &node = nodes_[index];
    return node.description.empty() && node.ref ? described(*node.ref) : node.description;
  }

  void check_member(const SchemaNode &node, std::string_view name, const json::value &value, const Step &step) {
    if (const Index *property = node.property(name)) return check(*property, value, &step);
    if (node.closed) return unknown_member(node, name, step);
    if (node.names) check_name(*node.names, name, step);
    if (node.others) check(*node.others, value, &step);
  }

  void check_name(Index index, std::string_view name, const Step &step) {
    Checker trial(nodes_);
    trial.check(index, json::value(name), &step);
    for (SchemaProblem &problem : trial.problems_) add(&step, "its name " + problem.message, std::move(problem.fix), true);
  }

  void unknown_member(const SchemaNode &node, std::string_view name, const Step &step) {
    std::vector<std::string_view> known;
    for (const auto &property : node.properties) known.emplace_back(property.first);
    const std::string_view near = nearest_word(name, known);
    std::string fix = near.empty() ? "take it out; known here: " + joined(known, ", ") : "did you mean " + quoted(near) + "?";
    add(&step, quoted(name) + " is not known here", known.empty() ? "take it out" : std::move(fix), true);
  }

  const std::vector<SchemaNode> &nodes_;
  std::vector<SchemaProblem> problems_;
};

}  // namespace

Result<Schema> Schema::parse(std::string_view text) {
  const Result<json::value> value = parse_json(text);
  if (!value) return value.error();
  return compile(*value);
}

Result<Schema> Schema::compile(const json::value &schema) {
  Result<std::vector<SchemaNode>> nodes = compile_schema(schema);
  if (!nodes) return nodes.error();
  Schema compiled;
  compiled.nodes_ = std::make_shared<const std::vector<SchemaNode>>(std::move(*nodes));
  return compiled;
}

std::vector<SchemaProblem> Schema::check(const json::value &value) const {
  if (!nodes_) return {};
  Checker checker(*nodes_);
  checker.check(0, value, nullptr);
  return checker.take();
}

std::string append_pointer(std::string_view pointer, std::string_view name) {
  std::string out(pointer);
  out.push_back('/');
  for (const char c : name) {
    if (c == '~') out.append("~0");
    else if (c == '/') out.append("~1");
    else out.push_back(c);
  }
  return out;
}

std::string display_path(std::string_view pointer) {
  std::string out;
  if (pointer.empty()) return out;
  for (const std::string_view segment : split(pointer.substr(1), '/')) {
    const bool index = !segment.empty() && segment.find_first_not_of("0123456789") == std::string_view::npos;
    if (index) {
      out.append("[").append(segment).append("]");
      continue;
    }
    if (!out.empty()) out.push_back('.');
    for (std::size_t i = 0; i < segment.size(); ++i) {
      const bool escaped = segment[i] == '~' && i + 1 < segment.size();
      out.push_back(!escaped ? segment[i] : segment[++i] == '1' ? '/' : '~');
    }
  }
  return out;
}

std::string_view nearest_word(std::string_view word, const std::vector<std::string_view> &known) {
  const std::size_t allowed = word.size() <= 4 ? 1 : word.size() <= 8 ? 2 : 3;
  std::size_t best = allowed + 1;
  std::string_view nearest;
  for (const std::string_view each : known) {
    const std::size_t distance = edit_distance(word, each, allowed);
    if (distance < best) {
      best = distance;
      nearest = each;
    }
  }
  return nearest;
}

}  // namespace callwell::base
