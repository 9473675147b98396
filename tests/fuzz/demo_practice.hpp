// A demo practice for fuzz targets that need one.
#pragma once

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>

#include "practice/practice.hpp"

namespace callwell::fuzz {

inline std::shared_ptr<const practice::Practice> demo_practice() {
  std::ifstream in(std::string(CALLWELL_SOURCE_DIR) + "/examples/practices/lakeside_dental.yaml");
  const std::string text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  auto loaded = practice::load_practice(text);
  if (!loaded.practice) std::abort();
  return loaded.practice;
}

}  // namespace callwell::fuzz
