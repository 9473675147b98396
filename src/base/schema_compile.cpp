// From the text of a schema to nodes that refer to each other by index.
#include "base/schema_node.hpp"

#include <algorithm>
#include <array>
#include <map>

namespace callwell::base {

namespace {

using Index = SchemaNode::Index;

constexpr std::array<std::pair<std::string_view, std::uint8_t>, 7> kTypeNames{{{"null", null_type},
                                                                               {"boolean", boolean_type},
                                                                               {"integer", integer_type},
                                                                               {"number", integer_type | number_type},
                                                                               {"string", string_type},
                                                                               {"array", array_type},
                                                                               {"object", object_type}}};
constexpr std::array<std::string_view, 9> kAnnotations{"$schema", "$id", "$comment", "$defs", "title", "default", "examples", "deprecated",
                                                       "additionalProperties"};
constexpr std::size_t kMaxNodes = 5000;
constexpr int kMaxDepth = 32;

class Compiler {
 public:
  explicit Compiler(const json::object &root) : root_(root) {}

  Result<std::vector<SchemaNode>> run() {
    definitions_["#"] = 0;
    compile(root_, 0);
    if (!fault_.empty()) return invalid("schema: " + fault_);
    if (endless()) return invalid("schema: a $ref leads back to itself");
    return std::move(nodes_);
  }

 private:
  using Keyword = void (Compiler::*)(SchemaNode &node, const json::value &value, int depth);
  struct Rule { std::string_view name; Keyword read; };
  static const std::array<Rule, 19> kRules;

  void fail(std::string why) {
    if (fault_.empty()) fault_ = std::move(why);
  }

  Index compile(const json::value &schema, int depth) {
    if (!schema.is_object()) return fail("a schema must be an object"), 0;
    return compile(schema.get_object(), depth);
  }

  Index compile(const json::object &schema, int depth) {
    const Index index = reserve();
    if (fault_.empty()) fill(index, schema, depth);
    return index;
  }

  Index reserve() {
    if (nodes_.size() >= kMaxNodes) return fail("too large"), 0;
    nodes_.emplace_back();
    return static_cast<Index>(nodes_.size() - 1);
  }

  /// Reads into a node of its own, because nodes_ grows meanwhile.
  void fill(Index index, const json::object &schema, int depth) {
    if (depth > kMaxDepth) return fail("nested too deeply");
    SchemaNode node;
    for (const auto &member : schema) {
      const std::string_view key = member.key();
      const auto *rule = std::find_if(kRules.begin(), kRules.end(), [&](const Rule &each) { return each.name == key; });
      if (rule != kRules.end()) {
        (this->*rule->read)(node, member.value(), depth);
      } else if (std::find(kAnnotations.begin(), kAnnotations.end(), key) == kAnnotations.end()) {
        return fail("unknown keyword " + std::string(key));
      }
    }
    read_others(node, schema, depth);
    nodes_[index] = std::move(node);
  }

  void read_others(SchemaNode &node, const json::object &schema, int depth) {
    const json::value *others = schema.if_contains("additionalProperties");
    if (!others) return;
    if (others->is_bool()) {
      node.closed = !others->get_bool();
    } else {
      node.others = compile(*others, depth + 1);
    }
  }

  void type(SchemaNode &node, const json::value &value, int) {
    if (value.is_array()) {
      for (const json::value &each : value.get_array()) type(node, each, 0);
      return;
    }
    const auto *known = std::find_if(kTypeNames.begin(), kTypeNames.end(),
                                     [&](const auto &each) { return value.is_string() && each.first == value.get_string(); });
    if (known == kTypeNames.end()) return fail("unknown type");
    node.types = static_cast<std::uint8_t>(node.types | known->second);
  }

  void choices(SchemaNode &node, const json::value &value, int) {
    if (!value.is_array() || value.get_array().empty()) return fail("enum must be a list");
    node.choices.assign(value.get_array().begin(), value.get_array().end());
  }
  void constant(SchemaNode &node, const json::value &value, int) { node.choices = {value}; }

  void required(SchemaNode &node, const json::value &value, int) {
    if (!value.is_array()) return fail("required must be a list");
    for (const json::value &name : value.get_array()) {
      if (!name.is_string()) return fail("required must name members");
      node.required.emplace_back(name.get_string());
    }
  }

  void properties(SchemaNode &node, const json::value &value, int depth) {
    if (!value.is_object()) return fail("properties must be an object");
    for (const auto &member : value.get_object()) node.properties.emplace_back(member.key(), compile(member.value(), depth + 1));
    std::sort(node.properties.begin(), node.properties.end());
  }

  void names(SchemaNode &node, const json::value &value, int depth) { node.names = compile(value, depth + 1); }
  void items(SchemaNode &node, const json::value &value, int depth) { node.items = compile(value, depth + 1); }

  void one_of(SchemaNode &node, const json::value &value, int depth) {
    if (!value.is_array() || value.get_array().empty()) return fail("oneOf must be a list");
    for (const json::value &branch : value.get_array()) node.one_of.push_back(compile(branch, depth + 1));
  }

  void ref(SchemaNode &node, const json::value &value, int depth) {
    constexpr std::string_view kPrefix = "#/$defs/";
    const std::string target = value.is_string() ? std::string(value.get_string()) : std::string();
    if (const auto known = definitions_.find(target); known != definitions_.end()) {
      node.ref = known->second;
      return;
    }
    const json::value *schema = target.starts_with(kPrefix) ? object_at(root_, "$defs").if_contains(std::string_view(target).substr(kPrefix.size())) : nullptr;
    if (!schema || !schema->is_object()) return fail("$ref must point to # or into #/$defs: " + target);
    const Index index = reserve();
    definitions_[target] = index;  // before it is filled: a definition may use itself
    node.ref = index;
    if (fault_.empty()) fill(index, schema->get_object(), depth + 1);
  }

  void format(SchemaNode &node, const json::value &value, int) {
    node.format = value.is_string() ? find_format(value.get_string()) : nullptr;
    if (!node.format) fail("unknown format");
  }

  void description(SchemaNode &node, const json::value &value, int) {
    if (value.is_string()) node.description = value.get_string();
  }

  void size(std::size_t &out, const json::value &value) {
    if (!value.is_int64() || value.get_int64() < 0) return fail("a size must be a whole number of 0 or more");
    out = static_cast<std::size_t>(value.get_int64());
  }
  void min_items(SchemaNode &node, const json::value &value, int) { size(node.item_count.least, value); }
  void max_items(SchemaNode &node, const json::value &value, int) { size(node.item_count.most, value); }
  void min_length(SchemaNode &node, const json::value &value, int) { size(node.length.least, value); }
  void max_length(SchemaNode &node, const json::value &value, int) { size(node.length.most, value); }
  void min_members(SchemaNode &node, const json::value &value, int) { size(node.member_count.least, value); }
  void max_members(SchemaNode &node, const json::value &value, int) { size(node.member_count.most, value); }

  void bound(std::optional<double> &out, const json::value &value) {
    if (!value.is_int64() && !value.is_double()) return fail("a bound must be a number");
    out = value.is_int64() ? static_cast<double>(value.get_int64()) : value.get_double();
  }
  void minimum(SchemaNode &node, const json::value &value, int) { bound(node.minimum, value); }
  void maximum(SchemaNode &node, const json::value &value, int) { bound(node.maximum, value); }

  /// Would a check go round without ever stepping into the value?
  bool endless() const {
    std::vector<std::uint8_t> state(nodes_.size(), 0);
    for (Index i = 0; i < nodes_.size(); ++i) {
      if (returns(i, state)) return true;
    }
    return false;
  }

  bool returns(Index index, std::vector<std::uint8_t> &state) const {
    enum : std::uint8_t { unseen, on_path, done };
    if (state[index] != unseen) return state[index] == on_path;
    state[index] = on_path;
    if (nodes_[index].ref && returns(*nodes_[index].ref, state)) return true;
    for (const Index branch : nodes_[index].one_of) {
      if (returns(branch, state)) return true;
    }
    state[index] = done;
    return false;
  }

  const json::object &root_;
  std::vector<SchemaNode> nodes_;
  std::map<std::string, Index, std::less<>> definitions_;
  std::string fault_;
};

const std::array<Compiler::Rule, 19> Compiler::kRules{{{"type", &Compiler::type},
                                                       {"enum", &Compiler::choices},
                                                       {"const", &Compiler::constant},
                                                       {"required", &Compiler::required},
                                                       {"properties", &Compiler::properties},
                                                       {"propertyNames", &Compiler::names},
                                                       {"items", &Compiler::items},
                                                       {"oneOf", &Compiler::one_of},
                                                       {"$ref", &Compiler::ref},
                                                       {"format", &Compiler::format},
                                                       {"description", &Compiler::description},
                                                       {"minItems", &Compiler::min_items},
                                                       {"maxItems", &Compiler::max_items},
                                                       {"minLength", &Compiler::min_length},
                                                       {"maxLength", &Compiler::max_length},
                                                       {"minProperties", &Compiler::min_members},
                                                       {"maxProperties", &Compiler::max_members},
                                                       {"minimum", &Compiler::minimum},
                                                       {"maximum", &Compiler::maximum}}};

}  // namespace

const SchemaNode::Index *SchemaNode::property(std::string_view name) const {
  const auto at = std::lower_bound(properties.begin(), properties.end(), name, [](const auto &each, std::string_view wanted) { return each.first < wanted; });
  return at != properties.end() && at->first == name ? &at->second : nullptr;
}

Result<std::vector<SchemaNode>> compile_schema(const json::value &schema) {
  if (!schema.is_object()) return invalid("schema: must be an object");
  return Compiler(schema.get_object()).run();
}

}  // namespace callwell::base
