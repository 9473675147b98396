#include "options.hpp"

#include <arpa/inet.h>
#include <callwell/callwell.hpp>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdlib>

namespace sip_agent {

namespace {

constexpr std::size_t kNationalDigits = 10, kMostDigits = 15, kFewestDigits = 7;

std::string check_address(const std::string &text) {
  in6_addr room{};
  const bool good = inet_pton(AF_INET, text.c_str(), &room) == 1 || inet_pton(AF_INET6, text.c_str(), &room) == 1;
  return good ? "" : "must be an address of this machine, such as 10.0.0.5, not a name";
}

std::string check_one_of_ours(const std::string &text) {
  if (const std::string wrong = check_address(text); !wrong.empty()) return wrong;
  return text == "0.0.0.0" || text == "::" ? "must be one address: it is written into what peers are told" : "";
}

std::string check_ports(const std::string &text) {
  unsigned first = 0, last = 0;
  char rest = 0;
  const bool good = std::sscanf(text.c_str(), "%u-%u%c", &first, &last, &rest) == 2 && first >= 1024 && last <= 65535 && first < last;
  return good ? "" : "must be two ports, such as 16384-32766";
}

/// What is read as text first.
struct Texts { std::string ports, transfer = "cold", srtp = "off"; };

void declare(CLI::App &app, Options &o, Texts &texts) {
  auto &[ports, transfer, srtp] = texts;
  app.add_option("--practices", o.practices, "A practice file, or a folder of them")->required();
  app.add_option("--database", o.database, "The SQLite file, made when absent; without one everything is gone at the end");
  app.add_option("--practice", o.practice, "Practice id for calls whose dialled number belongs to none");
  app.add_option("--address", o.address, "This machine's address towards the PBX")->capture_default_str()->check(check_one_of_ours);
  app.add_option("--port", o.port, "SIP port, UDP and TCP")->capture_default_str();
  app.add_option("--registrar", o.registrar, "The PBX to register with, HOST or HOST:PORT; without one calls simply come (trunk)");
  app.add_option("--transport", o.transport, "How to reach the registrar: udp, tcp or tls")->capture_default_str()->check(CLI::IsMember({"udp", "tcp", "tls"}));
  app.add_option("--tls-ca", o.tls_ca, "With tls: trust only who is certified by this file, PEM; else whom the system trusts")->check(CLI::ExistingFile);
  app.add_option("--tls-certificate", o.tls_certificate, "With tls: our certificate and key, PEM, for systems that connect to us on the port above --port")->check(CLI::ExistingFile);
  app.add_option("--extension", o.extension, "Our user name at the PBX")->capture_default_str();
  app.add_option("--auth-user", o.auth_user, "The name in the password's digest, where it is not the extension");
  app.add_option("--expires", o.expires_s, "Seconds a registration is asked for")->capture_default_str()->check(CLI::Range(30, 86'400));
  app.add_option("--allow", o.allowed, "Take calls from this address only; may be repeated")->check(check_address);
  app.add_option("--transfer-to", o.transfer_to, "Extension or number for \"whoever is there\"");
  app.add_option("--transfer", transfer, "cold: the person gets the caller at once; warm: hears first who is calling and why")->default_str("cold")->check(CLI::IsMember({"cold", "warm"}));
  app.add_option("--srtp", srtp, "Encrypted sound: off, offer (with whoever can), require (nobody else)")->default_str("off")->check(CLI::IsMember({"off", "offer", "require"}));
  app.add_option("--session-timer", o.session_s, "Seconds after which a call that nobody refreshed is over")->capture_default_str()->check(CLI::Range(90, 86'400));
  app.add_option("--country-code", o.country_code, "Of ten-digit numbers that come without +")->capture_default_str();
  app.add_option("--calls", o.most_calls, "Calls at a time; more get 503 and Retry-After")->capture_default_str()->check(CLI::Range(1, 10'000));
  app.add_option("--answer-after", o.answer_after_s, "Let it ring so many seconds first")->capture_default_str()->check(CLI::Range(0.0, 120.0));
  app.add_option("--rtp-ports", ports, "Ports for sound")->default_str("16384-32766")->check(check_ports);
  app.add_flag("--transcript", o.transcript, "Print what is said, as it is said, as JSON lines on standard output: personal data");
  app.add_flag("--quiet", o.quiet, "Log warnings and errors only");
  app.set_version_flag("--version", std::string(callwell::version()));
  app.footer("CW_SIP_PASSWORD in the environment is the password for the registrar.\n"
             "It answers SIP calls with PCMU, PCMA or Opus over RTP; Ctrl-C says goodbye to the registrar and ends.");
}

}  // namespace

Parsed read_options(int argc, char **argv, Options &options) {
  CLI::App app{"Callwell as a SIP extension or trunk of a telephone system."};
  Texts texts;
  declare(app, options, texts);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError &error) {
    return {false, app.exit(error) == 0 ? 0 : 2};
  }
  if (!texts.ports.empty()) std::sscanf(texts.ports.c_str(), "%hu-%hu", &options.rtp.first, &options.rtp.last);
  options.rtp.first += options.rtp.first % 2;  // RTP lives on even ports
  options.warm_transfer = texts.transfer == "warm";
  options.srtp = texts.srtp == "require" ? Encryption::require : texts.srtp == "offer" ? Encryption::offer : Encryption::off;
  if (const char *password = std::getenv("CW_SIP_PASSWORD")) options.password = password;
  if (options.auth_user.empty()) options.auth_user = options.extension;
  return {true, 0};
}

std::string e164(std::string_view user, std::string_view country_code) {
  const bool plus = user.starts_with('+');
  if (plus) user.remove_prefix(1);
  const bool digits = std::all_of(user.begin(), user.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (!digits || user.size() < kFewestDigits || user.size() > kMostDigits) return {};
  if (plus) return "+" + std::string(user);
  if (user.size() == kNationalDigits) return "+" + std::string(country_code) + std::string(user);
  const bool has_code = user.starts_with(country_code) && user.size() == kNationalDigits + country_code.size();
  return has_code ? "+" + std::string(user) : std::string();
}

}  // namespace sip_agent
