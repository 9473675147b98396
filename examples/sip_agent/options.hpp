// What the command line and the environment say.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "leg.hpp"

namespace sip_agent {

enum class Encryption : std::uint8_t { off, offer, require };

struct Options {
  std::string practices, database, practice;   ///< practice: its id, for calls whose number tells none
  std::string address = "127.0.0.1";           ///< ours, for signalling and sound
  std::uint16_t port = 5060;
  std::string registrar;                       ///< "pbx.example.com" or "10.0.0.2:5060"; empty: calls come without registration
  std::string transport = "udp";
  std::string tls_ca, tls_certificate;         ///< whom we trust, and who we are; empty: whom the system trusts, and nobody
  std::string extension = "callwell", auth_user, password;
  std::uint32_t expires_s = 600;
  std::vector<std::string> allowed;            ///< addresses calls may come from; empty: any
  std::string transfer_to;                     ///< extension or number of whoever is there
  bool warm_transfer = false;                  ///< the person hears first who is calling
  Encryption srtp = Encryption::off;
  std::uint32_t session_s = 1800;              ///< without a refresh for so long a call is over
  std::string country_code = "1";
  std::uint32_t most_calls = 50;
  double answer_after_s = 0;
  PortRange rtp;
  bool transcript = false, quiet = false;
};

/// Reads them; prints help or what is wrong and gives the exit code instead.
struct Parsed { bool go_on = false; int exit_code = 0; };
Parsed read_options(int argc, char **argv, Options &options);

/// A number as E.164, where it is one: "+1…" as it is, ten digits with the country's code. Else empty.
std::string e164(std::string_view user, std::string_view country_code);

}  // namespace sip_agent
