#include "nlu/turn_answers.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "nlu/stem_table.hpp"

namespace callwell::nlu {

namespace {

// ---- what is asked for, or announced by the speaker

enum class Shape : std::uint8_t { none, phone, email, birth_date, name, yes_no };

struct FieldShape {
  std::string_view field;
  Shape shape;
};
constexpr std::array<FieldShape, 14> kFields{{{"phone", Shape::phone}, {"contact", Shape::phone}, {"mobile", Shape::phone}, {"email", Shape::email}, {"birth_date", Shape::birth_date},
                                              {"date_of_birth", Shape::birth_date}, {"dob", Shape::birth_date}, {"name", Shape::name}, {"person_name", Shape::name}, {"first_name", Shape::name},
                                              {"last_name", Shape::name}, {"patient_name", Shape::name}, {"boolean", Shape::yes_no}, {"confirmation", Shape::yes_no}}};
constexpr std::array<FieldShape, 14> kAnnouncements{{{" my number is ", Shape::phone}, {" phone number is ", Shape::phone}, {" mi numero es ", Shape::phone}, {" call me at ", Shape::phone},
                                                     {" reach me at ", Shape::phone}, {" llameme al ", Shape::phone}, {" mi telefono es ", Shape::phone}, {" email is ", Shape::email},
                                                     {" correo es ", Shape::email}, {" arroba ", Shape::email}, {" born on ", Shape::birth_date}, {" birthday is ", Shape::birth_date},
                                                     {" naci el ", Shape::birth_date}, {" date of birth is ", Shape::birth_date}}};

Shape shape_of(std::string_view field, const std::string &said) {
  for (const FieldShape &known : kFields) {
    if (field == known.field) return known.shape;
  }
  if (!field.empty()) return Shape::none;
  for (const FieldShape &known : kAnnouncements) {
    if (said.find(known.field) != std::string::npos) return known.shape;
  }
  return Shape::none;
}

// ---- telephone numbers

/// How many digits a number word stands for when numbers are read out.
constexpr std::string_view kOneDigit = "zero oh one two three four five six seven eight nine cero uno una dos tres cuatro cinco seis siete ocho nueve";
constexpr std::string_view kTwoDigits = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen diez once doce trece catorce quince dieciseis diecisiete dieciocho diecinueve veintiuno "
                                        "veintidos veintitres veinticuatro veinticinco veintiseis veintisiete veintiocho veintinueve";
constexpr std::string_view kTens = "twenty thirty forty fifty sixty seventy eighty ninety veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa";
constexpr std::string_view kHundreds = "cien ciento doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos";

enum class NumberWord : std::uint8_t { none, digit, two, tens, hundreds };

NumberWord number_word(std::string_view word) {
  static const StemTable<NumberWord> table = [] {
    StemTable<NumberWord> made;
    for (const auto &[list, kind] : {std::pair{kOneDigit, NumberWord::digit}, {kTwoDigits, NumberWord::two}, {kTens, NumberWord::tens}, {kHundreds, NumberWord::hundreds}}) {
      for (const std::string_view entry : base::split(list, ' ')) made[entry] = kind;
    }
    return made;
  }();
  NumberWord found = NumberWord::none;
  table.each(word, [&](NumberWord kind) { found = kind; });
  return found;
}

/// The digits dictated so far: "three oh five fifty five triple two" has eight.
std::size_t dictated_digits(const std::vector<Token> &tokens) {
  std::size_t digits = 0, times = 1;
  NumberWord before = NumberWord::none;
  for (const Token &token : tokens) {
    const NumberWord word = token.kind == Token::Kind::number ? NumberWord::none : number_word(token.text);
    if (token.kind == Token::Kind::number) digits += token.text.size();
    if (word == NumberWord::digit) digits += before == NumberWord::tens || token.text == "y" ? 0 : times;
    if (word == NumberWord::two || word == NumberWord::tens) digits += before == NumberWord::hundreds ? 0 : 2;
    if (word == NumberWord::hundreds) digits += 3;
    times = token.text == "double" || token.text == "doble" ? 2 : token.text == "triple" ? 3 : 1;
    if (token.text != "y") before = word;  // "treinta y cinco"
  }
  return digits;
}

std::size_t phone_length(std::string_view country) { return country == "ES" ? 9 : 10; }

std::optional<TurnCompleteness> judge_phone(const std::vector<Token> &tokens, std::string_view country) {
  const std::size_t digits = dictated_digits(tokens), wanted = phone_length(country);
  if (digits == 0 || (digits == 1 && tokens.size() > 2)) return std::nullopt;  // "i don't have one"
  if (digits < wanted) return TurnCompleteness{false, digits + 1 == wanted ? 0.85F : 0.95F};
  return TurnCompleteness{true, 0.96F};
}

// ---- e-mail addresses

constexpr std::string_view kDomainEnds = "com net org edu gov es mx us io co info gob cat uk ar cl";
constexpr std::string_view kRefusals[] = {" don't have", " dont have", " do not have", " no tengo", " rather not", " prefiero no", " no email", " sin correo", " no uso"};

bool among(std::string_view list, std::string_view word) {
  const auto entries = base::split(list, ' ');
  return std::find(entries.begin(), entries.end(), word) != entries.end();
}

std::optional<TurnCompleteness> judge_email(const std::vector<Token> &tokens, const std::string &said) {
  const bool refused = std::any_of(std::begin(kRefusals), std::end(kRefusals), [&](std::string_view refusal) { return said.find(refusal) != std::string::npos; });
  if (refused) return std::nullopt;
  const auto at = std::find_if(tokens.begin(), tokens.end(), [](const Token &token) { return token.text == "@" || token.text == "at" || token.text == "arroba"; });
  if (at == tokens.end()) return tokens.size() > 8 ? std::nullopt : std::optional(TurnCompleteness{false, 0.85F});
  const bool domain = tokens.end() - at > 2 && among(kDomainEnds, tokens.back().text);
  return domain ? TurnCompleteness{true, 0.95F} : TurnCompleteness{false, 0.93F};
}

// ---- dates of birth

constexpr std::string_view kMonths = "january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec enero febrero marzo abril mayo junio "
                                     "julio agosto septiembre setiembre octubre noviembre diciembre";

/// Is a year among the words: four digits, "nineteen eighty", "two thousand one", "mil novecientos …"?
bool names_year(const std::vector<Token> &tokens) {
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const std::string &word = tokens[i].text;
    if (tokens[i].kind == Token::Kind::number && word.size() == 4) return true;
    if (i + 1 == tokens.size()) break;
    const std::string &next = tokens[i + 1].text;
    if ((word == "nineteen" || word == "twenty") && (number_word(next) == NumberWord::tens || number_word(next) == NumberWord::two || next == "oh")) return true;
    if (word == "two" && next == "thousand") return true;
    if (word == "dos" && next == "mil") return true;
    if (word == "mil" && next == "novecientos") return i + 2 < tokens.size();
  }
  return false;
}

std::optional<TurnCompleteness> judge_birth_date(const std::vector<Token> &tokens) {
  const auto numbers = std::count_if(tokens.begin(), tokens.end(), [](const Token &t) { return t.kind == Token::Kind::number || number_word(t.text) != NumberWord::none; });
  const bool month = std::any_of(tokens.begin(), tokens.end(), [](const Token &token) { return among(kMonths, token.text); });
  if (numbers == 0 && !month) return std::nullopt;
  if (names_year(tokens) || numbers >= 3 || (month && numbers >= 2)) return TurnCompleteness{true, 0.9F};
  const bool whole_digits = tokens.size() == 1 && tokens.front().text.size() >= 6;  // 030480
  if (whole_digits) return TurnCompleteness{true, 0.9F};
  return TurnCompleteness{false, 0.85F};
}

// ---- names

/// The letters spelled at the end: "s m i" of "smith s m i", with "as in sam" and "de sara" left out.
std::string spelled_end(const std::vector<Token> &tokens, std::size_t &begin) {
  std::string letters;
  begin = tokens.size();
  while (begin > 0) {
    const std::string &word = tokens[begin - 1].text;
    if (word.size() == 1 && tokens[begin - 1].kind == Token::Kind::word) {
      letters.insert(letters.begin(), word.front());
      --begin;
    } else if (begin >= 4 && (tokens[begin - 2].text == "in" || tokens[begin - 2].text == "for") && tokens[begin - 3].text.size() <= 2 && tokens[begin - 4].text.size() == 1) {
      begin -= 3;
    } else if (begin >= 3 && (tokens[begin - 2].text == "de" || tokens[begin - 2].text == "like" || tokens[begin - 2].text == "for") && tokens[begin - 3].text.size() == 1) {
      begin -= 2;
    } else {
      break;
    }
  }
  return letters;
}

/// Spelling ends where the name that was said has all its letters; without the name one cannot know.
std::optional<TurnCompleteness> judge_spelling(const std::vector<Token> &tokens) {
  std::size_t begin = 0;
  const std::string letters = spelled_end(tokens, begin);
  if (letters.size() < 2) return std::nullopt;
  for (std::size_t i = 0; i < begin; ++i) {
    if (tokens[i].text == letters) return TurnCompleteness{true, 0.95F};
    if (tokens[i].text.starts_with(letters)) return TurnCompleteness{false, 0.93F};
  }
  return letters.size() < 6 ? TurnCompleteness{false, letters.size() < 4 ? 0.8F : 0.6F} : TurnCompleteness{true, 0.6F};
}

std::optional<TurnCompleteness> judge_name(const std::vector<Token> &tokens, std::string_view field) {
  if (field != "name" && field != "person_name" && field != "patient_name") return TurnCompleteness{true, 0.85F};
  if (tokens.size() == 1) return TurnCompleteness{true, 0.6F};  // a first name: the family name may follow
  return std::nullopt;
}

std::optional<TurnCompleteness> judge_yes_no(const std::vector<Token> &tokens) {
  constexpr std::string_view kYesNo = "yes yeah yep yup no nope nah sure correct right si claro correcto exacto asi";
  return among(kYesNo, tokens.front().text) ? std::optional(TurnCompleteness{true, 0.95F}) : std::nullopt;
}

}  // namespace

std::optional<TurnCompleteness> judge_answer(const std::vector<Token> &tokens, const std::string &said, std::string_view field, std::string_view country) {
  const Shape shape = shape_of(field, said + " ");
  if (shape == Shape::phone) return judge_phone(tokens, country);
  if (shape == Shape::email) return judge_email(tokens, said);
  if (const auto spelling = judge_spelling(tokens)) return spelling;
  if (shape == Shape::birth_date) return judge_birth_date(tokens);
  if (shape == Shape::name) return judge_name(tokens, field);
  if (shape == Shape::yes_no) return judge_yes_no(tokens);
  return std::nullopt;
}

}  // namespace callwell::nlu
