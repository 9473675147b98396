#include "adapters/form.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace callwell::adapters {

namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

base::Result<std::string> decode(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '+') {
      out += ' ';
    } else if (text[i] != '%') {
      out += text[i];
    } else {
      const int high = i + 2 < text.size() ? hex_digit(text[i + 1]) : -1;
      const int low = i + 2 < text.size() ? hex_digit(text[i + 2]) : -1;
      if (high < 0 || low < 0) return base::invalid("the form holds a % that two hexadecimal digits do not follow", "body");
      out += static_cast<char>(high * 16 + low);
      i += 2;
    }
  }
  return out;
}

base::Result<FormField> parse_field(std::string_view part) {
  const std::size_t equals = part.find('=');
  base::Result<std::string> name = decode(part.substr(0, equals));
  if (!name) return name.error();
  base::Result<std::string> value = decode(equals == std::string_view::npos ? std::string_view() : part.substr(equals + 1));
  if (!value) return value.error();
  return FormField{std::move(*name), std::move(*value)};
}

}  // namespace

base::Result<Form> parse_form(std::string_view text, FormLimits limits) {
  if (text.size() > limits.max_bytes) return base::Error{base::Status::limit_exceeded, "the form is too large", "body"};
  Form form;
  for (const std::string_view part : base::split(text, '&')) {
    if (part.empty()) continue;
    if (form.size() == limits.max_fields) return base::Error{base::Status::limit_exceeded, "the form has too many fields", "body"};
    base::Result<FormField> parsed = parse_field(part);
    if (!parsed) return parsed.error();
    form.push_back(std::move(*parsed));
  }
  return form;
}

std::string_view field(const Form &form, std::string_view name) {
  const auto found = std::find_if(form.begin(), form.end(), [&](const FormField &f) { return f.name == name; });
  return found == form.end() ? std::string_view() : std::string_view(found->value);
}

std::string percent_encode(std::string_view text) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string out;
  out.reserve(text.size() * 3 / 2);
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' || c == '~';
    if (plain) {
      out += c;
    } else {
      out += '%';
      out += kHex[byte >> 4];
      out += kHex[byte & 15];
    }
  }
  return out;
}

void append_field(std::string &body, std::string_view name, std::string_view value) {
  if (!body.empty()) body += '&';
  body += percent_encode(name);
  body += '=';
  body += percent_encode(value);
}

std::string_view query_of(std::string_view url) {
  const std::size_t mark = url.find('?');
  if (mark == std::string_view::npos) return {};
  const std::string_view rest = url.substr(mark + 1);
  return rest.substr(0, rest.find('#'));
}

}  // namespace callwell::adapters
