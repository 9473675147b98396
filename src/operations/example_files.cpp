#include "operations/example_files.hpp"

#include <filesystem>
#include <fstream>

#include "base/text.hpp"

namespace callwell::operations {

namespace {

constexpr std::uintmax_t kMaxFileBytes = 256u << 20;
constexpr std::size_t kMaxTextBytes = 16 * 1024;

base::Error unwritable() { return {base::Status::unavailable, "the examples cannot be written", "path"}; }

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

base::Result<ExampleRow> read_row(std::string_view line) {
  const auto parsed = base::parse_json(line);
  if (!parsed || !parsed->is_object()) return base::invalid("is not a JSON object", "");
  ExampleRow out;
  out.row = parsed->get_object();
  out.text = base::string_at(out.row, "text").substr(0, kMaxTextBytes);
  out.intent = base::string_at(out.row, "intent");
  if (out.intent.empty()) return base::invalid("needs an intent", "");
  const std::string_view language = base::string_at(out.row, "language");
  out.language = language.empty() ? base::string_at(out.row, "lang") : language;
  const auto *approved = out.row.if_contains("approved");
  out.approved = approved == nullptr || !approved->is_bool() || approved->get_bool();
  return out;
}

}  // namespace

base::Result<std::vector<ExampleRow>> read_example_rows(const std::string &path, std::string_view field) {
  const auto bytes = slurp(path, field);
  if (!bytes) return bytes.error();
  std::vector<ExampleRow> rows;
  std::size_t number = 0;
  for (const std::string_view line : base::split(*bytes, '\n')) {
    ++number;
    if (base::trim(line).empty()) continue;
    auto row = read_row(line);
    if (!row) return base::invalid("line " + std::to_string(number) + ": " + row.error().message, std::string(field));
    rows.push_back(std::move(*row));
  }
  return rows;
}

base::Result<void> append_example(const std::string &path, const boost::json::object &row) {
  std::ofstream out(path, std::ios::binary | std::ios::app);
  out << boost::json::serialize(row) + "\n";
  if (!out.flush()) return unwritable();
  return {};
}

base::Result<void> write_example_rows(const std::string &path, const std::vector<ExampleRow> &rows) {
  const std::string draft = path + ".part";
  std::ofstream out(draft, std::ios::binary | std::ios::trunc);
  for (const ExampleRow &row : rows) out << boost::json::serialize(row.row) << '\n';
  out.close();
  std::error_code failed;
  if (out) std::filesystem::rename(draft, path, failed);
  if (!out || failed) {
    std::filesystem::remove(draft, failed);
    return unwritable();
  }
  return {};
}

}  // namespace callwell::operations
