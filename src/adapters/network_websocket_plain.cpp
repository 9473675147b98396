#include "adapters/beast_connection.hpp"

namespace callwell::adapters {

std::shared_ptr<SocketConnection> make_plain_connection(SocketLoop &loop, WebSocketRequest request, Place place,
                                                        WebSocketHandler handler) {
  using Connection = BeastConnection<beast::tcp_stream>;
  return std::make_shared<Connection>(loop, std::move(request), std::move(place), std::move(handler));
}

}  // namespace callwell::adapters
