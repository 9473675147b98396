// The callwell command: talk, invoke, replay, check a practice file, train and evaluate models, list operations, draw the flows.
#include <CLI/CLI.hpp>
#include <iostream>

#include "command.hpp"

namespace {

void caller_options(CLI::App *command, cli::Caller &caller, bool practice_needed) {
  auto *practices = command->add_option("-p,--practice,--practices", caller.practices, "practice file, or a folder of them");
  if (practice_needed) practices->required();
  command->add_option("--database", caller.database, "SQLite file; without it all is in memory and gone at the end");
  command->add_option("--tenant", caller.tenant, "practice id, where there are several");
  command->add_option("--now", caller.now, "fix the clock, such as 2026-03-04T10:00:00-06:00");
}

}  // namespace

int main(int argc, char **argv) {
  CLI::App app{"Callwell: the agent that answers a clinic's phone, texts and WhatsApp"};
  app.set_version_flag("--version", cli::text(cw_version()));
  app.require_subcommand(1);
  cli::Caller caller;
  std::string channel = "sms", from = "+13125550142", journal, operation, path;
  std::uint64_t seed = 0;
  bool json_lines = false, markdown = false, verbose = false;

  auto *talk = app.add_subcommand("talk", "talk to a practice in the terminal");
  caller_options(talk, caller, true);
  talk->add_option("--channel", channel, "sms, phone, whatsapp or webchat")->check(CLI::IsMember({"sms", "phone", "whatsapp", "webchat"}));
  talk->add_option("--from", from, "the patient's number");
  talk->add_option("--seed", seed, "fixes every choice of wording");
  talk->add_option("--journal", journal, "write the journal to this file");

  auto *invoke = app.add_subcommand("invoke", "run an operation: a JSON object from standard input, one to standard output");
  invoke->add_option("operation", operation, "such as nlu.analyze; `callwell operations` lists them")->required();
  invoke->add_flag("--jsonl", json_lines, "one JSON object a line, answers in the same order");
  caller_options(invoke, caller, false);
  invoke->add_option("--role", caller.role, "system, admin, staff, compliance, viewer or patient");

  auto *replay = app.add_subcommand("replay", "feed a journal's events again and compare every action");
  replay->add_option("journal", path, "the journal")->required();
  caller_options(replay, caller, true);

  auto *check = app.add_subcommand("check", "check a practice file; every fault with line, column and what would mend it");
  check->add_option("file", path, "the practice file")->required();

  auto *operations = app.add_subcommand("operations", "list the operations");
  operations->add_flag("--markdown", markdown, "as a page of documentation");

  auto *train = app.add_subcommand("train", "train an intent model from labelled examples");
  std::string examples, model = "builtin", page;
  std::uint64_t training_seed = 1;
  int folds = 0;
  train->add_option("examples", examples, "JSON Lines with text and intent")->required();
  train->add_option("model", model, "the file to write")->required();
  train->add_option("--seed", training_seed, "the same seed and examples give the same bytes");

  auto *evaluate = app.add_subcommand("evaluate", "measure a model on labelled examples");
  evaluate->add_option("model", model, "a model's file, or builtin")->required();
  evaluate->add_option("examples", examples, "JSON Lines with text, intent and perhaps language")->required();
  evaluate->add_option("--html", page, "write a page with plots to this file");
  evaluate->add_option("--folds", folds, "judge each part of the examples by a model trained on the rest, not by MODEL")->check(CLI::Range(2, 20));

  auto *flows = app.add_subcommand("flows", "print the flows as a Graphviz diagram");
  caller_options(flows, caller, false);
  bool dot = true;
  flows->add_flag("--dot", dot, "the format, and the only one");

  app.add_flag("-v,--verbose", verbose, "log to standard error");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError &error) {
    return app.exit(error) == 0 ? 0 : cli::kUsage;
  }
  if (verbose) cw_log_to([](void *, cw_log_level, cw_str line) { std::cerr << cli::text(line) << '\n'; }, nullptr);
  try {
    if (*talk) return cli::talk(caller, channel, from, seed, journal);
    if (*invoke) return cli::run_operation(caller, operation, json_lines);
    if (*replay) return cli::replay(caller, path);
    if (*check) return cli::check_practice(path);
    if (*train) return cli::train(examples, model, training_seed);
    if (*evaluate) return cli::evaluate(model, examples, page, folds);
    if (*operations) return cli::list_operations(markdown);
    return cli::print_flows(caller);
  } catch (const cli::Failure &failure) {
    std::cerr << "callwell: " << failure.what() << '\n';
    return failure.exit_status;
  }
}
