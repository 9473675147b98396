#include "tests/adapters/tls_front.hpp"

#include <netinet/in.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace callwell::testing {

struct Certificate::Parts {
  EVP_PKEY *key = nullptr;
  X509 *certificate = nullptr;
  ~Parts() {
    X509_free(certificate);
    EVP_PKEY_free(key);
  }
};

Certificate::Certificate(const std::string &host) : parts_(std::make_shared<Parts>()) {
  parts_->key = EVP_EC_gen("P-256");
  X509 *made = parts_->certificate = X509_new();
  X509_set_version(made, 2);
  ASN1_INTEGER_set(X509_get_serialNumber(made), 1);
  X509_gmtime_adj(X509_getm_notBefore(made), -3'600);
  X509_gmtime_adj(X509_getm_notAfter(made), 3'600);
  X509_set_pubkey(made, parts_->key);
  X509_NAME *name = X509_get_subject_name(made);
  X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char *>(host.c_str()), -1, -1, 0);
  X509_set_issuer_name(made, name);
  X509_EXTENSION *alternative = X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, ("DNS:" + host).c_str());
  X509_add_ext(made, alternative, -1);
  X509_EXTENSION_free(alternative);
  X509_sign(made, parts_->key, EVP_sha256());
}

std::string Certificate::pem() const {
  BIO *out = BIO_new(BIO_s_mem());
  PEM_write_bio_X509(out, parts_->certificate);
  char *data = nullptr;
  const long size = BIO_get_mem_data(out, &data);
  std::string text(data, static_cast<std::size_t>(size));
  BIO_free(out);
  return text;
}

namespace {

/// Both ways until either side is done.
void pump(SSL *tls, int outside, int inside) {
  char bytes[16'384];
  pollfd both[] = {{outside, POLLIN, 0}, {inside, POLLIN, 0}};
  for (;;) {
    if (SSL_pending(tls) == 0 && ::poll(both, 2, -1) <= 0) return;
    if (SSL_pending(tls) > 0 || both[0].revents != 0) {
      const int size = SSL_read(tls, bytes, sizeof bytes);
      if (size <= 0 || ::send(inside, bytes, static_cast<std::size_t>(size), MSG_NOSIGNAL) != size) return;
    } else if (both[1].revents != 0) {
      const ssize_t size = ::recv(inside, bytes, sizeof bytes, 0);
      if (size <= 0 || SSL_write(tls, bytes, static_cast<int>(size)) <= 0) return;
    }
  }
}

}  // namespace

TlsFront::TlsFront(const Certificate &certificate, std::uint16_t port)
    : certificate_(certificate.parts_), behind_(port), listener_(listen_on_loopback(port_)), thread_([this] { serve(); }) {}

TlsFront::~TlsFront() {
  ::shutdown(listener_, SHUT_RDWR);
  thread_.join();
  ::close(listener_);
}

void TlsFront::serve() {
  SSL_CTX *context = SSL_CTX_new(TLS_server_method());
  SSL_CTX_use_certificate(context, certificate_->certificate);
  SSL_CTX_use_PrivateKey(context, certificate_->key);
  for (int outside = 0; (outside = ::accept(listener_, nullptr, nullptr)) >= 0; ::close(outside)) {
    SSL *tls = SSL_new(context);
    SSL_set_fd(tls, outside);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(behind_);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int inside = ::socket(AF_INET, SOCK_STREAM, 0);
    if (SSL_accept(tls) == 1 && ::connect(inside, reinterpret_cast<sockaddr *>(&address), sizeof address) == 0) pump(tls, outside, inside);
    ::close(inside);
    SSL_free(tls);
  }
  SSL_CTX_free(context);
}

}  // namespace callwell::testing
