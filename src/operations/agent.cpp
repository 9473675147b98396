#include "operations/agent.hpp"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <functional>
#include <sstream>

#include "adapters/language_model/chain.hpp"
#include "adapters/language_model/models.hpp"
#include "base/log.hpp"
#include "base/metrics.hpp"
#include "compliance/redaction.hpp"
#include "operations/audit.hpp"
#include "operations/master_key.hpp"

namespace callwell::operations {

namespace {

using base::Result;

constexpr std::size_t kMaxPracticeBytes = 1 << 20;

base::Counter invocations("callwell_operations_total", "Operations run");
base::Counter failures("callwell_operation_errors_total", "Operations that ended with an error");
base::Histogram durations("callwell_operation_seconds", "Time an operation took");

Result<std::string> read_file(const std::filesystem::path &path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return base::Error{base::Status::not_found, "cannot read the practice file " + path.filename().string(), "practices"};
  std::ostringstream text;
  text << in.rdbuf();
  if (text.str().size() > kMaxPracticeBytes) return base::Error{base::Status::limit_exceeded, "a practice file has at most 1 MiB", "practices"};
  return text.str();
}

std::string listed(const std::string &file, const std::vector<practice::Problem> &problems) {
  std::string out;
  for (const practice::Problem &problem : problems) {
    if (!out.empty()) out += '\n';
    out += file + ":" + std::to_string(problem.line) + ":" + std::to_string(problem.column) + ": " + problem.path + ": " + problem.message + (problem.message.ends_with('.') ? "" : ".");
    if (!problem.fix.empty()) out += " Fix: " + problem.fix;
  }
  return out;
}

/// The practice's models as one; null where its file names none.
Result<std::shared_ptr<dialog::LanguageModel>> models_of(const practice::Practice &practice, std::shared_ptr<adapters::Network> &network) {
  std::vector<std::shared_ptr<dialog::LanguageModel>> models;
  for (const practice::PortConfig &config : practice.language_model) {
    if (!network) network = adapters::make_network();
    auto model = adapters::make_language_model(config, network);
    if (!model) return model.error();
    models.push_back(std::move(*model));
  }
  return adapters::chain_of(std::move(models));
}

/// Hands an outgoing text to the port the host registered, as the messaging adapters do to a carrier.
class Carrier final : public adapters::MessagingAdapter {
 public:
  Carrier(const Agent &agent, std::string tenant, std::shared_ptr<adapters::MessagingAdapter> configured)
      : agent_(agent), tenant_(std::move(tenant)), configured_(std::move(configured)) {}

  std::string_view name() const override { return agent_.messaging_port() ? std::string_view("host") : configured_->name(); }

  Result<adapters::Sent> send(const adapters::OutgoingMessage &message) override {
    const std::shared_ptr<Port> port = agent_.messaging_port();
    if (!port) return configured_->send(message);
    const json::object request{{"to", message.to}, {"from", message.from}, {"text", message.text}, {"channel", adapters::channel_name(message.channel)}};
    const Result<std::string> answer = (*port)({tenant_, "send_message", json::serialize(request), message.idempotency_key});
    if (!answer) return answer.error();
    const Result<json::value> parsed = base::parse_json(*answer);
    if (!parsed || !parsed->is_object()) return base::Error{base::Status::corrupt, "the messaging port did not answer with a JSON object"};
    return adapters::Sent{std::string(base::string_at(parsed->get_object(), "id"))};
  }

 private:
  const Agent &agent_;
  std::string tenant_;
  std::shared_ptr<adapters::MessagingAdapter> configured_;
};

}  // namespace

Result<std::shared_ptr<Agent>> Agent::open(const AgentOptions &options, base::Instant now) {
  base::set_log_redactor(&compliance::redact_for_log);
  std::shared_ptr<Agent> agent(new Agent());
  if (auto loaded = agent->load_practices(options.practices); !loaded) return loaded.error();
  if (agent->loaded_.empty()) return agent;
  if (auto opened = agent->open_store(options.database, now); !opened) return opened.error();
  return agent;
}

Result<void> Agent::load_practices(const std::string &path) {
  namespace fs = std::filesystem;
  if (path.empty()) return {};
  std::error_code error;
  if (!fs::is_directory(path, error)) return add_practice(path);
  std::vector<std::string> files;
  for (const fs::directory_entry &entry : fs::directory_iterator(path, error)) {
    if (entry.path().extension() == ".yaml" || entry.path().extension() == ".yml") files.push_back(entry.path().string());
  }
  std::sort(files.begin(), files.end());
  if (files.empty()) return base::Error{base::Status::not_found, "the folder holds no practice files (*.yaml)", "practices"};
  std::string faults;
  for (const std::string &file : files) {
    if (auto added = add_practice(file); !added) faults += (faults.empty() ? "" : "\n") + added.error().message;
  }
  if (!faults.empty()) return base::invalid(faults, "practices");
  return {};
}

Result<void> Agent::add_practice(const std::string &path) {
  const std::filesystem::path file(path);
  const Result<std::string> text = read_file(file);
  if (!text) return text.error();
  practice::Loaded loaded = practice::load_practice(*text);
  if (!loaded.practice) return base::invalid(listed(file.filename().string(), loaded.problems), "practices");
  for (const auto &other : loaded_) {
    if (other->id == loaded.practice->id) return base::invalid(file.filename().string() + ": the id '" + other->id + "' is another practice's already", "id");
  }
  loaded_.push_back(std::move(loaded.practice));
  return {};
}

Result<void> Agent::open_store(const std::string &path, base::Instant now) {
  Result<compliance::Keyring> keyring = open_keyring(path);
  if (!keyring) return keyring.error();
  Result<std::shared_ptr<records::Store>> store = records::Store::open({path.empty() ? ":memory:" : path, *keyring}, now);
  if (!store) return store.error();
  store_ = *store;
  adapters::AdapterServices services;
  services.http = adapters::make_http_client();
  std::shared_ptr<adapters::Network> network;
  for (const auto &practice : loaded_) {
    if (auto added = store_->add_tenant(practice->id, now); !added) return added.error();
    auto transaction = store_->read(practice->id);
    if (!transaction) return transaction.error();
    // A key of its own, so that sealed conversations are the tenant's as its rows are.
    const std::string state_key = transaction->blind_index("conversation.state_key", practice->id);
    auto setting = dialog::Setting::make(practice, state_key);
    if (!setting) return setting.error();
    auto messaging = adapters::make_messaging(practice->messaging, services);
    if (!messaging) return messaging.error();
    auto tenant = std::make_unique<Tenant>(*setting, store_, std::make_shared<Carrier>(*this, practice->id, *messaging), recordings_folder(path));
    if (practice->recording.enabled && !tenant->records_calls()) base::log(base::LogLevel::warn, "recording.needs_database", {{"practice", base::Identifier{practice->id}}});
    auto model = models_of(*practice, network);
    if (!model) return model.error();
    tenant->use_language_model(std::move(*model));
    for (const std::string &number : practice->numbers) {
      if (!by_number_.emplace(number, tenant.get()).second) return base::invalid("two practices have the same number", "numbers");
    }
    tenants_.emplace(practice->id, std::move(tenant));
  }
  return {};
}

Tenant *Agent::find_tenant(std::string_view id) {
  if (id.empty()) return tenants_.empty() ? nullptr : tenants_.begin()->second.get();
  const auto found = tenants_.find(id);
  return found == tenants_.end() ? nullptr : found->second.get();
}

Tenant *Agent::tenant_of_number(std::string_view number) {
  const auto found = by_number_.find(number);
  return found == by_number_.end() ? nullptr : found->second;
}

Result<json::value> Agent::invoke(std::string_view name, const json::object &input, const InvokeOptions &options) {
  const auto started = std::chrono::steady_clock::now();
  invocations.add();
  Result<json::value> answer = run_operation(*this, name, input, options);
  durations.observe(std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count());
  if (!answer) failures.add();
  return answer;
}

Result<void> Agent::register_port(std::string_view name, std::shared_ptr<Port> port) {
  if (name != "messaging") return base::invalid("unknown port: this version knows messaging", "port");
  const std::lock_guard lock(port_mutex_);
  messaging_port_ = std::move(port);
  return {};
}

std::shared_ptr<Port> Agent::messaging_port() const {
  const std::lock_guard lock(port_mutex_);
  return messaging_port_;
}

std::mutex &Agent::conversation_lock(std::string_view key) { return conversation_locks_[std::hash<std::string_view>{}(key) % conversation_locks_.size()]; }

void Agent::wake_runtime() {
  {
    const std::lock_guard lock(work_mutex_);
    work_waits_ = true;
  }
  work_.notify_all();
}

void Agent::wait_for_work(std::int64_t milliseconds) {
  std::unique_lock lock(work_mutex_);
  work_.wait_for(lock, std::chrono::milliseconds(milliseconds), [&] { return work_waits_; });
  work_waits_ = false;
}

}  // namespace callwell::operations
