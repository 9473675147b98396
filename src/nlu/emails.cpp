// E-mail addresses, typed and spoken.
#include <algorithm>
#include <optional>

#include "base/text.hpp"
#include "nlu/emails_domain.hpp"
#include "nlu/emails_local.hpp"
#include "nlu/finders.hpp"
#include "nlu/spelling.hpp"

namespace callwell::nlu {

namespace {

constexpr std::size_t kMaxAddress = 254;  // RFC 5321
constexpr std::size_t kMaxEmails = 8;     // in one utterance

struct Found {
  std::string local, domain;
  std::size_t first = 0, next = 0;
  float confidence = 0;
};

bool local_char(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view("._%+-'").find(c) != std::string_view::npos;
}
bool domain_char(char c) { return local_char(c) && std::string_view("_%+'").find(c) == std::string_view::npos; }
bool letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

std::size_t token_at_byte(const Utterance &u, std::size_t byte) {
  const auto found = std::upper_bound(u.tokens.begin(), u.tokens.end(), byte, [](std::size_t b, const Token &t) { return b < t.byte_end; });
  return static_cast<std::size_t>(found - u.tokens.begin());
}

/// The typed domain from `begin`: labels and an ending of letters, or an address in brackets.
std::size_t typed_domain_end(std::string_view text, std::size_t begin) {
  if (begin < text.size() && text[begin] == '[') {
    std::size_t end = begin + 1;
    while (end < text.size() && ((text[end] >= '0' && text[end] <= '9') || text[end] == '.' || text[end] == ':')) ++end;
    return end < text.size() && text[end] == ']' && end > begin + 4 ? end + 1 : begin;
  }
  std::size_t end = begin;
  while (end < text.size() && domain_char(text[end])) ++end;
  const bool broken = end < text.size() && (text[end] == '_' || text[end] == '@');
  while (end > begin && !letter(text[end - 1])) --end;
  const std::string_view domain = text.substr(begin, end - begin);
  const std::size_t dot = domain.rfind('.');
  const bool ok =
      !broken && dot != std::string_view::npos && dot > 0 && domain.size() - dot >= 3 && domain.find("..") == std::string_view::npos;
  return ok && std::all_of(domain.begin() + static_cast<std::ptrdiff_t>(dot) + 1, domain.end(), letter) ? end : begin;
}

/// An address written as one word around the "@" at token `at`.
std::optional<Found> typed_address(const Utterance &u, std::size_t at) {
  const std::size_t sign = u.tokens[at].byte_start;
  std::size_t begin = sign;
  while (begin > 0 && local_char(u.text[begin - 1])) --begin;
  while (begin < sign && std::string_view("._-'").find(u.text[begin]) != std::string_view::npos) ++begin;
  const std::size_t end = typed_domain_end(u.text, sign + 1);
  if (begin == sign || end == sign + 1 || u.text[sign - 1] == '.' || end - begin > kMaxAddress) return {};
  Found found;
  found.local = base::lower_ascii(u.text.substr(begin, sign - begin));
  found.domain = base::lower_ascii(u.text.substr(sign + 1, end - sign - 1));
  found.first = token_at_byte(u, begin);
  found.next = token_at_byte(u, end - 1) + 1;
  found.confidence = 0.98F;
  return found;
}

bool mentions_email(const Utterance &u) {
  static constexpr WordSet kCues = {"email", "e-mail", "mail", "correo", "address", "direccion", "arroba", "@", "email's"};
  return std::any_of(u.tokens.begin(), u.tokens.end(),
                     [](const Token &t) { return among(t.word(), kCues); });
}

class EmailFinder {
 public:
  EmailFinder(const Utterance &u, const Context &context) : u_(u), expected_(context.expecting.field.find("email") != std::string::npos) {}

  std::vector<Found> run() {
    for (std::size_t at = 0; at < u_.tokens.size() && found_.size() < kMaxEmails; ++at) {
      if (is_email_at(u_.word(at))) take(at);
    }
    if (!found_.empty()) spelled_after(found_.back());
    return std::move(found_);
  }

 private:
  void take(std::size_t at) {
    const std::size_t begin = found_.empty() ? 0 : found_.back().next;
    if (at < begin) return;
    if (u_.word(at) == "@" && (u_.touching(at) || (at > 0 && u_.touching(at - 1)))) {
      if (auto typed = typed_address(u_, at)) return add(std::move(*typed));
    }
    const auto domain = read_email_domain(u_, at + 1);
    if (!domain) return;
    EmailLocal local = read_email_local(u_, begin, at);
    if (local.name.empty()) {
      if (correct_domain(at, *domain)) return;
      local = local_after(*domain);
      if (local.name.empty()) return;
    } else if (!expected_ && u_.word(at) == "at" && !domain->complete && !mentions_email(u_)) {
      return;  // "meet me at live …"
    }
    const std::size_t next = std::max(domain->next, after_local_);
    add({local.name, domain->name, std::min(local.first, at), next, domain->complete ? 0.9F : 0.8F});
  }

  void add(Found found) {
    if (found.local.size() + found.domain.size() + 1 > kMaxAddress) return;
    if (!found_.empty() && corrects(found_.back().next, found.first)) found_.pop_back();
    found_.push_back(std::move(found));
  }

  bool corrects(std::size_t from, std::size_t to) const {
    static constexpr WordSet kMarkers = {"no",   "wait",   "sorry",      "actually", "mean", "perdon",
                                                    "digo", "espera", "correction", "scratch",  "not",  "mejor"};
    for (std::size_t at = from; at < to; ++at) {
      if (among(u_.word(at), kMarkers)) return true;
    }
    return false;
  }

  /// "… at gmail dot com, no, at yahoo dot com".
  bool correct_domain(std::size_t at, const EmailDomain &domain) {
    if (found_.empty() || at > found_.back().next + 6) return false;
    found_.back().domain = domain.name;
    found_.back().next = domain.next;
    return true;
  }

  /// "el arroba es gmail y antes va tony noventa y nueve".
  EmailLocal local_after(const EmailDomain &domain) {
    static constexpr WordSet kBridges = {"va",  "es",  "is", "comes", "it's",   "goes", "pongo", "lleva",
                                                    "del", "the", "of", "that",  "arroba", "at",   "dice",  ","};
    std::size_t i = domain.next;
    while (i < u_.tokens.size() && i < domain.next + 4 && u_.word(i) != "antes" && u_.word(i) != "before") ++i;
    if (u_.word(i) != "antes" && u_.word(i) != "before") return {};
    ++i;
    while (among(u_.word(i), kBridges)) ++i;
    after_local_ = u_.tokens.size();
    return read_email_local(u_, i, u_.tokens.size());
  }

  /// "jay lo at me dot com that's j a y l o": letters after the address say how its first part, or its domain, is written.
  void spelled_after(Found &found) {
    for (std::size_t at = found.next; at < u_.tokens.size() && at < found.next + 12; ++at) {
      const auto spelled = read_spelled_word(u_, at);
      if (!spelled || spelled->letters < 3) continue;
      const std::size_t limit = spelled->text.size() <= 4 ? 1 : 2;
      const std::size_t dot = found.domain.find('.');
      if (base::edit_distance(spelled->text, found.local, limit) <= limit)
        found.local = spelled->text;
      else if (base::edit_distance(spelled->text, found.domain.substr(0, dot), limit) <= limit)
        found.domain = spelled->text + found.domain.substr(dot);
      else
        continue;
      found.next = spelled->next;
      return;
    }
  }

  const Utterance &u_;
  bool expected_;
  std::size_t after_local_ = 0;
  std::vector<Found> found_;
};

}  // namespace

void find_emails(const Utterance &utterance, const Context &context, std::vector<Entity> &out) {
  for (const Found &found : EmailFinder(utterance, context).run()) {
    out.push_back(
        make_entity(utterance, EntityType::email, found.first, found.next - 1, Email{found.local + "@" + found.domain}, found.confidence));
  }
}

}  // namespace callwell::nlu
