// The words numbers are made of. Spellings are folded: no accents, lower case.
#include "nlu/number_words.hpp"

#include <algorithm>

#include "nlu/word_table.hpp"

namespace callwell::nlu {

namespace {

using Role = NumberRole;
struct Entry { std::string_view words; NumberWord meaning; };

constexpr Entry kNumbers[]{
    {"zero naught nil nought cero zero", {Role::unit, 0}},
    {"one uno", {Role::unit, 1}},
    {"un una", {Role::article, 1}},
    {"a an", {Role::article, 1}},
    {"single", {Role::noun, 1}},
    {"two dos", {Role::unit, 2}},
    {"three tres", {Role::unit, 3}},
    {"four cuatro", {Role::unit, 4}},
    {"five cinco", {Role::unit, 5}},
    {"six seis", {Role::unit, 6}},
    {"seven siete", {Role::unit, 7}},
    {"eight ocho", {Role::unit, 8}},
    {"nine nueve", {Role::unit, 9}},
    {"ten diez", {Role::teen, 10}},
    {"eleven once", {Role::teen, 11}},
    {"twelve doce", {Role::teen, 12}},
    {"thirteen trece", {Role::teen, 13}},
    {"fourteen catorce", {Role::teen, 14}},
    {"fifteen quince", {Role::teen, 15}},
    {"sixteen dieciseis", {Role::teen, 16}},
    {"seventeen diecisiete", {Role::teen, 17}},
    {"eighteen dieciocho", {Role::teen, 18}},
    {"nineteen diecinueve", {Role::teen, 19}},
    {"veintiuno veintiun veintiuna", {Role::teen, 21}},
    {"veintidos", {Role::teen, 22}},
    {"veintitres", {Role::teen, 23}},
    {"veinticuatro", {Role::teen, 24}},
    {"veinticinco", {Role::teen, 25}},
    {"veintiseis", {Role::teen, 26}},
    {"veintisiete", {Role::teen, 27}},
    {"veintiocho", {Role::teen, 28}},
    {"veintinueve", {Role::teen, 29}},
    {"twenty veinte", {Role::ten, 20}},
    {"thirty treinta", {Role::ten, 30}},
    {"forty fourty cuarenta", {Role::ten, 40}},
    {"fifty cincuenta", {Role::ten, 50}},
    {"sixty sesenta", {Role::ten, 60}},
    {"seventy setenta", {Role::ten, 70}},
    {"eighty ochenta", {Role::ten, 80}},
    {"ninety noventa", {Role::ten, 90}},
    {"cien ciento", {Role::hundreds, 100}},
    {"doscientos doscientas", {Role::hundreds, 200}},
    {"trescientos trescientas", {Role::hundreds, 300}},
    {"cuatrocientos cuatrocientas", {Role::hundreds, 400}},
    {"quinientos quinientas", {Role::hundreds, 500}},
    {"seiscientos seiscientas", {Role::hundreds, 600}},
    {"setecientos setecientas", {Role::hundreds, 700}},
    {"ochocientos ochocientas", {Role::hundreds, 800}},
    {"novecientos novecientas", {Role::hundreds, 900}},
    {"hundred hundreds", {Role::hundred, 100}},
    {"thousand thousands mil miles grand", {Role::scale, 1e3}},
    {"lakh lakhs lkh lac", {Role::scale, 1e5}},
    {"million millions millon millones", {Role::scale, 1e6}},
    {"crore crores", {Role::scale, 1e7}},
    {"billion billions", {Role::scale, 1e9}},
    {"trillion trillions billon billones", {Role::scale, 1e12}},
    {"k", {Role::letter, 1e3}},
    {"m mm", {Role::letter, 1e6}},
    {"g", {Role::letter, 1e9}},
    {"couple pair par", {Role::noun, 2}},
    {"few", {Role::noun, 3}},
    {"dozen dozens doz dz docena docenas", {Role::noun, 12}},
};

struct OrdinalEntry { std::string_view words; std::int64_t value; };
constexpr OrdinalEntry kOrdinals[]{
    {"first primero primer primera primeros primeras", 1}, {"second segundo segunda segundos segundas", 2},
    {"third tercero tercer tercera terceros terceras", 3}, {"fourth forth cuarto cuarta cuartos cuartas", 4},
    {"fifth quinto quinta quintos quintas", 5}, {"sixth sexto sexta sextos sextas", 6},
    {"seventh septimo septima septimos septimas", 7}, {"eighth eigth octavo octava octavos octavas", 8},
    {"ninth nineth noveno novena novenos novenas", 9}, {"tenth decimo decima decimos decimas", 10},
    {"eleventh undecimo undecima decimoprimero decimoprimera onceavo", 11}, {"twelfth twelveth duodecimo duodecima decimosegundo", 12},
    {"thirteenth decimotercero decimotercera decimotercer", 13}, {"fourteenth decimocuarto decimocuarta", 14},
    {"fifteenth decimoquinto decimoquinta", 15}, {"sixteenth decimosexto decimosexta", 16}, {"seventeenth decimoseptimo decimoseptima", 17},
    {"eighteenth decimoctavo decimoctava", 18}, {"nineteenth decimonoveno decimonovena", 19}, {"twentieth vigesimo vigesima", 20},
    {"thirtieth trigesimo trigesima", 30}, {"fortieth cuadragesimo cuadragesima", 40}, {"fiftieth quincuagesimo quincuagesima", 50},
    {"sixtieth sexagesimo sexagesima", 60}, {"seventieth septuagesimo septuagesima", 70}, {"eightieth octogesimo octogesima", 80},
    {"ninetieth nonagesimo nonagesima", 90}, {"hundredth centesimo centesima centesimos centesimas", 100},
    {"ducentesimo ducentesima", 200}, {"tricentesimo tricentesima", 300}, {"cuadringentesimo cuadringentesima", 400},
    {"quingentesimo quingentesima", 500}, {"sexcentesimo sexcentesima", 600}, {"septingentesimo septingentesima", 700},
    {"octingentesimo octingentesima", 800}, {"noningentesimo noningentesima", 900},
    {"thousandth milesimo milesima milesimos milesimas", 1000}, {"millionth millonesimo millonesima millonesimos millonesimas", 1'000'000},
    {"billionth", 1'000'000'000}, {"trillionth billonesimo billonesima billonesimos billonesimas", 1'000'000'000'000},
};

template <class Value, class Table>
WordTable<Value> index_words(const Table &table, Value (*value_of)(const typename std::remove_extent_t<Table> &)) {
  WordTable<Value> index;
  for (const auto &entry : table) {
    for (std::size_t at = 0; at < entry.words.size();) {
      const std::size_t end = std::min(entry.words.find(' ', at), entry.words.size());
      index.insert(entry.words.substr(at, end - at), value_of(entry));
      at = end + 1;
    }
  }
  return index;
}

/// "treintaicinco", "cuarentaydos": tens and units written as one word.
template <class Find>
std::optional<NumberWord> run_together(std::string_view word, Find find) {
  const std::size_t tens_end = word.find("nta");
  if (tens_end == std::string_view::npos || word.size() < tens_end + 5) return std::nullopt;
  const char link = word[tens_end + 3];
  const NumberWord *tens = find(word.substr(0, tens_end + 3)), *unit = find(word.substr(tens_end + 4));
  if ((link != 'i' && link != 'y') || !tens || !unit || tens->role != Role::ten || unit->role != Role::unit) return std::nullopt;
  return NumberWord{Role::teen, tens->value + unit->value};
}

}  // namespace

std::optional<NumberWord> number_word(const Word &word, bool spanish) {
  static const auto index = index_words<NumberWord, decltype(kNumbers)>(kNumbers, [](const auto &entry) { return entry.meaning; });
  const NumberWord *found = index.find(word);
  if (found) return spanish || word != "once" ? std::optional(*found) : std::nullopt;
  return spanish ? run_together(word, [](std::string_view part) { return index.find(part); }) : std::nullopt;
}

std::int64_t ordinal_word(const Word &word) {
  static const auto index = index_words<std::int64_t, decltype(kOrdinals)>(kOrdinals, [](const auto &entry) { return entry.value; });
  const std::int64_t *found = index.find(word);
  return found ? *found : 0;
}

}  // namespace callwell::nlu
