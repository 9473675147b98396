// Flows: what a conversation does, as data. A flow is a list of steps; the interpreter walks them.
//
//   collect: [name, email]          ask for what is missing, one field at a time
//   do: scheduling.book             run an operation:  with: {arg: path or "'text'"}, into: variable, changes: true when it alters the
//                                   world, conflict/failed: label to go to, again_on: fields whose change repeats it
//   offer: openings.slots           read choices out:  kind: slots|appointments, into: field, none/changed: label
//   confirm: booking                read back and ask yes or no:  no: label
//   say: booked                     a template
//   branch: [{if: openings.matched, go: label}]    first that holds;  `x`, `not x`, `x is y`
//   go: label      call: flow      forget: [field]      hand_over: reason      end: disposition
//
// Any step may have an `id`, the label others go to.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace callwell::dialog {

enum class Verb : std::uint8_t { collect, perform, offer, confirm, say, branch, go, call, forget, hand_over, end };
std::string_view verb_key(Verb verb);

struct Argument {
  std::string name, path;
};
struct Condition {
  std::string path, equals;  ///< `equals` empty: the path must hold something
  bool negated = false;
  std::uint32_t target = 0;
};

struct Step {
  Verb verb = Verb::say;
  std::string id, name;               ///< name: operation, template, flow, reason, disposition or source path
  std::vector<std::string> fields;    ///< collect, forget
  std::vector<Argument> arguments;    ///< do
  std::vector<std::string> again_on;  ///< do
  std::vector<Condition> conditions;  ///< branch
  std::string into, kind;
  bool changes = false;
  static constexpr std::uint32_t kNone = 0xFFFFFFFF;
  std::uint32_t target = kNone;  ///< go
  std::uint32_t conflict = kNone, failed = kNone, none = kNone, changed = kNone, no = kNone;
};

struct Flow {
  std::string name;
  std::vector<std::string> intents;  ///< what starts it
  std::vector<Step> steps;
};

class FlowSet {
 public:
  /// The built-in flows, then `practice_yaml` (may be empty) on top: a flow of the same name takes the place of the built-in one.
  static base::Result<FlowSet> load(std::string_view practice_yaml);

  const Flow *find(std::string_view name) const;
  const Flow *for_intent(std::string_view intent) const;
  const std::vector<Flow> &all() const { return flows_; }
  /// The flows as a Graphviz document.
  std::string dot() const;

 private:
  std::vector<Flow> flows_;
};

}  // namespace callwell::dialog
