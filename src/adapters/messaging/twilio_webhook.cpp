#include "adapters/messaging/twilio_webhook.hpp"

#include <algorithm>
#include <charconv>

#include "base/crypto.hpp"
#include "base/text.hpp"

namespace callwell::adapters {

namespace {

/// Where the authority of a URL begins and ends, and where its port does (`port` == `end` when it has none).
struct UrlShape {
  std::size_t port = 0, end = 0;
  std::string_view scheme;
};

UrlShape shape_of(std::string_view url) {
  UrlShape shape;
  const std::size_t colon = url.find("://");
  if (colon == std::string_view::npos) return {url.size(), url.size(), {}};
  shape.scheme = url.substr(0, colon);
  shape.end = std::min(url.find_first_of("/?#", colon + 3), url.size());
  const std::size_t port = url.rfind(':', shape.end - 1);
  const std::size_t bracket = url.rfind(']', shape.end - 1);  // the colons of an IPv6 address stand before it
  const bool has_port = port != std::string_view::npos && port > colon && (bracket == std::string_view::npos || bracket < port);
  shape.port = has_port ? port : shape.end;
  return shape;
}

std::string without_port(std::string_view url) {
  const UrlShape shape = shape_of(url);
  return std::string(url.substr(0, shape.port)) + std::string(url.substr(shape.end));
}

std::string with_port(std::string_view url) {
  const UrlShape shape = shape_of(url);
  if (shape.port != shape.end) return std::string(url);
  const bool tls = shape.scheme == "https" || shape.scheme == "wss";
  return std::string(url.substr(0, shape.end)) + (tls ? ":443" : ":80") + std::string(url.substr(shape.end));
}

bool is_form(const WebhookRequest &request) {
  const std::string_view type = request.header("content-type");
  return base::iequals_ascii(base::trim(type.substr(0, type.find(';'))), "application/x-www-form-urlencoded");
}

/// A body that is no form is covered by its hash in the signed URL, or not at all.
base::Result<void> check_body_hash(const WebhookRequest &request, const Form &query) {
  if (request.body.empty()) return {};
  const std::string expected = base::hex(base::sha256(request.body));
  if (base::equal_constant_time(expected, field(query, "bodySHA256"))) return {};
  return base::Error{base::Status::unauthenticated, "the body is not the one that was signed"};
}

bool is_one_of(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), text) != words.end();
}

}  // namespace

std::string twilio_signature(std::string_view url, const Form &fields, std::string_view auth_token) {
  std::vector<std::pair<std::string_view, std::string_view>> sorted;
  sorted.reserve(fields.size());
  for (const FormField &f : fields) sorted.emplace_back(f.name, f.value);
  std::sort(sorted.begin(), sorted.end());
  sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
  std::string data(url);
  for (const auto &[name, value] : sorted) {
    data += name;
    data += value;
  }
  return base::base64(base::hmac_sha1(auth_token, data));
}

bool twilio_signature_fits(std::string_view url, const Form &fields, std::string_view auth_token, std::string_view signature) {
  const bool bare = base::equal_constant_time(twilio_signature(without_port(url), fields, auth_token), signature);
  const bool full = base::equal_constant_time(twilio_signature(with_port(url), fields, auth_token), signature);
  return bare || full;
}

base::Result<Form> read_twilio_webhook(const WebhookRequest &request, std::string_view auth_token) {
  if (auth_token.empty()) return base::Error{base::Status::internal, "no auth token is configured for Twilio", "auth_token"};
  if (request.body.size() > kMaxWebhookBytes) return base::Error{base::Status::limit_exceeded, "the body is too large"};
  const std::string_view signature = request.header("x-twilio-signature");
  if (signature.empty()) return base::invalid("the request has no X-Twilio-Signature");
  const base::Result<Form> query = parse_form(query_of(request.url));
  if (!query) return query.error();
  const bool form = request.method == "POST" && is_form(request);
  const base::Result<Form> body = form ? parse_form(request.body) : base::Result<Form>(Form());
  if (!body) return body.error();
  if (!twilio_signature_fits(request.url, *body, auth_token, signature)) {
    return base::Error{base::Status::unauthenticated, "the signature does not fit"};
  }
  if (form) return *body;
  if (const base::Result<void> fine = check_body_hash(request, *query); !fine) return fine.error();
  return *query;
}

base::Result<InboundMessage> twilio_inbound_message(const Form &fields) {
  constexpr std::string_view kWhatsApp = "whatsapp:";
  InboundMessage message;
  message.provider_event_id = field(fields, "MessageSid").empty() ? field(fields, "SmsSid") : field(fields, "MessageSid");
  std::string_view from = field(fields, "From"), to = field(fields, "To");
  if (from.starts_with(kWhatsApp)) {
    message.channel = MessageChannel::whatsapp;
    from.remove_prefix(kWhatsApp.size());
  }
  if (to.starts_with(kWhatsApp)) to.remove_prefix(kWhatsApp.size());
  if (message.provider_event_id.empty()) return base::invalid("the message has no id", "MessageSid");
  if (!plausible_address(from)) return base::invalid("the message has no usable sender", "From");
  if (!plausible_address(to)) return base::invalid("the message has no usable recipient", "To");
  message.from = from;
  message.to = to;
  message.text = base::clean_utf8(field(fields, "Body"), kMaxInboundTextBytes);
  const std::string_view media = field(fields, "NumMedia");
  std::from_chars(media.data(), media.data() + media.size(), message.media_count);
  const std::string_view opt_out = field(fields, "OptOutType");
  if (is_one_of(opt_out, {"STOP", "START", "HELP"})) message.opt_out_type = opt_out;
  return message;
}

base::Result<DeliveryUpdate> twilio_delivery_update(const Form &fields) {
  struct Row {
    std::string_view name;
    DeliveryState state;
  };
  static constexpr Row kRows[] = {{"accepted", DeliveryState::queued},
                                  {"scheduled", DeliveryState::queued},
                                  {"queued", DeliveryState::queued},
                                  {"sending", DeliveryState::sending},
                                  {"sent", DeliveryState::sent},
                                  {"delivered", DeliveryState::delivered},
                                  {"read", DeliveryState::read},
                                  {"partially_delivered", DeliveryState::undelivered},
                                  {"undelivered", DeliveryState::undelivered},
                                  {"failed", DeliveryState::failed},
                                  {"canceled", DeliveryState::canceled}};
  DeliveryUpdate update;
  update.provider_id = field(fields, "MessageSid").empty() ? field(fields, "SmsSid") : field(fields, "MessageSid");
  const std::string_view status = field(fields, "MessageStatus").empty() ? field(fields, "SmsStatus") : field(fields, "MessageStatus");
  const auto *found = std::find_if(std::begin(kRows), std::end(kRows), [&](const Row &row) { return row.name == status; });
  if (update.provider_id.empty()) return base::invalid("the status names no message", "MessageSid");
  if (found == std::end(kRows)) return base::invalid("not a message status", "MessageStatus");
  update.state = found->state;
  update.provider_event_id = update.provider_id + ":" + std::string(status);
  const std::string_view code = field(fields, "ErrorCode");
  if (code.size() <= 8 && std::all_of(code.begin(), code.end(), [](char c) { return c >= '0' && c <= '9'; })) update.error_code = code;
  return update;
}

}  // namespace callwell::adapters
