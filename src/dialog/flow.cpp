#include "dialog/flow.hpp"

#include <map>

#include "base/json.hpp"
#include "base/yaml.hpp"

namespace callwell::embedded {
extern const std::string_view dialog_flows;
}

namespace callwell::dialog {

namespace {

namespace json = boost::json;
using base::Result;

constexpr std::size_t kMaxFlows = 64;  // a practice with more has a design problem, not a configuration
constexpr std::size_t kMaxSteps = 200;

struct VerbKey {
  std::string_view key;
  Verb verb;
};
constexpr VerbKey kVerbs[] = {
    {"collect", Verb::collect}, {"do", Verb::perform},          {"offer", Verb::offer}, {"confirm", Verb::confirm},
    {"say", Verb::say},         {"branch", Verb::branch},       {"go", Verb::go},       {"call", Verb::call},
    {"forget", Verb::forget},   {"hand_over", Verb::hand_over}, {"end", Verb::end}};

base::Error flow_error(std::string_view flow, std::size_t step, std::string message) {
  return base::invalid(std::move(message), "flows." + std::string(flow) + ".steps[" + std::to_string(step) + "]");
}

std::vector<std::string> strings(const json::value *value) {
  std::vector<std::string> out;
  if (!value || !value->is_array()) return out;
  for (const json::value &item : value->get_array()) {
    if (item.is_string()) out.emplace_back(item.get_string());
  }
  return out;
}

using Labels = std::map<std::string, std::uint32_t, std::less<>>;

/// Reads one flow; all its labels are known before the first step is read.
class Reader {
 public:
  Reader(std::string_view name, const json::array &steps) : flow_(name), steps_(steps) {
    for (std::size_t i = 0; i < steps.size(); ++i) {
      if (steps[i].is_object()) labels_.emplace(std::string(base::string_at(steps[i].get_object(), "id")), static_cast<std::uint32_t>(i));
    }
    labels_.erase("");
  }

  Result<std::vector<Step>> read() {
    std::vector<Step> out;
    for (index_ = 0; index_ < steps_.size(); ++index_) {
      if (!steps_[index_].is_object()) return error("a step is a mapping such as `say: greeting`");
      Result<Step> step = read_step(steps_[index_].get_object());
      if (!step) return step.error();
      out.push_back(std::move(*step));
    }
    return out;
  }

 private:
  base::Error error(std::string message) const { return flow_error(flow_, index_, std::move(message)); }

  /// The target of an optional label member; a label that does not exist is an error.
  bool target(const json::object &in, std::string_view member, std::uint32_t &out) {
    const std::string_view label = base::string_at(in, member);
    if (label.empty()) return true;
    const auto found = labels_.find(label);
    if (found == labels_.end()) {
      missing_ = label;
      return false;
    }
    out = found->second;
    return true;
  }

  Result<Step> read_step(const json::object &in) {
    Step step;
    const json::value *body = nullptr;
    for (const VerbKey &candidate : kVerbs) {
      if (const json::value *value = in.if_contains(candidate.key)) {
        if (body) return error("a step has one verb only");
        body = value;
        step.verb = candidate.verb;
      }
    }
    if (!body) return error("a step needs a verb: collect, do, offer, confirm, say, branch, go, call, forget, hand_over or end");
    step.id = std::string(base::string_at(in, "id"));
    step.into = std::string(base::string_at(in, "into"));
    step.kind = std::string(base::string_at(in, "kind", step.verb == Verb::offer ? "slots" : ""));
    step.changes = base::bool_at(in, "changes");
    step.again_on = strings(in.if_contains("again_on"));
    for (const auto &argument : base::object_at(in, "with")) {
      if (!argument.value().is_string()) return error("`with` maps arguments to paths such as service.id");
      step.arguments.push_back({std::string(argument.key()), std::string(argument.value().get_string())});
    }
    const bool known = target(in, "conflict", step.conflict) && target(in, "failed", step.failed) && target(in, "none", step.none) &&
                       target(in, "changed", step.changed) && target(in, "no", step.no);
    if (!known) return error("no step has the id '" + missing_ + "'");
    return read_body(*body, std::move(step));
  }

  Result<Step> read_body(const json::value &body, Step step) {
    if (step.verb == Verb::collect || step.verb == Verb::forget) {
      step.fields = strings(&body);
      if (step.fields.empty()) return error("needs a list of fields");
      return step;
    }
    if (step.verb == Verb::branch) return read_branch(body, std::move(step));
    if (!body.is_string()) return error("'" + std::string(verb_key(step.verb)) + "' needs a name");
    step.name = std::string(body.get_string());
    if (step.verb == Verb::go && !(labels_.contains(step.name))) return error("no step has the id '" + step.name + "'");
    if (step.verb == Verb::go) step.target = labels_.find(step.name)->second;
    if (step.verb == Verb::offer && step.into.empty()) return error("an offer needs `into`, the field that takes the choice");
    return step;
  }

  Result<Step> read_branch(const json::value &body, Step step) {
    if (!body.is_array()) return error("branch needs a list of {if, go}");
    for (const json::value &item : body.get_array()) {
      if (!item.is_object()) return error("branch needs a list of {if, go}");
      Condition condition;
      condition.path = std::string(base::string_at(item.get_object(), "if"));
      if (condition.path.starts_with("not ")) {
        condition.negated = true;
        condition.path.erase(0, 4);
      }
      if (const std::size_t is = condition.path.find(" is "); is != std::string::npos) {
        condition.equals = condition.path.substr(is + 4);
        condition.path.resize(is);
      }
      condition.target = Step::kNone;
      if (!target(item.get_object(), "go", condition.target) || condition.target == Step::kNone)
        return error("branch goes to an unknown step");
      step.conditions.push_back(std::move(condition));
    }
    return step;
  }

  std::string_view flow_;
  const json::array &steps_;
  Labels labels_;
  std::size_t index_ = 0;
  std::string missing_;
};

Result<Flow> read_flow(std::string_view name, const json::value &value) {
  if (!value.is_object()) return base::invalid("a flow has `intents` and `steps`", "flows." + std::string(name));
  const json::array &steps = base::array_at(value.get_object(), "steps");
  if (steps.empty() || steps.size() > kMaxSteps)
    return base::invalid("a flow needs 1 to 200 steps", "flows." + std::string(name) + ".steps");
  Result<std::vector<Step>> read = Reader(name, steps).read();
  if (!read) return read.error();
  return Flow{std::string(name), strings(value.get_object().if_contains("intents")), std::move(*read)};
}

Result<void> read_flows(std::string_view yaml, std::vector<Flow> &out) {
  const auto document = base::parse_yaml(yaml);
  if (!document) return base::invalid(document.error().message, "flows");
  if (!document->value.is_object()) return base::invalid("flows are a mapping by name", "flows");
  for (const auto &entry : document->value.get_object()) {
    Result<Flow> flow = read_flow(entry.key(), entry.value());
    if (!flow) return flow.error();
    std::erase_if(out, [&](const Flow &old) { return old.name == flow->name; });
    out.push_back(std::move(*flow));
  }
  if (out.size() > kMaxFlows) return base::Error{base::Status::limit_exceeded, "at most 64 flows", "flows"};
  return {};
}

Result<void> check_calls(const FlowSet &set) {
  for (const Flow &flow : set.all()) {
    for (std::size_t i = 0; i < flow.steps.size(); ++i) {
      const Step &step = flow.steps[i];
      if (step.verb == Verb::call && !set.find(step.name)) return flow_error(flow.name, i, "no flow is called '" + step.name + "'");
    }
  }
  return {};
}

std::string edge(std::string_view flow, std::size_t from, std::uint32_t to, std::string_view label) {
  return "  " + std::string(flow) + "_" + std::to_string(from) + " -> " + std::string(flow) + "_" + std::to_string(to) +
         (label.empty() ? "" : " [label=\"" + std::string(label) + "\"]") + ";\n";
}

std::string label_of(const Step &step) {
  std::string out = std::string(verb_key(step.verb)) + " " + step.name;
  for (const std::string &field : step.fields) out += " " + field;
  return out;
}

}  // namespace

std::string_view verb_key(Verb verb) {
  for (const VerbKey &candidate : kVerbs) {
    if (candidate.verb == verb) return candidate.key;
  }
  return "";
}

Result<FlowSet> FlowSet::load(std::string_view practice_yaml) {
  FlowSet set;
  Result<void> read = read_flows(embedded::dialog_flows, set.flows_);
  if (read && !practice_yaml.empty()) read = read_flows(practice_yaml, set.flows_);
  if (read) read = check_calls(set);
  if (!read) return read.error();
  return set;
}

const Flow *FlowSet::find(std::string_view name) const {
  for (const Flow &flow : flows_) {
    if (flow.name == name) return &flow;
  }
  return nullptr;
}

const Flow *FlowSet::for_intent(std::string_view intent) const {
  for (const Flow &flow : flows_) {
    for (const std::string &candidate : flow.intents) {
      if (candidate == intent) return &flow;
    }
  }
  return nullptr;
}

std::string FlowSet::dot() const {
  std::string out = "digraph flows {\n  node [shape=box, fontname=\"sans-serif\"];\n";
  for (const Flow &flow : flows_) {
    out += "  subgraph cluster_" + flow.name + " { label=\"" + flow.name + "\";\n";
    for (std::size_t i = 0; i < flow.steps.size(); ++i) {
      out += "  " + flow.name + "_" + std::to_string(i) + " [label=\"" + label_of(flow.steps[i]) + "\"];\n";
    }
    out += "  }\n";
    for (std::size_t i = 0; i < flow.steps.size(); ++i) {
      const Step &step = flow.steps[i];
      const bool falls_through = step.verb != Verb::go && step.verb != Verb::end && step.verb != Verb::hand_over;
      if (falls_through && i + 1 < flow.steps.size()) out += edge(flow.name, i, static_cast<std::uint32_t>(i + 1), "");
      const std::pair<std::uint32_t, std::string_view> exits[] = {
          {step.target, ""},   {step.conflict, "conflict"},   {step.failed, "failed"},
          {step.none, "none"}, {step.changed, "other times"}, {step.no, "no"}};
      for (const auto &[to, label] : exits) {
        if (to != Step::kNone) out += edge(flow.name, i, to, label);
      }
      for (const Condition &condition : step.conditions) {
        out += edge(flow.name, i, condition.target, (condition.negated ? "not " : "") + condition.path);
      }
    }
  }
  return out + "}\n";
}

}  // namespace callwell::dialog
