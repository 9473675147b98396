// A compiled schema, as schema_compile.cpp makes it and schema.cpp walks it.
#pragma once

#include <boost/json.hpp>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/formats.hpp"
#include "base/json.hpp"

namespace callwell::base {

enum SchemaType : std::uint8_t { null_type = 1, boolean_type = 2, integer_type = 4, number_type = 8, string_type = 16, array_type = 32, object_type = 64 };

/// Both ends inclusive.
struct SizeRange {
  std::size_t least = 0, most = std::numeric_limits<std::size_t>::max();
  bool holds(std::size_t size) const { return size >= least && size <= most; }
};

struct SchemaNode {
  using Index = std::uint32_t;

  std::uint8_t types = 0;                                      ///< a set of SchemaType; none: any
  const Format *format = nullptr;
  std::optional<Index> ref, items, names, others;              ///< `others`: what members not in `properties` must be
  bool closed = false;                                         ///< members not in `properties` are refused
  SizeRange length, item_count, member_count;
  std::optional<double> minimum, maximum;
  std::vector<json::value> choices;                            ///< enum, const
  std::vector<std::pair<std::string, Index>> properties;       ///< by name
  std::vector<std::string> required;
  std::vector<Index> one_of;
  std::string description;

  const Index *property(std::string_view name) const;
};

/// The root is the first.
Result<std::vector<SchemaNode>> compile_schema(const json::value &schema);

}  // namespace callwell::base
