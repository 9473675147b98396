#include "secure_transport.hpp"

#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <cstring>

#include "options.hpp"

namespace sip_agent {

namespace {

/// The registrar alone may answer: its certificate has to be good, and its own. The library itself would take any.
bool trust(SSL_CTX *context, const Options &options) {
  const std::string host = options.registrar.substr(0, options.registrar.find(':'));
  SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nullptr);
  const int trusted = options.tls_ca.empty() ? SSL_CTX_set_default_verify_paths(context) : SSL_CTX_load_verify_locations(context, options.tls_ca.c_str(), nullptr);
  X509_VERIFY_PARAM *must = SSL_CTX_get0_param(context);
  const bool named = X509_VERIFY_PARAM_set1_ip_asc(must, host.c_str()) == 1 || X509_VERIFY_PARAM_set1_host(must, host.c_str(), 0) == 1;
  return trusted == 1 && named && SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION) == 1;
}

}  // namespace

std::string add_secure_transport(sip *stack, const Options &options) {
  sa local{};
  const auto port = static_cast<std::uint16_t>(options.port + 1);
  if (sa_set_str(&local, options.address.c_str(), port) != 0) return "the address cannot be read";
  struct tls *made = nullptr;
  const char *certificate = options.tls_certificate.empty() ? nullptr : options.tls_certificate.c_str();
  if (tls_alloc(&made, TLS_METHOD_SSLV23, certificate, nullptr) != 0) return "the certificate cannot be read (--tls-certificate)";
  const Ref<struct tls> tls(made);
  if (!trust(reinterpret_cast<SSL_CTX *>(tls_openssl_context(made)), options)) return "the certificates to trust cannot be read (--tls-ca)";
  const int error = sip_transp_add(stack, SIP_TRANSP_TLS, &local, made);
  return error ? "cannot listen on " + options.address + " port " + std::to_string(port) + ", TLS: " + std::strerror(error) : "";
}

}  // namespace sip_agent
