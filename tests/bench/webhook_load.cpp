// Signed Twilio message webhooks against a running server: N conversations at once, each waiting for its answer before it
// writes again. usage: webhook_load PORT PUBLIC_URL AUTH_TOKEN DIALLED CONVERSATIONS TURNS
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "base/crypto.hpp"

namespace {

constexpr const char *kTexts[] = {"hi", "I would like to book a cleaning", "Maria Lopez", "new patient", "maria@example.com", "how much is it?", "mondays after 3", "what are your hours?"};

std::string encode(const std::string &text) {
  std::string out;
  char hex[4];
  for (const unsigned char c : text) {
    if (std::isalnum(c)) {
      out += static_cast<char>(c);
    } else {
      std::snprintf(hex, sizeof hex, "%%%02X", c);
      out += hex;
    }
  }
  return out;
}

std::string message_id(int conversation, int turn) {
  char text[40];
  std::snprintf(text, sizeof text, "SM%016x%016x", static_cast<unsigned>(conversation), static_cast<unsigned>(turn));
  return text;
}

struct Client {
  int fd = -1;
  bool connect_to(int port) {
    fd = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    inet_pton(AF_INET, "127.0.0.1", &address.sin_addr);
    int one = 1;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    return connect(fd, reinterpret_cast<sockaddr *>(&address), sizeof address) == 0;
  }
  /// Gives the status, or 0 when the connection broke.
  int post(const std::string &request) {
    if (write(fd, request.data(), request.size()) != static_cast<ssize_t>(request.size())) return 0;
    std::string answer;
    char buffer[4096];
    while (true) {
      const ssize_t n = read(fd, buffer, sizeof buffer);
      if (n <= 0) return 0;
      answer.append(buffer, static_cast<std::size_t>(n));
      const std::size_t end = answer.find("\r\n\r\n");
      if (end == std::string::npos) continue;
      std::size_t length = 0, at = 0;
      std::string lower = answer.substr(0, end);
      std::transform(lower.begin(), lower.end(), lower.begin(), [](char c) { return static_cast<char>(std::tolower(c)); });
      if ((at = lower.find("content-length:")) != std::string::npos) length = std::strtoul(lower.c_str() + at + 15, nullptr, 10);
      if (answer.size() >= end + 4 + length) return std::atoi(answer.c_str() + 9);
    }
  }
};

}  // namespace

int main(int argc, char **argv) {
  if (argc != 7) {
    std::fprintf(stderr, "usage: webhook_load PORT PUBLIC_URL AUTH_TOKEN DIALLED CONVERSATIONS TURNS\n");
    return 2;
  }
  const int port = std::atoi(argv[1]), conversations = std::atoi(argv[5]), turns = std::atoi(argv[6]);
  const std::string base_url = argv[2], token = argv[3], dialled = argv[4];
  std::mutex mutex;
  std::vector<double> millis;
  int failed = 0;
  const auto started = std::chrono::steady_clock::now();
  std::vector<std::thread> threads;
  for (int c = 0; c < conversations; ++c) {
    threads.emplace_back([&, c] {
      Client client;
      std::vector<double> mine;
      int bad = client.connect_to(port) ? 0 : turns;
      const std::string path = "/webhooks/twilio/messages";
      for (int t = 0; bad == 0 && t < turns; ++t) {
        const std::string id = message_id(c, t);
        std::map<std::string, std::string> fields{{"AccountSid", "AC00000000000000000000000000000001"}, {"ApiVersion", "2010-04-01"}, {"Body", kTexts[static_cast<std::size_t>(t) % std::size(kTexts)]},
                                                  {"From", "+1312555" + std::to_string(1000 + c)}, {"MessageSid", id}, {"NumMedia", "0"}, {"SmsMessageSid", id}, {"SmsSid", id}, {"SmsStatus", "received"}, {"To", dialled}};
        std::string signed_text = base_url + path, body;
        for (const auto &[name, value] : fields) {
          signed_text += name + value;
          body += (body.empty() ? "" : "&") + name + "=" + encode(value);
        }
        const std::string request = "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\nX-Twilio-Signature: " +
                                    callwell::base::base64(callwell::base::hmac_sha1(token, signed_text)) + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
        const auto sent = std::chrono::steady_clock::now();
        if (client.post(request) != 200) ++bad;
        mine.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - sent).count());
      }
      if (client.fd >= 0) close(client.fd);
      const std::lock_guard lock(mutex);
      millis.insert(millis.end(), mine.begin(), mine.end());
      failed += bad;
    });
  }
  for (std::thread &thread : threads) thread.join();
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
  std::sort(millis.begin(), millis.end());
  if (millis.empty()) return 1;
  std::printf("webhooks: %zu, failed %d, p50 %.1f ms, p99 %.1f ms, %.0f requests/s\n", millis.size(), failed, millis[millis.size() / 2], millis[millis.size() * 99 / 100],
              static_cast<double>(millis.size()) / seconds);
  return failed == 0 ? 0 : 1;
}
