#include "operations/model_files.hpp"

#include <filesystem>
#include <fstream>
#include <list>
#include <mutex>

#include "base/json.hpp"
#include "base/text.hpp"

namespace callwell::operations {

namespace {

constexpr std::size_t kModelsKept = 6;
constexpr std::uintmax_t kMaxFileBytes = 256u << 20;
constexpr std::size_t kMaxTextBytes = 16 * 1024;

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

base::Result<std::string> slurp(const std::string &path, std::string_view field) {
  std::error_code failed;
  const std::uintmax_t size = std::filesystem::file_size(path, failed);
  if (failed) return base::Error{base::Status::not_found, "no such file", std::string(field)};
  if (size > kMaxFileBytes) return base::Error{base::Status::limit_exceeded, "the file is larger than 256 MiB", std::string(field)};
  std::string bytes(size, '\0');
  std::ifstream in(path, std::ios::binary);
  if (!in.read(bytes.data(), static_cast<std::streamsize>(size))) return base::Error{base::Status::unavailable, "the file cannot be read", std::string(field)};
  return bytes;
}

base::Error bad_line(std::size_t number, const std::string &why) { return base::invalid("line " + std::to_string(number) + ": " + why, "examples_path"); }

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
  const auto bytes = slurp(path, "model_path");
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
  const auto bytes = slurp(path, "examples_path");
  if (!bytes) return bytes.error();
  std::vector<nlu::Example> examples;
  std::size_t number = 0;
  for (const std::string_view line : base::split(*bytes, '\n')) {
    ++number;
    if (base::trim(line).empty()) continue;
    const auto row = base::parse_json(line);
    if (!row || !row->is_object()) return bad_line(number, "is not a JSON object");
    const std::string_view text = base::string_at(row->get_object(), "text"), intent = base::string_at(row->get_object(), "intent");
    if (intent.empty()) return bad_line(number, "needs an intent");
    examples.push_back({std::string(text.substr(0, kMaxTextBytes)), std::string(intent)});
  }
  return examples;
}

}  // namespace callwell::operations
