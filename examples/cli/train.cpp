// `callwell train`: learns a practice's own intents from labelled examples, and says how well.
#include <boost/json.hpp>
#include <chrono>
#include <future>
#include <iomanip>
#include <iostream>
#include <unistd.h>

#include "command.hpp"

namespace cli {

namespace {

/// Waits for the answer; on a terminal a line tells that something is going on.
std::string wait_for(std::future<std::string> &answer, const std::string &what) {
  using namespace std::chrono;
  const bool watched = isatty(STDERR_FILENO) != 0;
  const auto begun = steady_clock::now();
  while (answer.wait_for(milliseconds(200)) != std::future_status::ready) {
    if (watched) std::cerr << '\r' << what << " … " << std::fixed << std::setprecision(1) << duration<double>(steady_clock::now() - begun).count() << " s" << std::flush;
  }
  if (watched) std::cerr << "\r\033[K";
  return answer.get();
}

}  // namespace

std::string invoke_watched(const Caller &caller, const std::string &operation, const std::string &json, const std::string &what) {
  const Agent agent = open_agent(caller);
  auto answer = std::async(std::launch::async, [&] { return invoke(agent.get(), caller, operation, json); });
  return wait_for(answer, what);
}

int train(const std::string &examples, const std::string &model, std::uint64_t seed) {
  const boost::json::object input{{"examples_path", examples}, {"model_path", model}, {"seed", seed}};
  const auto result = boost::json::parse(invoke_watched({}, "nlu.train", boost::json::serialize(input), "training on " + examples)).as_object();
  std::cout << model << ": " << result.at("intents") << " intents from " << result.at("examples") << " examples in " << std::fixed << std::setprecision(1)
            << result.at("seconds").to_number<double>() << " s, " << result.at("bytes").to_number<double>() / 1024 << " KiB, accuracy in cross-validation "
            << 100 * result.at("held_out_accuracy").to_number<double>() << " %\n";
  return 0;
}

}  // namespace cli
