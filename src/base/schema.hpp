// JSON Schema, the part of draft 2020-12 that practice files and operations use: compiled once, checked often, says what would mend it.
//
// Known: type, enum, const, required, properties, additionalProperties, propertyNames, minProperties, maxProperties, items, minItems,
// maxItems, minLength, maxLength, minimum, maximum, oneOf, $ref (to # or #/$defs/…), $defs, and format with the names in formats.hpp.
// `integer` means a number written without a decimal point. A keyword that is not known is refused: a rule never goes unenforced.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.hpp"
#include "base/result.hpp"

namespace callwell::base {

/// One thing wrong with a value. Messages name members and what is allowed, and never repeat a value that was given.
struct SchemaProblem {
  std::string pointer;   ///< JSON pointer (RFC 6901) of the value, present or missing; empty: the whole
  std::string message;
  std::string fix;
  bool at_name = false;  ///< the member's name is at fault, not its value
};

struct SchemaNode;

/// Cheap to copy; safe to share between threads.
class Schema {
 public:
  static Result<Schema> parse(std::string_view text);
  static Result<Schema> compile(const json::value &schema);

  /// All that is wrong, in the value's order, up to kMaxSchemaProblems. Allocates nothing for a value that is right.
  std::vector<SchemaProblem> check(const json::value &value) const;

 private:
  std::shared_ptr<const std::vector<SchemaNode>> nodes_;
};
inline constexpr std::size_t kMaxSchemaProblems = 200;

/// "/services/2/name" → "services[2].name".
std::string display_path(std::string_view pointer);
/// `pointer` with one more segment, escaped.
std::string append_pointer(std::string_view pointer, std::string_view name);

/// The one of `known` that `word` was probably meant to be, or nothing.
std::string_view nearest_word(std::string_view word, const std::vector<std::string_view> &known);

}  // namespace callwell::base
