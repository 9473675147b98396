#include "operations/model_files.hpp"

#include <filesystem>
#include <fstream>
#include <list>
#include <mutex>

#include "operations/example_files.hpp"

namespace callwell::operations {

namespace {

constexpr std::size_t kModelsKept = 6;
constexpr std::uintmax_t kMaxFileBytes = 256u << 20;

struct Kept {
  std::string path;
  std::filesystem::file_time_type changed;
  std::shared_ptr<const nlu::IntentModel> model;
};

struct Shelf {
  std::mutex mutex;
  std::list<Kept> models;  ///< last used first
};
Shelf &shelf() {
  static Shelf shelf;
  return shelf;
}

base::Result<std::string> slurp(const std::string &path) {
  std::error_code failed;
  const std::uintmax_t size = std::filesystem::file_size(path, failed);
  if (failed) return base::Error{base::Status::not_found, "no such file", "model_path"};
  if (size > kMaxFileBytes) return base::Error{base::Status::limit_exceeded, "the file is larger than 256 MiB", "model_path"};
  std::string bytes(size, '\0');
  std::ifstream in(path, std::ios::binary);
  if (!in.read(bytes.data(), static_cast<std::streamsize>(size))) return base::Error{base::Status::unavailable, "the file cannot be read", "model_path"};
  return bytes;
}

}  // namespace

base::Result<std::shared_ptr<const nlu::IntentModel>> open_model(const std::string &path) {
  std::error_code failed;
  const auto changed = std::filesystem::last_write_time(path, failed);
  if (failed) return base::Error{base::Status::not_found, "no such file", "model_path"};
  Shelf &kept = shelf();
  const std::lock_guard lock(kept.mutex);
  for (auto it = kept.models.begin(); it != kept.models.end(); ++it) {
    if (it->path != path || it->changed != changed) continue;
    kept.models.splice(kept.models.begin(), kept.models, it);
    return kept.models.front().model;
  }
  const auto bytes = slurp(path);
  if (!bytes) return bytes.error();
  auto model = nlu::IntentModel::load(*bytes);
  if (!model) return model.error();
  kept.models.remove_if([&](const Kept &k) { return k.path == path; });
  kept.models.push_front({path, changed, std::make_shared<const nlu::IntentModel>(std::move(*model))});
  if (kept.models.size() > kModelsKept) kept.models.pop_back();
  return kept.models.front().model;
}

base::Result<void> write_model(const std::string &path, const std::string &bytes) {
  std::error_code failed;
  if (std::filesystem::exists(path, failed)) {
    std::ifstream in(path, std::ios::binary);
    std::string head(nlu::kModelMagic.size(), '\0');
    if (!in.read(head.data(), static_cast<std::streamsize>(head.size())) || head != nlu::kModelMagic) {
      return base::Error{base::Status::conflict, "the file exists and is not a model", "model_path"};
    }
  }
  const std::string draft = path + ".part";
  std::ofstream out(draft, std::ios::binary | std::ios::trunc);
  out << bytes;
  out.close();
  if (out) std::filesystem::rename(draft, path, failed);
  if (!out || failed) {
    std::filesystem::remove(draft, failed);
    return base::Error{base::Status::unavailable, "the model cannot be written", "model_path"};
  }
  return {};
}

base::Result<std::vector<nlu::Example>> read_examples(const std::string &path) {
  auto rows = read_example_rows(path, "examples_path");
  if (!rows) return rows.error();
  std::vector<nlu::Example> examples;
  for (ExampleRow &row : *rows) {
    if (row.approved) examples.push_back({std::move(row.text), std::move(row.intent)});
  }
  return examples;
}

}  // namespace callwell::operations
