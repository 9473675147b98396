// Numbers that a word before them names: record, member, account and licence numbers, social security, serial numbers, codes.
#include <algorithm>
#include <unordered_map>

#include "base/text.hpp"
#include "compliance/detect/detectors.hpp"

namespace callwell::compliance::detect {

namespace {

using T = IdentifierType;

/// `words` stand together; the value follows within a few words. `min_digits`: fewer are something else.
struct Cue {
  std::string_view words;
  T type;
  std::size_t min_digits = 3;
  bool letters_do = false;
};

constexpr Cue kCues[]{{"mrn", T::mrn},
                      {"medical record", T::mrn},
                      {"record number", T::mrn},
                      {"chart number", T::mrn},
                      {"chart no", T::mrn},
                      {"patient id", T::mrn},
                      {"patient number", T::mrn},
                      {"historia", T::mrn, 4},
                      {"expediente", T::mrn, 4},
                      {"nhc", T::mrn},
                      {"num hc", T::mrn},
                      {"nº hc", T::mrn},
                      {"numero de paciente", T::mrn},
                      {"episodio", T::mrn, 4},
                      {"nº historia", T::mrn},
                      {"member id", T::member_id},
                      {"member number", T::member_id},
                      {"member no", T::member_id},
                      {"insurance id", T::member_id},
                      {"insurance number", T::member_id},
                      {"subscriber", T::member_id, 5},
                      {"policy", T::member_id, 5},
                      {"medicaid", T::member_id, 5},
                      {"medicare", T::member_id, 5},
                      {"group number", T::member_id},
                      {"plan id", T::member_id},
                      {"insurance card", T::member_id, 6},
                      {"tarjeta sanitaria", T::member_id},
                      {"afiliado", T::member_id, 5},
                      {"afiliada", T::member_id, 5},
                      {"asegurado", T::member_id, 5},
                      {"asegurada", T::member_id, 5},
                      {"afiliacion", T::member_id, 5},
                      {"poliza", T::member_id, 5},
                      {"nass", T::member_id, 5},
                      {"cipa", T::member_id, 5},
                      {"sip", T::member_id, 6},
                      {"nuss", T::member_id, 5},
                      {"numero de seguro", T::member_id, 5},
                      {"nhs", T::member_id, 8},
                      {"member", T::member_id, 6},
                      {"carnet", T::member_id, 6},
                      {"seguridad social", T::member_id, 8},
                      {"routing", T::bank, 6},
                      {"checking", T::bank, 5},
                      {"savings", T::bank, 5},
                      {"iban", T::bank, 6},
                      {"bank account", T::bank, 5},
                      {"swift", T::bank, 2},
                      {"cuenta bancaria", T::bank, 6},
                      {"numero de cuenta", T::bank, 6},
                      {"account", T::account},
                      {"acct", T::account},
                      {"cuenta", T::account, 4},
                      {"invoice", T::account},
                      {"factura", T::account},
                      {"driver's license", T::license},
                      {"drivers license", T::license},
                      {"driver license", T::license},
                      {"driving licence", T::license},
                      {"license number", T::license},
                      {"licence number", T::license},
                      {"license", T::license, 5},
                      {"dvla", T::license, 5},
                      {"licencia", T::license, 5},
                      {"npi", T::license, 8},
                      {"dea", T::license, 6},
                      {"carnet de conducir", T::license, 5},
                      {"colegiado", T::license, 4},
                      {"ncol", T::license, 4},
                      {"nºcol", T::license, 4},
                      {"nocol", T::license, 4},
                      {"col", T::license, 5},
                      {"nº col", T::license, 4},
                      {"no col", T::license, 4},
                      {"license plate", T::vehicle, 2},
                      {"plate", T::vehicle, 2},
                      {"plates", T::vehicle, 2},
                      {"vin", T::vehicle, 4},
                      {"matricula", T::vehicle, 3},
                      {"placa", T::vehicle, 2},
                      {"placas", T::vehicle, 2},
                      {"registration", T::vehicle, 2},
                      {"serial", T::device},
                      {"sn", T::device},
                      {"s/n", T::device},
                      {"imei", T::device, 10},
                      {"udi", T::device, 5},
                      {"device id", T::device},
                      {"numero de serie", T::device},
                      {"serie", T::device, 4},
                      {"pacemaker", T::device, 5},
                      {"lot", T::device, 4},
                      {"modelo", T::device, 6},
                      {"passport", T::other_id, 5},
                      {"pasaporte", T::other_id, 5},
                      {"travel document", T::other_id, 5},
                      {"claim", T::other_id},
                      {"reclamacion", T::other_id},
                      {"confirmation", T::other_id, 0, true},
                      {"confirmacion", T::other_id, 3},
                      {"case", T::other_id},
                      {"ticket", T::other_id},
                      {"reference", T::other_id},
                      {"referencia", T::other_id, 5},
                      {"ref", T::other_id, 4},
                      {"order number", T::other_id, 4},
                      {"order no", T::other_id, 4},
                      {"tracking", T::other_id, 6},
                      {"authorization", T::other_id, 4},
                      {"autorizacion", T::other_id, 4},
                      {"prior auth", T::other_id, 4},
                      {"employee", T::other_id},
                      {"badge", T::other_id},
                      {"empleado", T::other_id},
                      {"localizador", T::other_id, 0, true},
                      {"booking code", T::other_id, 0, true},
                      {"codigo de reserva", T::other_id, 0, true},
                      {"codigo de confirmacion", T::other_id, 0, true},
                      {"dni", T::other_id, 6},
                      {"nie", T::other_id, 5},
                      {"nif", T::other_id, 6},
                      {"curp", T::other_id, 4},
                      {"rfc", T::other_id, 4},
                      {"itin", T::other_id, 5},
                      {"tax id", T::other_id, 5},
                      {"cedula", T::other_id, 5},
                      {"folio", T::other_id},
                      {"student id", T::other_id},
                      {"id number", T::other_id, 4},
                      {"id card", T::other_id, 4},
                      {"identificacion", T::other_id, 5},
                      {"numero de caso", T::other_id},
                      {"ine", T::other_id, 8},
                      {"green card", T::other_id, 5},
                      {"expediente numero", T::mrn},
                      {"prescription number", T::other_id, 4},
                      {"rx", T::other_id, 5},
                      {"rx number", T::other_id, 4},
                      {"ssn", T::ssn, 4},
                      {"social", T::ssn, 4},
                      {"social security", T::ssn, 4},
                      {"seguro social", T::ssn, 4},
                      {"nino", T::ssn, 6},
                      {"national insurance", T::ssn, 6},
                      {"last four", T::ssn, 4},
                      {"ultimos cuatro", T::ssn, 4},
                      {"fingerprint", T::biometric, 4},
                      {"voiceprint", T::biometric, 2},
                      {"huella", T::biometric, 4}};

/// Words that may stand between a cue and its value. Other words may too, when the value is long.
constexpr std::string_view kFillers[]{
    "ends",     "termina", "acaba",   "in",      "en",        "number",  "numbers",  "no",    "num",    "numero", "nº",    "is",
    "was",      "es",      "era",     "id",      "the",       "el",      "la",       "on",    "my",     "mi",     "says",  "dice",
    "de",       "del",     "code",    "codigo",  "it's",      "its",     "it",       "and",   "y",      "with",   "con",   "for",
    "card",     "tarjeta", "are",     "pending", "reference", "clinica", "bracelet", "seven", "of",     "que",    "tengo", "a",
    "ending",   "digits",  "digitos", "new",     "nuevo",     "nueva",   "still",    "plate", "holder", "son",    "tiene", "doctor",
    "doctora",  "account", "social",  "please",  "uh",        "um",      "eh",       "or",    "mr",     "mujer",  "mi",    "cuenta",
    "security", "auth",    "ref",     "sn",      "bank",      "medica",  "insurance"};

std::vector<std::string_view> split_words(std::string_view words) { return base::split(words, ' '); }

/// Cues by their first word, longest first, so that "license plate" is seen before "license".
const std::unordered_map<std::string_view, std::vector<const Cue *>> &cues() {
  static const auto table = [] {
    std::unordered_map<std::string_view, std::vector<const Cue *>> map;
    for (const Cue &cue : kCues) map[split_words(cue.words).front()].push_back(&cue);
    for (auto &[word, list] : map)
      std::sort(list.begin(), list.end(), [](const Cue *a, const Cue *b) { return a->words.size() > b->words.size(); });
    return map;
  }();
  return table;
}

/// Where the cue ends, when it stands at `i`; 0 otherwise.
std::size_t cue_end(const Document &d, std::size_t i, const Cue &cue) {
  for (const std::string_view word : split_words(cue.words)) {
    if (d.word(i) != word) return 0;
    ++i;
  }
  return i;
}

/// The chunk of touching letters, digits and -._/# at `i`.
std::size_t chunk_end(const Document &d, std::size_t i) {
  constexpr std::size_t kMaxTokens = 40;
  std::size_t last = i;
  while (last < d.size() && last - i < kMaxTokens && (last == i || d.touches(last)) &&
         (d.is_word(last) || d.is_number(last) || d.is_mark(last, "-._/#*")))
    ++last;
  while (last > i && d.is_mark(last - 1, "-._/#*")) --last;
  return last;
}

std::size_t count_digits(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; }));
}

bool plain_digits(const Document &d, std::size_t first, std::size_t last) { return last == first + 1 && d.is_number(first); }

/// A written value: "MCT 917 268 988", "311268913-01", "47 23467430 16", "A1234567"; 0 when none begins at `i`.
std::size_t written_value(const Document &d, std::size_t i, std::size_t min_digits) {
  std::size_t last = chunk_end(d, i);
  if (last == i) return 0;
  std::size_t digits = count_digits(d.written(i, last));
  const bool prefix = digits == 0 && d.all_capitals(i) && last == i + 1 && d.token(i).text.size() <= 5;
  if (digits == 0 && !prefix) return 0;
  for (std::size_t next = last; next < d.size() && next - i < 12; next = last) {  // groups after spaces
    const std::size_t end = chunk_end(d, next);
    const bool group = plain_digits(d, next, end) && !d.is_mark(end, "/:") && (d.word(next).size() >= 2 || prefix);
    const bool suffix = end == next + 1 && d.capital(next) && d.token(next).text.size() <= 3 && digits > 0 && !d.is_word(end);
    const bool mixed =
        end > next + 1 && count_digits(d.written(next, end)) >= 2 && ((digits >= 3 && d.capital(next)) || (prefix && digits == 0));
    if (!group && !suffix && !mixed) break;
    digits += count_digits(d.written(next, end));
    last = end;
  }
  return digits >= min_digits && digits > 0 ? last : 0;
}

/// A spoken value: letters by name and digit words, mixed.
std::size_t spoken_value(const Document &d, const std::vector<nlu::Token> &tokens, std::size_t i, std::size_t min_digits) {
  std::size_t last = i, digits = 0;
  for (std::size_t at = i; at < d.size() && at - i < 48;) {
    if (const auto group = read_spoken_digits(tokens, at)) {
      digits += group->digits.size();
      at = last = at + group->tokens;
    } else if (is_spelled_letter(d.token(at)) || d.is_mark(at, ",-")) {
      if (d.is_word(at)) last = at + 1;
      ++at;
    } else if ((d.word(at) == "dash" || d.word(at) == "guion" || d.word(at) == "uh" || d.word(at) == "um") && at > i) {
      ++at;
    } else {
      break;
    }
  }
  return digits >= std::max<std::size_t>(min_digits, 3) ? last : 0;
}

/// An all-capitals code of letters, such as a booking reference.
std::size_t letter_code(const Document &d, std::size_t i) {
  const std::size_t last = chunk_end(d, i);
  return last > i && d.all_capitals(i) && d.written(i, last).size() >= 5 ? last : 0;
}

/// A shop's number in four fours that fails the card check is not an identifier of a person.
bool looks_like_card(const Document &d, std::size_t first) {
  const DigitRun *run = d.run_at(first);
  return run && run->digits.size() >= 14 && run->digits.size() <= 16;
}

bool claim_value(Document &d, const Cue &cue, std::size_t after) {
  constexpr std::size_t kReach = 9;
  bool only_fillers = true;
  for (std::size_t at = after; at < d.size() && at < after + kReach; ++at) {
    if (d.is_mark(at, "!?;") || (d.is_mark(at, ".") && d.capital(at + 1) && d.token(at).space_before)) return false;
    if (!d.is_free(at, at + 1)) return false;
    if (d.is_word(at) || d.is_number(at)) {
      if (d.touches(at) && d.is_mark(at - 1, ":") && d.is_number(at) && d.is_number(at - 2)) return false;  // a time of day
      const std::size_t needed = only_fillers ? std::max<std::size_t>(cue.min_digits, 1) : std::max<std::size_t>(cue.min_digits, 5);
      std::size_t last = written_value(d, at, needed);
      if (!last) last = spoken_value(d, d.tokens(), at, needed);
      if (!last && cue.letters_do && only_fillers) last = letter_code(d, at);
      if (last && cue.type == T::other_id && looks_like_card(d, at)) return false;
      if (last) return d.claim(at, last, cue.type);
      only_fillers = only_fillers && one_of(d.word(at), kFillers);
    }
  }
  return false;
}

/// "last four of my social", "ending in": digits before or after the cue belong to it; of a card they may stay.
bool about_a_card(const Document &d, std::size_t i) {
  for (std::size_t k = 1; k <= 6; ++k) {
    for (const std::string_view word : {d.word(i + k), i >= k ? d.word(i - k) : std::string_view()}) {
      if (word == "card" || word == "tarjeta" || word == "visa" || word == "mastercard" || word == "amex" || word == "phone" ||
          word == "telefono")
        return true;
    }
  }
  return false;
}

/// Letters and digits dictated one by one, without a word that says what they are.
void find_dictated(Document &d) {
  constexpr std::size_t kMinLetters = 3, kMinDigits = 4;
  for (const DigitRun &run : d.runs()) {
    if (!run.spoken || !d.is_free(run.first, run.last)) continue;
    const std::size_t last = spoken_value(d, d.tokens(), run.first, kMinDigits);
    const auto letters = static_cast<std::size_t>(std::count_if(
        d.tokens().begin() + static_cast<std::ptrdiff_t>(run.first),
        d.tokens().begin() + static_cast<std::ptrdiff_t>(std::max(last, run.first)),
        [](const nlu::Token &token) { return token.kind == nlu::Token::Kind::word && token.text.size() == 1 && token.text != "o"; }));
    if (last && letters >= kMinLetters) d.claim(run.first, last, T::member_id);
  }
}

}  // namespace

void find_cued_ids(Document &document) {
  for (std::size_t i = 0; i < document.size(); ++i) {
    const auto found = cues().find(document.word(i));
    if (found == cues().end()) continue;
    for (const Cue *cue : found->second) {
      const std::size_t after = cue_end(document, i, *cue);
      if (!after) continue;
      const bool last_four = cue->words == "last four" || cue->words == "ultimos cuatro";
      if (last_four && about_a_card(document, i)) break;
      if (claim_value(document, *cue, after)) {
        if (cue->words == "sn") document.claim(i, after, T::device);  // the label is part of what is on the plate
        break;
      }
    }
  }
  find_dictated(document);
}

}  // namespace callwell::compliance::detect
