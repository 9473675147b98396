// Addresses of the network: e-mail (typed and spelled aloud), URLs, IP and MAC addresses, user names.
#include <algorithm>

#include "base/text.hpp"
#include "compliance/detect/detectors.hpp"

namespace callwell::compliance::detect {

namespace {

using T = IdentifierType;
constexpr std::size_t kMaxHex = 48;  // tokens of the longest network address
constexpr std::size_t kMaxHandle = 24;
constexpr std::size_t kMaxSpelled = 30;  // tokens of a spelled address before its "at"

constexpr std::string_view kTopLevels[]{"com",  "org", "net",  "edu", "gov", "es", "mx", "co", "io", "me", "us", "uk", "ca",
                                        "info", "biz", "site", "dev", "app", "ar", "cl", "pe", "eu", "fr", "de", "it", "cat"};
constexpr std::string_view kMailHosts[]{"gmail", "yahoo", "hotmail", "outlook", "icloud", "aol",        "proton", "protonmail",
                                        "live",  "msn",   "comcast", "example", "ymail",  "telefonica", "terra"};
/// Where the words before a spelled address end.
constexpr std::string_view kBeforeAddress[]{
    "is",    "es", "email", "mail", "e-mail", "correo", "electronico", "address", "direccion", "that's", "thats", "it's", "its",
    "so",    "to", "a",     "at",   "the",    "my",     "mi",          "el",      "la",        "write",  "me",    "and",  "use",
    "okay",  "ok", "uh",    "um",   "yeah",   "yes",    "si",          "sure",    "eh",        "bueno",  "pues",  "esta", "seria",
    "would", "be", "now",   "name", "send",   "arroba", "por",         "favor",   "que",       "con"};

bool is_at(std::string_view word) { return word == "at" || word == "arroba"; }
bool is_dot(std::string_view word) { return word == "dot" || word == "punto"; }

/// May this token stand inside an address that is written without spaces?
bool inside_address(const Document &d, std::size_t i) { return i < d.size() && !d.is_mark(i, "<>()[]{},;:\"'=|!?@"); }

bool is_host_end(const Document &d, std::size_t first, std::size_t last) {
  for (std::size_t i = last; i-- > first + 1;) {
    if (d.is_word(i) && d.is_mark(i - 1, ".") && d.word(i).size() >= 2) return true;
  }
  return false;
}

/// user@host.tld around an @ sign.
void find_typed_emails(Document &document) {
  for (std::size_t at = 1; at + 1 < document.size(); ++at) {
    if (!document.is_mark(at, "@") || !document.touches(at) || !document.touches(at + 1)) continue;
    std::size_t first = at, last = at + 1;
    while (first > 0 && (first == at || document.touches(first)) && inside_address(document, first - 1) && at - first < 40) --first;
    while (last < document.size() && document.touches(last) && inside_address(document, last) && !document.is_mark(last, "/") &&
           last - at < 24)
      ++last;
    while (last > at + 1 && !document.is_word(last - 1) && !document.is_number(last - 1)) --last;
    while (first < at && document.is_mark(first, ".-")) ++first;
    const bool number = document.is_mark(first, "+") && first + 2 == at;  // sip:+1305…@host is a telephone number
    if (number)
      document.claim(first, at, T::phone);
    else if (first < at && is_host_end(document, at + 1, last))
      document.claim(first, last, T::email);
  }
}

/// The end of "gmail dot com", "gmail.com", "mulligan dot co dot uk" from `i`; 0 when it is no host.
std::size_t host_end(const Document &d, std::size_t i) {
  std::size_t at = i;
  for (int words = 0; words < 3 && (d.is_word(at) || d.is_number(at)); ++words) {
    const bool dot = is_dot(d.word(at + 1)) || (d.is_mark(at + 1, ".") && d.touches(at + 1) && d.touches(at + 2));
    if (!dot) {
      ++at;
      continue;
    }
    std::size_t top = at + 2;
    while (d.is_word(top) && (is_dot(d.word(top + 1)) || (d.is_mark(top + 1, ".") && d.touches(top + 2))) && d.is_word(top + 2)) top += 2;
    return one_of(d.word(top), kTopLevels) ? top + 1 : 0;
  }
  return 0;
}

std::size_t spelled_start(const Document &d, std::size_t at) {
  std::size_t first = at;
  while (first > 0 && at - first < kMaxSpelled) {
    const std::string_view word = d.word(first - 1);
    const bool as_in = word == "in" && first >= 2 && d.word(first - 2) == "as";
    if (as_in) {
      first -= 2;
      continue;
    }
    const bool letter = word.size() == 1 && word != "a";
    const bool spelled_a = word == "a" && first < at && d.word(first).size() == 1;
    if (d.is_mark(first - 1, ".!?:;\"(")) break;
    if (!letter && !spelled_a && one_of(word, kBeforeAddress)) break;
    --first;
  }
  while (first < at && !d.is_word(first) && !d.is_number(first)) ++first;
  return first;
}

/// "m a r q u e z seven at yahoo dot com", "john at gmail.com", "rocio punto urrutia arroba gmail punto com".
void find_spoken_emails(Document &document) {
  for (std::size_t at = 1; at < document.size(); ++at) {
    if (!is_at(document.word(at))) continue;
    const std::size_t last = host_end(document, at + 1);
    const bool known =
        last && (document.word(at) == "arroba" || is_dot(document.word(last - 2)) || one_of(document.word(at + 1), kMailHosts));
    if (!known) continue;
    std::size_t first = spelled_start(document, at);
    if (document.cased() && !is_dot(document.word(last - 2))) first = std::max(first, at - 1);  // typed "john at gmail.com": one word
    if (first < at) document.claim(first, last, T::email);
  }
}

void find_urls(Document &document) {
  for (std::size_t i = 0; i + 3 < document.size(); ++i) {
    const std::string_view word = document.word(i);
    const bool scheme = (word == "http" || word == "https" || word == "ftp") && document.is_mark(i + 1, ":") &&
                        document.is_mark(i + 2, "/") && document.is_mark(i + 3, "/");
    const bool www = word == "www" && document.is_mark(i + 1, ".") && document.touches(i + 2);
    if (!scheme && !www) continue;
    std::size_t last = i + (scheme ? 4 : 2);
    const std::size_t host = last;
    bool dotted = www;
    for (; last < document.size() && document.touches(last) && !document.is_mark(last, "<>\"'") && last - i < 200; ++last) {
      dotted = dotted || (document.is_mark(last, ".") && document.touches(last + 1));
    }
    while (last > host && document.is_mark(last - 1, ".,;:!?)")) --last;
    if (dotted) document.claim(i, last, T::url);
    i = last;
  }
}

bool hex_word(std::string_view text) {
  return !text.empty() && text.size() <= 4 &&
         std::all_of(text.begin(), text.end(), [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

/// The end of touching tokens from `i` that hold hexadecimal digits and `marks` only.
std::size_t hex_end(const Document &d, std::size_t i, std::string_view marks) {
  std::size_t last = i;
  while (last < d.size() && last - i < kMaxHex && (last == i || d.touches(last)) &&
         (d.is_mark(last, marks) || ((d.is_word(last) || d.is_number(last)) && d.word(last).size() <= 4)))
    ++last;
  while (last > i && d.is_mark(last - 1, marks) &&
         !(last - i >= 2 && d.is_mark(last - 1, ":") && d.is_mark(last - 2, ":") && marks == ":."))
    --last;
  return last;
}

/// Pieces between marks; a piece may be several tokens ("aa2b" is two).
std::vector<std::string> pieces(const Document &d, std::size_t first, std::size_t last, std::string_view marks) {
  std::vector<std::string> out(1);
  for (std::size_t i = first; i < last; ++i) {
    if (d.is_mark(i, marks))
      out.emplace_back();
    else
      out.back() += d.word(i);
  }
  return out;
}

std::size_t with_prefix_length(const Document &d, std::size_t last) {
  return d.is_mark(last, "/") && d.touches(last) && d.is_number(last + 1) && d.touches(last + 1) && d.word(last + 1).size() <= 3 ? last + 2
                                                                                                                                 : last;
}

bool is_ipv4(const std::vector<std::string> &parts) {
  return parts.size() == 4 && std::all_of(parts.begin(), parts.end(), [](const std::string &p) {
           return !p.empty() && p.size() <= 3 && p.find_first_not_of("0123456789") == std::string::npos && std::stoi(p) < 256;
         });
}

/// Groups between colons, one run of zeros left out at most; the last two may be written as IPv4.
bool is_ipv6(std::vector<std::string> parts, std::string_view text) {
  const std::size_t gap = text.find("::");
  const bool shortened = gap != std::string_view::npos;
  if (shortened && (text.find("::", gap + 1) != std::string_view::npos || text.size() == 2)) return false;
  if (const std::size_t dot = parts.back().find('.'); dot != std::string::npos) {
    std::vector<std::string> tail;
    for (const std::string_view part : base::split(parts.back(), '.')) tail.emplace_back(part);
    if (!is_ipv4(tail)) return false;
    parts.back() = "0";
    parts.emplace_back("0");
  }
  if (parts.size() < 3 || parts.size() > 9 || (!shortened && parts.size() != 8)) return false;
  return std::all_of(parts.begin(), parts.end(), [](const std::string &p) { return p.empty() || hex_word(p); });
}

bool is_mac(const std::vector<std::string> &parts) {
  const std::size_t size = parts.size() == 6 ? 2 : parts.size() == 3 ? 4 : 0;
  if (size == 0 || !std::all_of(parts.begin(), parts.end(), [&](const std::string &p) { return p.size() == size && hex_word(p); }))
    return false;
  std::string all;
  for (const std::string &part : parts) all += part;
  return all.find_first_not_of('f') != std::string::npos && all.find_first_not_of('0') != std::string::npos;
}

void find_network_addresses(Document &document) {
  for (std::size_t i = 0; i < document.size(); ++i) {
    const bool opens = document.is_number(i) || document.is_word(i) || (document.is_mark(i, ":") && document.is_mark(i + 1, ":"));
    const bool inside = document.touches(i) && !document.is_mark(i - 1, "=@\"'(<[,:/");
    if (!opens || inside || !document.is_free(i, i + 1)) continue;
    const std::size_t last = hex_end(document, i, ":.");
    if (last > i + 1 && document.is_free(i, last) && is_ipv6(pieces(document, i, last, ":"), document.written(i, last)))
      document.claim(i, with_prefix_length(document, last), T::ip);
    struct Form {
      std::string_view marks;
      T type;
      bool (*fits)(const std::vector<std::string> &);
    };
    constexpr Form kForms[]{{".", T::ip, &is_ipv4}, {":", T::device, &is_mac}, {"-", T::device, &is_mac}, {".", T::device, &is_mac}};
    for (const Form &form : kForms) {
      const std::size_t end = hex_end(document, i, form.marks);
      if (form.fits(pieces(document, i, end, form.marks))) {
        document.claim(i, form.type == T::ip ? with_prefix_length(document, end) : end, form.type);
        break;
      }
    }
  }
}

/// A word with a dot, an underscore or a digit inside, or after an @: what a user name looks like.
std::size_t handle_end(const Document &d, std::size_t i) {
  std::size_t last = i;
  bool marked = false;
  while (last < d.size() && last - i < kMaxHandle && (last == i || d.touches(last)) &&
         (d.is_word(last) || d.is_number(last) || d.is_mark(last, "._-@")))
    marked = marked || last > i, ++last;
  while (last > i && d.is_mark(last - 1, ".-")) --last;
  return marked && last > i + 1 ? last : 0;
}

void find_user_names(Document &document) {
  constexpr std::string_view kServices[]{"skype",  "twitter",  "tweeter", "instagram", "facebook", "telegram", "snapchat",
                                         "tiktok", "username", "usuario", "handle",    "login",    "insta",    "venmo"};
  constexpr std::ptrdiff_t kReach = 9;
  for (std::size_t i = 0; i < document.size(); ++i) {
    const bool cue = one_of(document.word(i), kServices) || (document.word(i) == "user" && document.word(i + 1) == "name");
    if (!cue) continue;
    for (std::ptrdiff_t at = std::max<std::ptrdiff_t>(0, static_cast<std::ptrdiff_t>(i) - kReach);
         at < static_cast<std::ptrdiff_t>(i) + kReach; ++at) {
      const auto k = static_cast<std::size_t>(at);
      if (k == i || document.touches(k) || k >= document.size()) {
        if (!document.is_mark(k - 1, "(")) continue;
      }
      const std::size_t last = handle_end(document, k);
      if (last && document.is_free(k, last)) document.claim(k, last, T::username);
    }
  }
}

/// Picture files: IMG_4471.jpg.
void find_photos(Document &document) {
  static constexpr std::string_view kPictures[]{"jpg", "jpeg", "png", "heic", "gif", "tiff", "bmp", "webp"};
  for (std::size_t i = 2; i < document.size(); ++i) {
    if (!one_of(document.word(i), kPictures) || !document.is_mark(i - 1, ".") || !document.touches(i) || !document.touches(i - 1)) continue;
    std::size_t first = i - 1;
    while (first > 0 && i - first < 12 && (first == i - 1 || document.touches(first)) && inside_address(document, first - 1)) --first;
    if (first < i - 1) document.claim(first, i + 1, T::photo);
  }
}

}  // namespace

void find_online(Document &document) {
  find_urls(document);
  find_photos(document);
  find_typed_emails(document);
  find_spoken_emails(document);
  find_network_addresses(document);
  find_user_names(document);
}

}  // namespace callwell::compliance::detect
