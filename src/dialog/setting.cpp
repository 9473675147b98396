#include "dialog/setting.hpp"

#include <algorithm>

namespace callwell::dialog {

namespace {

/// Every `say`, `confirm` and asked field of the flows must have its wordings, in both languages.
base::Result<void> check_wordings(const FlowSet &flows) {
  const Templates &templates = Templates::builtin();
  for (const Flow &flow : flows.all()) {
    for (std::size_t i = 0; i < flow.steps.size(); ++i) {
      const Step &step = flow.steps[i];
      std::vector<std::string> keys;
      if (step.verb == Verb::say) keys.push_back(step.name);
      if (step.verb == Verb::confirm) keys.push_back("confirm_" + step.name);
      if (step.verb == Verb::collect) {
        for (const std::string &field : step.fields) keys.push_back("ask_" + field);
      }
      for (const std::string &key : keys) {
        if (!templates.has(key)) {
          return base::invalid("no wording is called '" + key + "'", "flows." + flow.name + ".steps[" + std::to_string(i) + "]");
        }
      }
    }
  }
  return {};
}

std::vector<std::string> names_of(const practice::LocalText &text, std::vector<std::string> aliases) {
  for (const auto &[language, name] : text.by_language) aliases.push_back(name);
  return aliases;
}

}  // namespace

std::vector<nlu::VocabularyItem> vocabulary_of(const practice::Practice &practice) {
  using nlu::EntityType;
  std::vector<nlu::VocabularyItem> out;
  for (const practice::Service &service : practice.services) {
    out.push_back({EntityType::service, service.id, std::string(service.name.in(practice.languages.front())),
                   names_of(service.name, service.aliases)});
  }
  for (const practice::Provider &provider : practice.providers)
    out.push_back({EntityType::provider, provider.id, provider.name, provider.aliases});
  for (const practice::Location &location : practice.locations)
    out.push_back({EntityType::location, location.id, location.name, location.aliases});
  for (const practice::Insurance &plan : practice.insurance) out.push_back({EntityType::insurance, plan.id, plan.name, plan.aliases});
  return out;
}

Setting::Setting(std::shared_ptr<const practice::Practice> practice, FlowSet flows, std::string state_key)
    : practice_(std::move(practice)),
      analyzer_(vocabulary_of(*practice_)),
      flows_(std::move(flows)),
      knowledge_(*practice_),
      state_key_(std::move(state_key)) {}

base::Result<std::shared_ptr<const Setting>> Setting::make(std::shared_ptr<const practice::Practice> practice, std::string state_key) {
  base::Result<FlowSet> flows = FlowSet::load(practice->flows_yaml);
  if (!flows) return flows.error();
  if (const auto checked = check_wordings(*flows); !checked) return checked.error();
  return std::shared_ptr<const Setting>(new Setting(std::move(practice), std::move(*flows), std::move(state_key)));
}

bool Setting::speaks(nlu::Language language) const {
  const auto &languages = practice_->languages;
  return std::find(languages.begin(), languages.end(), nlu::language_key(language)) != languages.end();
}

}  // namespace callwell::dialog
