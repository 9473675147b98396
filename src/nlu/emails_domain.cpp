#include "nlu/emails_domain.hpp"

#include <algorithm>

#include "nlu/spelling.hpp"
#include "nlu/spelling_numbers.hpp"
#include "nlu/spelling_phrase.hpp"

namespace callwell::nlu {

namespace {

constexpr struct {
  std::string_view name, domain;
} kProviders[] = {{"gmail", "gmail.com"},
                  {"googlemail", "googlemail.com"},
                  {"hotmail", "hotmail.com"},
                  {"jotmail", "hotmail.com"},
                  {"yahoo", "yahoo.com"},
                  {"ymail", "ymail.com"},
                  {"rocketmail", "rocketmail.com"},
                  {"outlook", "outlook.com"},
                  {"live", "live.com"},
                  {"msn", "msn.com"},
                  {"aol", "aol.com"},
                  {"icloud", "icloud.com"},
                  {"mac", "mac.com"},
                  {"me", "me.com"},
                  {"proton", "proton.me"},
                  {"protonmail", "protonmail.com"},
                  {"fastmail", "fastmail.com"},
                  {"zoho", "zoho.com"},
                  {"gmx", "gmx.com"},
                  {"mail", "mail.com"},
                  {"comcast", "comcast.net"},
                  {"verizon", "verizon.net"},
                  {"cox", "cox.net"},
                  {"att", "att.net"},
                  {"sbcglobal", "sbcglobal.net"},
                  {"bellsouth", "bellsouth.net"},
                  {"earthlink", "earthlink.net"},
                  {"charter", "charter.net"},
                  {"optonline", "optonline.net"},
                  {"frontier", "frontier.com"},
                  {"windstream", "windstream.net"},
                  {"terra", "terra.com"},
                  {"hushmail", "hushmail.com"},
                  {"prodigy", "prodigy.net.mx"},
                  {"gemail", "gmail.com"},
                  {"jimail", "gmail.com"},
                  {"geemail", "gmail.com"},
                  {"yahu", "yahoo.com"},
                  {"spectrum", "spectrum.net"},
                  {"juno", "juno.com"}};

constexpr WordSet kEndings = {"com",    "net",         "org",    "edu",     "gov",       "info",    "biz",   "mil",    "name",
                                         "pro",    "dev",         "app",    "online",  "site",      "store",   "shop",  "cloud",  "health",
                                         "clinic", "dental",      "care",   "email",   "mail",      "law",     "tech",  "studio", "design",
                                         "agency", "club",        "life",   "live",    "today",     "world",   "tv",    "xyz",    "art",
                                         "church", "photography", "museum", "family",  "company",   "group",   "media", "legal",  "salon",
                                         "spa",    "fitness",     "school", "academy", "solutions", "services"};
constexpr WordSet kCountryEndings = {
    "us", "uk", "es", "mx", "ca", "me", "co", "io", "ai", "ar", "cl", "pe", "ec", "ve", "uy", "py", "bo", "cr", "gt", "pa", "do", "pr",
    "hn", "sv", "ni", "cu", "br", "pt", "fr", "de", "it", "nl", "be", "ch", "at", "ie", "eu", "in", "cn", "jp", "kr", "au", "nz", "se",
    "no", "dk", "fi", "pl", "cz", "ru", "tr", "gr", "za", "ng", "ph", "id", "my", "sg", "hk", "il", "ae", "tv", "cc", "ly", "gg"};
constexpr WordSet kPlainEndings = {"com", "net", "org", "edu", "gov"};  // no word of a sentence
constexpr WordSet kComAlike = {"comm", "con", "calm", "come", "kom", "coms"};
constexpr std::size_t kMaxLabelTokens = 30;
constexpr std::size_t kMaxWordsOfLabel = 5;

const std::string_view *provider_domain(std::string_view name) {
  const auto *found = std::find_if(std::begin(kProviders), std::end(kProviders), [&](const auto &p) { return p.name == name; });
  return found == std::end(kProviders) ? nullptr : &found->domain;
}

struct Piece {
  std::string text;
  std::size_t next = 0;
};

/// An ending after a dot: a word of the list, or two or three letters spelled out.
std::optional<Piece> read_ending(const Utterance &u, std::size_t at) {
  const std::string_view word = u.word(at);
  if (among(word, kComAlike)) return Piece{"com", at + 1};
  if (among(word, kEndings) || among(word, kCountryEndings)) return Piece{std::string(word), at + 1};
  std::string spelled;
  std::size_t next = at;
  while (spelled.size() < 3) {
    const auto letter = read_letter(u, next);
    if (!letter || letter->text.size() > 1) break;
    spelled += letter->text;
    next = letter->next;
    if (among(std::string_view(spelled), kCountryEndings) || among(std::string_view(spelled), kEndings)) return Piece{spelled, next};
  }
  return {};
}

std::optional<Piece> read_label_piece(const Utterance &u, std::size_t at) {
  const Token &token = u.tokens[at];
  if (token.text == "-" || token.text == "dash" || token.text == "hyphen" || token.text == "guion") return Piece{"-", at + 1};
  if (const auto letter = read_letter(u, at); letter && (letter->certain || token.text.size() == 1)) {
    return Piece{letter->text == "ñ" ? "n" : letter->text, letter->next};
  }
  if (const auto group = read_digit_group(u, at, false)) return Piece{group->readings.front(), group->next};
  if (token.kind != Token::Kind::word) return {};
  std::string plain;
  for (const char c : token.text) {
    if (c != '\'') plain.push_back(c);
  }
  return Piece{plain, at + 1};
}

/// "See you at six pm. My name is …": behind a full stop and a space only what is no word goes on with the address.
std::optional<Piece> ending_after(const Utterance &u, std::string_view dot, std::size_t at) {
  auto ending = read_ending(u, at);
  const bool new_sentence = dot == "." && !u.touching(at - 1);
  return ending && new_sentence && !among(std::string_view(ending->text), kPlainEndings) ? std::nullopt : ending;
}

struct Label {
  std::string text;
  std::size_t next = 0, words = 0;
  bool provider = false;
};

/// Words up to a dot; without one the longest beginning that is a provider's name.
std::optional<Label> read_label(const Utterance &u, std::size_t at) {
  Label label{{}, at, 0, false}, provider;
  while (label.next < u.tokens.size() && label.next < at + kMaxLabelTokens &&
         label.words < kMaxWordsOfLabel + (label.text.size() <= label.words ? 20U : 0U)) {
    if (label.words > 0 && is_email_dot(u.word(label.next))) return label;
    if (label.words > 0 && (u.word(label.next) == "dotcom" || u.word(label.next) == "puntocom")) return label;
    const auto piece = read_label_piece(u, label.next);
    if (!piece) break;
    label.text += piece->text;
    label.next = piece->next;
    ++label.words;
    if (provider_domain(label.text)) provider = label, provider.provider = true;
  }
  if (label.words > 0 && label.next < u.tokens.size() && is_email_dot(u.word(label.next))) return label;
  if (provider.provider) return provider;
  return {};
}

}  // namespace

bool is_email_dot(std::string_view word) { return word == "." || word == "dot" || word == "punto" || word == "point" || word == "period"; }
bool is_email_at(std::string_view word) { return word == "at" || word == "arroba" || word == "@" || word == "arrova"; }

std::optional<EmailDomain> read_email_domain(const Utterance &utterance, std::size_t at) {
  while (utterance.word(at) == "es" || utterance.word(at) == "is" || utterance.word(at) == ",") ++at;
  std::string name;
  for (std::size_t labels = 0; labels < 4; ++labels) {
    const auto label = read_label(utterance, at);
    if (!label || label->words == 0) return {};
    name += (name.empty() ? "" : ".") + label->text;
    const std::string_view after = utterance.word(label->next);
    const auto *provider = labels == 0 ? provider_domain(label->text) : nullptr;
    if (after == "dotcom" || after == "puntocom") return EmailDomain{name + ".com", label->next + 1, true};
    if (!is_email_dot(after)) {  // "gmail com", or a bare "yahoo"
      if (!provider) return {};
      if (after == "com" || among(after, kComAlike)) return EmailDomain{label->text + ".com", label->next + 1, true};
      return EmailDomain{std::string(*provider), label->next, false};
    }
    at = label->next + 1;
    if (auto ending = ending_after(utterance, after, at)) {
      std::string full = (provider && name == label->text && label->text != provider->substr(0, provider->find('.'))
                              ? std::string(provider->substr(0, provider->find('.')))
                              : name) +
                         "." + ending->text;
      at = ending->next;
      while (is_email_dot(utterance.word(at))) {
        const auto more = read_ending(utterance, at + 1);
        if (!more || (utterance.word(at) == "." && !utterance.touching(at))) break;
        full += "." + more->text;
        at = more->next;
      }
      if (!is_email_dot(utterance.word(at)) || !read_label(utterance, at + 1)) return EmailDomain{full, at, true};
      name = full;  // "mail dot example dot com": what looked like an ending was a label
      ++at;
    } else if (provider && (at >= utterance.tokens.size() || after == ".")) {
      return EmailDomain{std::string(*provider), label->next, false};  // "… at yahoo." ends the sentence
    }
  }
  return {};
}

}  // namespace callwell::nlu
