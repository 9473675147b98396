#include "nlu/tools/paraphrase.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "base/text.hpp"

namespace callwell::nlu::tools {

namespace {

constexpr int kMaxDepth = 12;

/// The end of the bracket that opens at `at`, or npos.
std::size_t closing(std::string_view text, std::size_t at) {
  int depth = 0;
  for (std::size_t i = at; i < text.size(); ++i) {
    if (text[i] == '(' || text[i] == '[') ++depth;
    if ((text[i] == ')' || text[i] == ']') && --depth == 0) return i;
  }
  return std::string_view::npos;
}

/// Alternatives at the top level of `text`.
std::vector<std::string_view> alternatives(std::string_view text) {
  std::vector<std::string_view> found;
  int depth = 0;
  std::size_t begin = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '(' || text[i] == '[') ++depth;
    if (text[i] == ')' || text[i] == ']') --depth;
    if (text[i] != '|' || depth != 0) continue;
    found.push_back(text.substr(begin, i - begin));
    begin = i + 1;
  }
  found.push_back(text.substr(begin));
  return found;
}

std::string squeeze(std::string_view text) {
  std::string out;
  for (const char c : base::trim(text)) {
    if (c != ' ' || (!out.empty() && out.back() != ' ')) out.push_back(c);
  }
  return out;
}

bool balanced(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if ((text[i] == '(' || text[i] == '[') && closing(text, i) == std::string_view::npos) return false;
    if (text[i] == '{' && text.find('}', i) == std::string_view::npos) return false;
  }
  return true;
}

}  // namespace

base::Result<Grammar> Grammar::parse(std::string_view text) {
  Grammar grammar;
  std::string intent;
  std::size_t number = 0;
  for (std::string_view line : base::split(text, '\n')) {
    ++number;
    line = base::trim(line);
    if (line.empty() || line.starts_with("//")) continue;
    if (!balanced(line)) return base::invalid("line " + std::to_string(number) + ": a bracket is open");
    if (line.starts_with("==")) {
      intent = base::trim(line.substr(2));
    } else if (line.front() == '@') {
      const std::size_t colon = line.find(':');
      if (colon == std::string_view::npos) return base::invalid("line " + std::to_string(number) + ": a part needs a colon");
      grammar.parts_.emplace(base::trim(line.substr(1, colon - 1)), base::trim(line.substr(colon + 1)));
    } else if (intent.empty()) {
      return base::invalid("line " + std::to_string(number) + ": no intent named yet");
    } else {
      grammar.lines_[intent].emplace_back(line);
    }
  }
  return grammar;
}

std::string Grammar::expand(std::string_view pattern, base::Random &random, int depth) const {
  if (depth > kMaxDepth) return {};
  const std::vector<std::string_view> choices = alternatives(pattern);
  const std::string_view chosen = choices[random.next() % choices.size()];
  std::string out;
  for (std::size_t i = 0; i < chosen.size(); ++i) {
    if (chosen[i] == '{') {
      const std::size_t end = chosen.find('}', i);
      const auto part = parts_.find(chosen.substr(i + 1, end - i - 1));
      out += part == parts_.end() ? std::string{} : expand(part->second, random, depth + 1);
      i = end;
    } else if (chosen[i] == '(' || chosen[i] == '[') {
      const std::size_t end = closing(chosen, i);
      const bool skip = chosen[i] == '[' && random.next() % 2 == 0;
      if (!skip) out += expand(chosen.substr(i + 1, end - i - 1), random, depth + 1);
      i = end;
    } else {
      out.push_back(chosen[i]);
    }
  }
  return out;
}

std::vector<Written> Grammar::write(std::size_t per_intent, std::size_t per_line, base::Random &random) const {
  std::vector<Written> written;
  for (const auto &[intent, lines] : lines_) {
    std::set<std::string> seen;
    // An intent with more lines than others is a wider one: it gets room for several sentences of each.
    const std::size_t limit = std::max(per_intent, lines.size() * per_line);
    for (std::size_t round = 0; round * lines.size() < 3 * limit && seen.size() < limit; ++round) {
      for (const std::string &line : lines) {
        std::string text = squeeze(expand(line, random, 0));
        if (seen.size() < limit && !text.empty() && seen.insert(text).second) written.push_back({std::move(text), intent});
      }
    }
  }
  return written;
}

namespace {

constexpr std::array<std::string_view, 22> kFillersEn{"um", "uh", "hey", "hi", "so", "yeah", "yeah so", "okay so", "hi um", "hello", "well", "so basically",
                                                      "oh", "sorry", "listen", "you know", "actually", "hi there", "good morning", "like", "uh yes", "okay"};
constexpr std::array<std::string_view, 20> kFillersEs{"este", "eh", "oiga", "hola", "pues", "bueno", "mire", "disculpe", "ay", "a ver", "buenas", "sabe qué",
                                                      "es que", "fíjese que", "oye", "o sea", "buenos días", "perdón", "ah", "sí"};
constexpr std::array<std::string_view, 7> kEndingsEn{"please", "thanks", "pls", "if that's ok", "thank you", "you know", "if possible"};
constexpr std::array<std::string_view, 6> kEndingsEs{"por favor", "gracias", "porfa", "si se puede", "si es tan amable", "xfa"};

using Pair = std::pair<std::string_view, std::string_view>;
constexpr std::array<Pair, 22> kShortEn{{{"you", "u"}, {"are", "r"}, {"your", "ur"}, {"please", "pls"}, {"thanks", "thx"}, {"tomorrow", "tmrw"}, {"appointment", "appt"},
                                         {"to", "2"}, {"for", "4"}, {"see", "c"}, {"because", "cuz"}, {"with", "w/"}, {"people", "ppl"}, {"message", "msg"},
                                         {"text", "txt"}, {"want to", "wanna"}, {"going to", "gonna"}, {"okay", "k"}, {"doctor", "dr"}, {"minutes", "min"},
                                         {"don't know", "idk"}, {"before", "b4"}}};
constexpr std::array<Pair, 12> kShortEs{{{"que", "q"}, {"qué", "q"}, {"por qué", "xq"}, {"porque", "pq"}, {"también", "tmb"}, {"por favor", "xfa"}, {"para", "pa"},
                                         {"por", "x"}, {"mensaje", "msj"}, {"estoy", "toy"}, {"quiero", "kiero"}, {"cita", "sita"}}};

bool one_in(base::Random &random, std::uint64_t n) { return random.next() % n == 0; }

template <std::size_t N>
std::string_view pick(const std::array<std::string_view, N> &from, base::Random &random) {
  return from[random.next() % N];
}

template <std::size_t N>
std::string shorten(const std::string &text, const std::array<Pair, N> &pairs) {
  std::string padded = " " + text + " ";
  for (const auto &[from, to] : pairs) {
    const std::string needle = " " + std::string(from) + " ";
    for (std::size_t at = padded.find(needle); at != std::string::npos; at = padded.find(needle, at + 1)) padded.replace(at + 1, from.size(), to);
  }
  return std::string(base::trim(padded));
}

/// One slip of the thumb: a letter lost, doubled or swapped with its neighbour. ASCII letters only.
void slip(std::string &text, base::Random &random) {
  if (text.size() < 6) return;
  const std::size_t at = 1 + random.next() % (text.size() - 3);
  const auto plain = [&](std::size_t i) { return text[i] >= 'a' && text[i] <= 'z'; };
  if (!plain(at) || !plain(at + 1)) return;
  switch (random.next() % 3) {
    case 0: text.erase(at, 1); break;
    case 1: text.insert(at, 1, text[at]); break;
    default: std::swap(text[at], text[at + 1]); break;
  }
}

void lose_end(std::string &text) {
  const auto words = std::count(text.begin(), text.end(), ' ') + 1;
  if (words >= 7) text.resize(text.rfind(' '));
}

}  // namespace

std::string roughen(std::string_view from, bool spanish, base::Random &random) {
  std::string text(from);
  const bool sentence = std::count(text.begin(), text.end(), ' ') >= 2;
  if (sentence && one_in(random, 5)) text = std::string(spanish ? pick(kFillersEs, random) : pick(kFillersEn, random)) + " " + text;
  if (sentence && one_in(random, 12)) text += " " + std::string(spanish ? pick(kEndingsEs, random) : pick(kEndingsEn, random));
  if (one_in(random, 8)) text = spanish ? shorten(text, kShortEs) : shorten(text, kShortEn);
  if (one_in(random, 10)) slip(text, random);
  if (one_in(random, 16)) lose_end(text);
  return text;
}

}  // namespace callwell::nlu::tools
