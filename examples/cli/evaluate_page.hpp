// The page of `callwell evaluate --html`: one file, its plots drawn in SVG, nothing from outside.
#pragma once

#include <boost/json.hpp>
#include <string>

namespace cli {

std::string evaluation_page(const boost::json::object &result, const std::string &model, const std::string &examples);

}  // namespace cli
