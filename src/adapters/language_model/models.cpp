#include "adapters/language_model/models.hpp"

#include "adapters/language_model/vendor.hpp"

namespace callwell::adapters {

MadeModel make_language_model(const practice::PortConfig &config, std::shared_ptr<Network> network, const WallClock &clock) {
  if (config.adapter == "anthropic") return make_anthropic(config, std::move(network));
  if (config.adapter == "bedrock") return make_bedrock(config, std::move(network), clock);
  if (config.adapter == "openai") return make_openai(config, std::move(network));
  return base::invalid("no such language model; there are anthropic, bedrock and openai", "adapter");
}

}  // namespace callwell::adapters
