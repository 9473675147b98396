#include "nlu/time_words.hpp"

#include <algorithm>

#include "nlu/word_table.hpp"

namespace callwell::nlu {

namespace {

using base::Weekday;
template <class T> struct Row { std::string_view words; T meaning; };

constexpr Row<WeekdayWord> kWeekdays[]{
    {"monday lunes mon lun mondy", {Weekday::mon}}, {"mondays", {Weekday::mon, true}},
    {"tuesday martes tue tues tuseday", {Weekday::tue}}, {"tuesdays", {Weekday::tue, true}},
    {"wednesday miercoles wed weds wendsday wednesdy mie mier miercole", {Weekday::wed}}, {"wednesdays", {Weekday::wed, true}},
    {"thursday jueves thu thur thurs jue juev", {Weekday::thu}}, {"thursdays", {Weekday::thu, true}},
    {"friday viernes fri vie vier frday", {Weekday::fri}}, {"fridays", {Weekday::fri, true}},
    {"saturday sabado sab satuday", {Weekday::sat}}, {"saturdays sabados", {Weekday::sat, true}}, {"sat", {Weekday::sat, false, true}},
    {"sunday domingo", {Weekday::sun}}, {"sundays domingos", {Weekday::sun, true}}, {"sun dom", {Weekday::sun, false, true}},
    {"mar", {Weekday::tue, false, true}},
};
constexpr Row<MonthWord> kMonths[]{
    {"january enero jan ene", {1}}, {"february febrero feb", {2}}, {"marzo", {3}}, {"march mar", {3, true}}, {"april abril apr abr", {4}},
    {"mayo", {5}}, {"may", {5, true}}, {"june junio jun", {6}}, {"july julio jul", {7}}, {"august agosto aug ago", {8}},
    {"september septiembre setiembre sep sept", {9}}, {"october octubre oct", {10}}, {"november noviembre nov", {11}},
    {"december diciembre dec dic", {12}},
};
constexpr Row<Grain> kGrains[]{
    {"second seconds sec secs segundo segundos seg", Grain::second}, {"minute minutes min mins minuto minutos", Grain::minute},
    {"hour hours hr hrs hora horas hra hras", Grain::hour}, {"day days dia dias day's", Grain::day},
    {"week weeks wk wks semana semanas sem week's", Grain::week},
    {"month months mo mes meses month's", Grain::month}, {"quarter quarters qtr qtrs trimestre trimestres", Grain::quarter},
    {"year years yr yrs ano anos year's", Grain::year},
};
constexpr Row<PartWord> kParts[]{
    {"morning mornin morn", {PartOfDay::morning}},
    {"mornings", {PartOfDay::morning, false, true}},
    {"afternoon afternoonish aft afternon", {PartOfDay::afternoon}},
    {"afternoons", {PartOfDay::afternoon, false, true}},
    {"evening eve evenin", {PartOfDay::evening}},
    {"evenings", {PartOfDay::evening, false, true}},
    {"night nite", {PartOfDay::night}},
    {"nights nites", {PartOfDay::night, false, true}},
    {"lunch lunchtime midday", {PartOfDay::midday}},
    {"mediodia", {PartOfDay::midday, true}},
    {"madrugada", {PartOfDay::early_morning, true}},
    {"madrugadas", {PartOfDay::early_morning, true, true}},
    {"mananas", {PartOfDay::morning, true, true}},
    {"tarde tardecita", {PartOfDay::afternoon, true}},
    {"tardes", {PartOfDay::afternoon, true, true}},
    {"noche", {PartOfDay::night, true}},
    {"noches", {PartOfDay::night, true, true}},
};

template <class T, std::size_t n>
WordTable<T> index_rows(const Row<T> (&rows)[n]) {
  WordTable<T> index;
  for (const Row<T> &row : rows) {
    for (std::size_t at = 0; at < row.words.size();) {
      const std::size_t end = std::min(row.words.find(' ', at), row.words.size());
      index.insert(row.words.substr(at, end - at), row.meaning);
      at = end + 1;
    }
  }
  return index;
}

template <class T>
std::optional<T> look_up(const WordTable<T> &index, const Word &word) {
  const T *found = index.find(word);
  return found ? std::optional(*found) : std::nullopt;
}

}  // namespace

std::optional<WeekdayWord> weekday_word(const Word &word) {
  static const auto index = index_rows(kWeekdays);
  return look_up(index, word);
}
std::optional<MonthWord> month_word(const Word &word) {
  static const auto index = index_rows(kMonths);
  return look_up(index, word);
}
std::optional<Grain> grain_word(const Word &word) {
  static const auto index = index_rows(kGrains);
  return look_up(index, word);
}
std::optional<PartWord> part_word(const Word &word) {
  static const auto index = index_rows(kParts);
  return look_up(index, word);
}

}  // namespace callwell::nlu
