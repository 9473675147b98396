#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/beast/ssl.hpp>

#include "adapters/beast_connection.hpp"

namespace callwell::adapters {

namespace {

namespace ssl = boost::asio::ssl;

/// The machine's trusted authorities, read once.
ssl::context &trust() {
  static ssl::context context = [] {
    ssl::context made(ssl::context::tls_client);
    made.set_default_verify_paths();
    made.set_verify_mode(ssl::verify_peer);
    SSL_CTX_set_min_proto_version(made.native_handle(), TLS1_2_VERSION);
    return made;
  }();
  return context;
}

class TlsConnection final : public BeastConnection<beast::ssl_stream<beast::tcp_stream>> {
 public:
  using BeastConnection::BeastConnection;

 private:
  void secure() override {
    auto &tls = stream_.next_layer();
    tls.set_verify_callback(ssl::host_name_verification(place_.host));
    SSL_set_tlsext_host_name(tls.native_handle(), place_.host.c_str());
    tls.async_handshake(ssl::stream_base::client, [self = own(), this](Fault fault) {
      if (ended_) return;
      if (fault) return end(base::Error{base::Status::unavailable, "the service is not who it should be, or speaks no TLS"});
      shake_hands();
    });
  }
};

}  // namespace

std::shared_ptr<SocketConnection> make_tls_connection(SocketLoop &loop, WebSocketRequest request, Place place,
                                                      WebSocketHandler handler) {
  return std::make_shared<TlsConnection>(loop, std::move(request), std::move(place), std::move(handler), trust());
}

}  // namespace callwell::adapters
