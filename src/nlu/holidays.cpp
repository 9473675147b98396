#include "nlu/holidays.hpp"

namespace callwell::nlu {

namespace {

using base::Weekday;
using Rule = Holiday::Rule;

constexpr Holiday kHolidays[]{
    // The same date every year.
    {"new_year's_day|new_years_day|new_year_day|new_year's|new_years|ano_nuevo|dia_de_ano_nuevo|el_ano_nuevo", Rule::fixed, 1, 1},
    {"new_year's_eve|new_years_eve|nye|nochevieja|noche_vieja|fin_de_ano|ano_viejo|silvester", Rule::fixed, 12, 31},
    {"epiphany|three_kings_day|three_king's_day|dia_de_reyes|dia_de_los_reyes|reyes_magos|dia_de_los_reyes_magos|twelfth_night",
     Rule::fixed, 1, 6},
    {"groundhog_day|groundhogs_day|groundhog's_day|candelaria|dia_de_la_candelaria", Rule::fixed, 2, 2},
    {"valentine's_day|valentines_day|valentine_day|valentine's|valentines|san_valentin|dia_de_san_valentin|dia_de_los_enamorados|"
     "dia_del_amor_y_la_amistad",
     Rule::fixed, 2, 14},
    {"st_patrick's_day|st_patricks_day|st_._patrick's_day|saint_patrick's_day|saint_patricks_day|st_paddy's_day|st_paddys_day|"
     "st_patrick_day|saint_paddy's_day|san_patricio|dia_de_san_patricio",
     Rule::fixed, 3, 17},
    {"april_fools|april_fool's|april_fools_day|april_fool's_day|april_fools'_day", Rule::fixed, 4, 1},
    {"earth_day|dia_de_la_tierra", Rule::fixed, 4, 22},
    {"may_day|labour_day|dia_del_trabajo|dia_del_trabajador|dia_de_los_trabajadores|workers_day|worker's_day", Rule::fixed, 5, 1},
    {"law_day|lei_day|loyalty_day", Rule::fixed, 5, 1},
    {"cinco_de_mayo_holiday|batalla_de_puebla", Rule::fixed, 5, 5},
    {"dia_de_las_madres_mexicano", Rule::fixed, 5, 10},
    {"juneteenth|freedom_day|emancipation_day", Rule::fixed, 6, 19},
    {"san_juan|noche_de_san_juan", Rule::fixed, 6, 24},
    {"independence_day|4th_of_july|fourth_of_july|the_fourth_of_july|july_fourth|july_4th", Rule::fixed, 7, 4},
    {"canada_day", Rule::fixed, 7, 1},
    {"bastille_day", Rule::fixed, 7, 14},
    {"assumption|assumption_of_mary|asuncion|la_asuncion|dia_de_la_asuncion", Rule::fixed, 8, 15},
    {"dia_de_la_independencia|independencia_de_mexico|dia_de_la_independencia_de_mexico|fiestas_patrias", Rule::fixed, 9, 16},
    {"dia_de_la_hispanidad|dia_de_la_raza|dia_del_pilar|fiesta_nacional", Rule::fixed, 10, 12},
    {"halloween|halloween_day|hallowe'en|noche_de_brujas|dia_de_brujas|all_hallows_eve", Rule::fixed, 10, 31},
    {"all_saints_day|all_saints'_day|all_saint's_day|all_saints|all_hallows|all_hallows'_day|todos_los_santos|dia_de_todos_los_santos",
     Rule::fixed, 11, 1},
    {"all_souls_day|all_souls'_day|all_soul's_day|dia_de_muertos|dia_de_los_muertos|dia_de_los_difuntos|day_of_the_dead|fieles_difuntos",
     Rule::fixed, 11, 2},
    {"guy_fawkes_day|guy_fawkes_night|guy_fawkes|bonfire_night", Rule::fixed, 11, 5},
    {"veterans_day|veteran's_day|veterans'_day|veteran_day|armistice_day|dia_de_los_veteranos|remembrance_day", Rule::fixed, 11, 11},
    {"dia_de_la_constitucion", Rule::fixed, 12, 6, {}, 0, "ES"},
    {"inmaculada|dia_de_la_inmaculada|inmaculada_concepcion|immaculate_conception", Rule::fixed, 12, 8},
    {"dia_de_la_virgen|dia_de_la_virgen_de_guadalupe|virgen_de_guadalupe|dia_de_guadalupe", Rule::fixed, 12, 12},
    {"christmas_eve|xmas_eve|nochebuena|noche_buena|christmas'_eve|christmas's_eve", Rule::fixed, 12, 24},
    {"christmas|xmas|christmas_day|xmas_day|x_-_mas|navidad|la_navidad|dia_de_navidad|navidades", Rule::fixed, 12, 25},
    {"boxing_day|san_esteban", Rule::fixed, 12, 26},
    {"kwanzaa", Rule::fixed, 12, 26},
    {"dia_de_los_inocentes|dia_de_los_santos_inocentes", Rule::fixed, 12, 28},
    {"international_women's_day|womens_day|women's_day|dia_de_la_mujer|dia_internacional_de_la_mujer|dia_de_las_mujeres",
     Rule::fixed, 3, 8},
    {"dia_del_nino|dia_de_los_ninos|children's_day", Rule::fixed, 4, 30, {}, 0, "MX"},
    {"dia_del_maestro", Rule::fixed, 5, 15, {}, 0, "MX"},
    {"dia_de_la_bandera", Rule::fixed, 2, 24, {}, 0, "MX"},
    {"flag_day", Rule::fixed, 6, 14},
    {"san_jose|dia_de_san_jose|dia_del_padre", Rule::fixed, 3, 19, {}, 0, "ES"},
    {"patriot_day", Rule::fixed, 9, 11},
    {"pi_day", Rule::fixed, 3, 14},
    {"lincoln's_birthday|abraham_lincoln's_birthday|lincolns_birthday|abraham_lincolns_birthday", Rule::fixed, 2, 12},
    {"dia_mundial_de_la_salud|world_health_day", Rule::fixed, 4, 7},
    {"king's_day|kings_day|koningsdag", Rule::fixed, 4, 27},
    {"dia_mundial_de_la_lengua_arabe|world_arabic_language_day", Rule::fixed, 12, 18},
    {"dia_de_la_cero_discriminacion|zero_discrimination_day", Rule::fixed, 3, 1},
    {"dia_mundial_del_prematuro|dia_mundial_del_nino_prematuro|dia_de_la_prematuridad_mundial|world_prematurity_day", Rule::fixed, 11, 17},
    // A certain weekday of a month.
    {"martin_luther_king_day|martin_luther_king's_day|martin_luther_kings_day|martin_luther_king_jr_day|mlk_day|mlk|"
     "martin_luther_king_jr_._day|dia_de_martin_luther_king|civil_rights_day",
     Rule::nth_weekday, 1, 3, Weekday::mon},
    {"presidents_day|president's_day|presidents'_day|president_day|washington's_birthday|washingtons_birthday|daisy_gatson_bates_day|"
     "dia_de_los_presidentes",
     Rule::nth_weekday, 2, 3, Weekday::mon},
    {"dia_de_la_constitucion", Rule::nth_weekday, 2, 1, Weekday::mon, 0, "MX"},
    {"natalicio_de_benito_juarez|dia_de_benito_juarez", Rule::nth_weekday, 3, 3, Weekday::mon},
    {"mother's_day|mothers_day|mothers'_day|mother_day|dia_de_la_madre|dia_de_las_madres", Rule::nth_weekday, 5, 2, Weekday::sun, 0, "US"},
    {"dia_de_la_madre|dia_de_las_madres", Rule::nth_weekday, 5, 1, Weekday::sun, 0, "ES"},
    {"dia_de_la_madre|dia_de_las_madres", Rule::fixed, 5, 10, {}, 0, "MX"},
    {"mother's_day|mothers_day|mothers'_day|mothering_sunday|mothering_day", Rule::easter_offset, 0, -21, {}, 0, "GB"},
    {"memorial_day|decoration_day|dia_de_los_caidos|dia_conmemorativo", Rule::nth_weekday, 5, -1, Weekday::mon},
    {"father's_day|fathers_day|fathers'_day|father_day|dia_del_padre", Rule::nth_weekday, 6, 3, Weekday::sun},
    {"labor_day|dia_laboral", Rule::nth_weekday, 9, 1, Weekday::mon},
    {"grandparents_day|grandparents'_day|grandparent's_day", Rule::nth_weekday, 9, 1, Weekday::mon, 6},
    {"columbus_day|indigenous_peoples_day|indigenous_peoples'_day|dia_de_colon", Rule::nth_weekday, 10, 2, Weekday::mon},
    {"election_day|dia_de_las_elecciones", Rule::nth_weekday, 11, 1, Weekday::mon, 1},
    {"thanksgiving|thanksgiving_day|turkey_day|dia_de_accion_de_gracias|accion_de_gracias|dia_de_gracias|thanks_giving",
     Rule::nth_weekday, 11, 4, Weekday::thu},
    {"black_friday|viernes_negro", Rule::nth_weekday, 11, 4, Weekday::thu, 1},
    {"cyber_monday|lunes_cibernetico", Rule::nth_weekday, 11, 4, Weekday::thu, 4},
    {"giving_tuesday", Rule::nth_weekday, 11, 4, Weekday::thu, 5},
    {"dia_de_la_revolucion|revolucion_mexicana", Rule::nth_weekday, 11, 3, Weekday::mon},
    {"administrative_professionals_day|administrative_professional_day|administrative_professional's_day|secretaries'_day|"
     "secretaries_day|secretary's_day|admin_day",
     Rule::nth_weekday, 4, -1, Weekday::sat, -3},
    {"daylight_savings_end|daylight_savings_end_day|daylight_saving_end|daylight_saving_end_day", Rule::nth_weekday, 11, 1, Weekday::sun},
    {"daylight_savings_start|daylight_savings_start_day|daylight_saving_start_day|daylight_saving_start",
     Rule::nth_weekday, 3, 2, Weekday::sun},
    // Feasts that move with Easter.
    {"mardi_gras|shrove_tuesday|pancake_day|pancake_tuesday|fat_tuesday|martes_de_carnaval|martes_gordo", Rule::easter_offset, 0, -47},
    {"ash_wednesday|miercoles_de_ceniza", Rule::easter_offset, 0, -46},
    {"palm_sunday|domingo_de_ramos|branch_sunday", Rule::easter_offset, 0, -7},
    {"maundy_thursday|holy_thursday|jueves_santo|covenant_thursday", Rule::easter_offset, 0, -3},
    {"good_friday|viernes_santo|holy_friday|great_friday", Rule::easter_offset, 0, -2},
    {"holy_saturday|sabado_de_gloria|sabado_santo|black_saturday|easter_eve", Rule::easter_offset, 0, -1},
    {"easter|easter_sunday|pascua|domingo_de_pascua|domingo_de_resurreccion|pascuas|dia_de_pascua", Rule::easter_offset, 0, 0},
    {"easter_monday|lunes_de_pascua", Rule::easter_offset, 0, 1},
    {"ascension_day|ascension|ascension_thursday|holy_thursday_of_ascension", Rule::easter_offset, 0, 39},
    {"pentecost|whitsunday|whit_sunday|white_sunday|whitsun|pentecostes", Rule::easter_offset, 0, 49},
    {"whit_monday|pentecost_monday|monday_of_the_holy_spirit|lunes_de_pentecostes", Rule::easter_offset, 0, 50},
    {"trinity_sunday", Rule::easter_offset, 0, 56},
    {"corpus_christi|feast_of_corpus_christi", Rule::easter_offset, 0, 60},
};

std::optional<base::Date> nth_weekday_of(std::int32_t year, std::int32_t month, std::int32_t n, Weekday weekday) {
  const base::Date first{year, month, 1};
  const int ahead = (static_cast<int>(weekday) - static_cast<int>(first.weekday()) + 7) % 7;
  if (n > 0) return first.plus_days(ahead + 7 * (n - 1));
  const base::Date last = first.plus_months(1).plus_days(-1);
  return last.plus_days(-((static_cast<int>(last.weekday()) - static_cast<int>(weekday) + 7) % 7));
}

}  // namespace

base::Date easter(std::int32_t year) {
  const std::int32_t golden = year % 19, century = year / 100;
  const std::int32_t epact = (century - century / 4 - (8 * century + 13) / 25 + 19 * golden + 15) % 30;
  const std::int32_t full_moon = epact - (epact / 28) * (1 - (epact / 28) * (29 / (epact + 1)) * ((21 - golden) / 11));
  const std::int32_t weekday = (year + year / 4 + full_moon + 2 - century + century / 4) % 7;
  return base::Date{year, 3, 28}.plus_days(full_moon - weekday);
}

std::span<const Holiday> holidays() { return kHolidays; }

std::optional<base::Date> holiday_in(const Holiday &holiday, std::int32_t year) {
  if (year < 1 || year > 9999) return std::nullopt;
  switch (holiday.rule) {
    case Rule::fixed: return base::Date{year, holiday.month, holiday.day}.plus_days(holiday.offset);
    case Rule::nth_weekday: {
      const auto day = nth_weekday_of(year, holiday.month, holiday.day, holiday.weekday);
      return day ? std::optional(day->plus_days(holiday.offset)) : std::nullopt;
    }
    case Rule::easter_offset: return easter(year).plus_days(holiday.day + holiday.offset);
  }
  return std::nullopt;
}

}  // namespace callwell::nlu
