// TLS in front of a plain peer, with a certificate made for the occasion.
#pragma once

#include "tests/adapters/stream_peer.hpp"

namespace callwell::testing {

/// A self-signed certificate for this name, with its key.
class Certificate {
 public:
  explicit Certificate(const std::string &host);
  std::string pem() const;

 private:
  friend class TlsFront;
  struct Parts;
  std::shared_ptr<Parts> parts_;
};

/// What it decrypts goes on to 127.0.0.1:`port` and back.
class TlsFront {
 public:
  TlsFront(const Certificate &certificate, std::uint16_t port);
  ~TlsFront();
  std::string url(const std::string &scheme, const std::string &host) const { return scheme + "://" + host + ":" + std::to_string(port_); }

 private:
  void serve();

  const std::shared_ptr<Certificate::Parts> certificate_;
  const std::uint16_t behind_;
  std::uint16_t port_ = 0;
  const int listener_;  // made after `port_`, which it fills
  std::thread thread_;
};

}  // namespace callwell::testing
