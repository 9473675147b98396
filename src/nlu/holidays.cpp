#include "nlu/holidays.hpp"

#include <algorithm>

#include "nlu/moon.hpp"

namespace callwell::nlu {

namespace {

using base::Weekday;
using Rule = Holiday::Rule;

constexpr Holiday kHolidays[]{
    // The same date every year.
    {"new_year's_day|new_years_day|new_year_day|new_year's|new_years|ano_nuevo|dia_de_ano_nuevo|el_ano_nuevo", Rule::fixed, 1, 1},
    {"new_year's_eve|new_years_eve|new_year_eve|nye|nochevieja|noche_vieja|fin_de_ano|ano_viejo|silvester", Rule::fixed, 12, 31},
    {"epiphany|three_kings_day|three_king's_day|dia_de_reyes|dia_de_los_reyes|reyes_magos|dia_de_los_reyes_magos|twelfth_night",
     Rule::fixed, 1, 6},
    {"groundhog_day|groundhogs_day|groundhog's_day|candelaria|dia_de_la_candelaria", Rule::fixed, 2, 2},
    {"valentine's_day|valentines_day|valentine_day|valentine's|valentines|san_valentin|dia_de_san_valentin|dia_de_los_enamorados|"
     "dia_del_amor_y_la_amistad",
     Rule::fixed, 2, 14},
    {"st_patrick's_day|st_patricks_day|st_._patrick's_day|saint_patrick's_day|saint_patricks_day|st_paddy's_day|st_paddys_day|"
     "st_patrick_day|saint_patrick_day|saint_paddy's_day|san_patricio|dia_de_san_patricio",
     Rule::fixed, 3, 17},
    {"april_fools|april_fool's|april_fools_day|april_fool's_day|april_fools'_day", Rule::fixed, 4, 1},
    {"earth_day|dia_de_la_tierra", Rule::fixed, 4, 22},
    {"may_day|labour_day|dia_del_trabajo|dia_del_trabajador|dia_de_los_trabajadores|workers_day|worker's_day|workers'_day|international_workers'_day|international_workers_day", Rule::fixed, 5, 1},
    {"law_day|lei_day|loyalty_day", Rule::fixed, 5, 1},
    {"cinco_de_mayo_holiday|batalla_de_puebla", Rule::fixed, 5, 5},
    {"dia_de_las_madres_mexicano", Rule::fixed, 5, 10},
    {"juneteenth|freedom_day|emancipation_day", Rule::fixed, 6, 19},
    {"san_juan|noche_de_san_juan", Rule::fixed, 6, 24},
    {"independence_day|4th_of_july|fourth_of_july|the_fourth_of_july|july_fourth|july_4th", Rule::fixed, 7, 4},
    {"canada_day", Rule::fixed, 7, 1},
    {"bastille_day", Rule::fixed, 7, 14},
    {"assumption|assumption_of_mary|asuncion|la_asuncion|dia_de_la_asuncion", Rule::fixed, 8, 15},
    {"dia_de_la_independencia|dia_de_independencia|independencia_de_mexico|dia_de_la_independencia_de_mexico|fiestas_patrias", Rule::fixed, 9, 16},
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
    {"ash_wednesday|ash_wed|miercoles_de_ceniza", Rule::easter_offset, 0, -46},
    {"palm_sunday|domingo_de_ramos|branch_sunday", Rule::easter_offset, 0, -7},
    {"maundy_thursday|holy_thursday|jueves_santo|covenant_thursday", Rule::easter_offset, 0, -3},
    {"semana_santa|holy_week|easter_week", Rule::easter_offset, 0, -7, {}, 0, {}, 8},
    {"good_friday|viernes_santo|holy_friday|great_friday", Rule::easter_offset, 0, -2},
    {"holy_saturday|sabado_de_gloria|sabado_santo|black_saturday|easter_eve", Rule::easter_offset, 0, -1},
    {"easter|easter_sunday|pascua|domingo_de_pascua|domingo_de_resurreccion|pascuas|dia_de_pascua", Rule::easter_offset, 0, 0},
    {"easter_monday|lunes_de_pascua", Rule::easter_offset, 0, 1},
    {"ascension_day|ascension|ascension_thursday|holy_thursday_of_ascension", Rule::easter_offset, 0, 39},
    {"pentecost|whitsunday|whit_sunday|white_sunday|whitsun|pentecostes", Rule::easter_offset, 0, 49},
    {"whit_monday|pentecost_monday|monday_of_the_holy_spirit|lunes_de_pentecostes", Rule::easter_offset, 0, 50},
    {"trinity_sunday", Rule::easter_offset, 0, 56},
    {"corpus_christi|feast_of_corpus_christi", Rule::easter_offset, 0, 60},
    {"orthodox_easter|orthodox_easter_sunday|greek_easter|pascha|pascua_ortodoxa", Rule::orthodox_offset, 0, 0},
    {"orthodox_good_friday|orthodox_great_friday", Rule::orthodox_offset, 0, -2},
    {"orthodox_palm_sunday|orthodox_branch_sunday", Rule::orthodox_offset, 0, -7},
    {"lazarus_saturday|orthodox_lazarus_saturday", Rule::orthodox_offset, 0, -8},
    {"clean_monday|orthodox_shrove_monday|orthodox_clean_monday|ash_monday|green_monday|pure_monday|monday_of_lent",
     Rule::orthodox_offset, 0, -48},
    {"orthodox_ascension|orthodox_ascension_day", Rule::orthodox_offset, 0, 39},
    {"orthodox_easter_monday|orthodox_bright_monday", Rule::orthodox_offset, 0, 1},
    {"orthodox_pentecost", Rule::orthodox_offset, 0, 49},
    {"orthodox_whit_monday", Rule::orthodox_offset, 0, 50},
    // Jewish feasts begin with the evening before.
    {"rosh_hashanah|rosh_hashana|rosh_hashanna|rosh_ha_-_shanah|rosh_ha_shanah|jewish_new_year|yom_teruah|ano_nuevo_judio",
     Rule::hebrew_autumn, 0, -1, {}, 0, {}, 3},
    {"yom_kippur|day_of_atonement|dia_de_la_expiacion|yom_kipur", Rule::hebrew_autumn, 0, 8},
    {"sukkot|succot|sukkoth|feast_of_tabernacles|feast_of_booths|feast_of_the_ingathering|feast_of_ingathering", Rule::hebrew_autumn, 0, 13,
     {}, 0, {}, 9},
    {"shemini_atzeret|shmini_atzeret", Rule::hebrew_autumn, 0, 20},
    {"simchat_torah|simhat_torah|simchas_torah", Rule::hebrew_autumn, 0, 21},
    {"hanukkah|chanukah|hanukah|chanukkah|hannukah|januca|festival_of_lights|feast_of_dedication", Rule::hebrew_autumn, 0, 82, {}, 0,
     {}, 8},
    {"purim|feast_of_lots", Rule::hebrew_spring, 0, -31},
    {"shushan_purim", Rule::hebrew_spring, 0, -30},
    {"passover|pesach|pesah|pascua_judia", Rule::hebrew_spring, 0, -1, {}, 0, {}, 9},
    {"yom_hashoah|yom_ha_shoah|yom_ha'shoah|holocaust_remembrance_day|holocaust_day", Rule::hebrew_spring, 0, 11},
    {"yom_haatzmaut|yom_ha'atzmaut|yom_ha_atzmaut|israel_independence_day|israeli_independence_day", Rule::hebrew_spring, 0, 19},
    {"lag_baomer|lag_ba'omer|lag_b'omer|lag_laomer", Rule::hebrew_spring, 0, 32},
    {"shavuot|shavuoth|shovuos|feast_of_weeks", Rule::hebrew_spring, 0, 49, {}, 0, {}, 3},
    {"tisha_b'av|tisha_bav|tisha_b_av|tish'a_b'av", Rule::hebrew_spring, 0, 111},
    // Islamic ones by the tabular calendar.
    {"eid_al_-_fitr|eid_al_fitr|eid_ul_-_fitr|eid_ul_fitr|id_al_-_fitr|id_ul_-_fitr|feast_of_breaking_the_fast|sweet_festival|sugar_feast|"
     "ramzan_id|ramzan_eid|fin_del_ramadan|lesser_eid|end_of_ramadan",
     Rule::islamic, 10, 1},
    {"eid_al_-_adha|eid_al_adha|eid_al_-_azha|eid_al_azha|eidul_azha|eidul_adha|eid_ul_-_azha|eid_ul_-_adha|eid_ul_adha|id_al_-_adha|id_ul_-_adha|bakr_id|bakr_eid|bakrid|feast_of_the_sacrifice|"
     "sacrifice_feast|festival_of_sacrifice|greater_eid|fiesta_del_sacrificio",
     Rule::islamic, 12, 10},
    {"ramadan|ramadhan|ramzan|ramathan|ramazan", Rule::islamic, 9, 1, {}, 0, {}, 30},
    {"laylat_al_-_qadr|laylat_al_qadr|night_of_power|night_of_decree|night_of_measures|night_of_destiny|shab_-_e_-_qadr",
     Rule::islamic, 9, 27},
    {"isra_and_mi'raj|isra_and_miraj|ascension_to_heaven|the_prophet's_ascension|night_journey|al_-_isra'_wal_-_mi'raj|shab_-_e_-_miraj",
     Rule::islamic, 7, 27},
    {"islamic_new_year|muharram|hijri_new_year|arabic_new_year|ano_nuevo_islamico|amun_jadid", Rule::islamic, 1, 1},
    {"ashura|day_of_ashura", Rule::islamic, 1, 10},
    {"mawlid|mawlid_al_-_nabi|milad_un_nabi|prophet's_birthday|eid_milad", Rule::islamic, 3, 12},
    {"jumu'atul_-_wida|jumu'atul_wida|jumatul_wida|jamat_ul_-_vida|jamat_ul_vida", Rule::last_ramadan_friday},
    // Those of the Hindu calendar and its neighbours, by the moon over India.
    {"ugadi|yugadi|gudi_padwa|chaitra_sukladi|chaitra_sukhladi|samvatsaradi", Rule::hindu_sunrise, 1, 1},
    {"rama_navami|ram_navami|sri_rama_navami", Rule::hindu_midday, 1, 9},
    {"mahavir_jayanti|mahaveer_jayanti|mahavir_janma_kalyanak", Rule::hindu_sunrise, 1, 13},
    {"hanuman_jayanti", Rule::hindu_sunrise, 1, 15},
    {"vesak|vaisakha|wesak|buddha_day|buddha_purnima|buddha_jayanti|buddha's_birthday", Rule::hindu_sunrise, 2, 15},
    {"ratha_-_yatra|ratha_yatra|rath_yatra|ratha_jatra|rathayatra", Rule::hindu_sunrise, 4, 2},
    {"guru_purnima", Rule::hindu_sunrise, 4, 15},
    {"raksha_bandhan|rakhi|rakhi_purnima|rakshabandhan", Rule::hindu_midday, 5, 15},
    {"krishna_janmashtami|janmashtami|gokulashtami|krishnashtami|sri_krishna_jayanti", Rule::hindu_midnight, 5, 23},
    {"ganesh_chaturthi|ganesha_chaturthi|vinayaka_chaturthi|vinayaka_chavithi", Rule::hindu_midday, 6, 4},
    {"navaratri|navratri|durga_puja|durgotsava|sharad_navaratri", Rule::hindu_sunrise, 7, 1, {}, 0, {}, 10},
    {"maha_saptami", Rule::hindu_sunrise, 7, 7},
    {"maha_ashtami|durga_ashtami", Rule::hindu_sunrise, 7, 8},
    {"maha_navami", Rule::hindu_sunrise, 7, 9},
    {"dussehra|dasara|dashain|vijayadashami|vijaya_dashami", Rule::hindu_midday, 7, 10},
    {"valmiki_jayanti|maharishi_valmiki_jayanti|pargat_diwas|sharad_purnima", Rule::hindu_sunrise, 7, 15},
    {"karva_chauth|karwa_chauth", Rule::hindu_evening, 7, 19},
    {"dhanteras|dhanatrayodashi|dhanvantari_trayodashi", Rule::hindu_evening, 7, 30, {}, -2},
    {"naraka_chaturdashi|kali_chaudas|choti_diwali|chhoti_diwali|roop_chaudas", Rule::hindu_evening, 7, 30, {}, -1},
    {"diwali|deepavali|divali|dipavali|lakshmi_puja|laxmi_puja", Rule::hindu_evening, 7, 30},
    {"govardhan_puja|annakut", Rule::hindu_evening, 7, 30, {}, 1},
    {"bhai_dooj|bhai_duj|bhau_beej|bhaiya_dooj", Rule::hindu_evening, 7, 30, {}, 2},
    {"chhath|chhath_puja|chhathi|dala_chhath|dala_puja|surya_shashthi", Rule::hindu_sunrise, 8, 6},
    {"guru_nanak_jayanti|guru_nanak_gurpurab|gurpurab|prakash_utsav", Rule::hindu_sunrise, 8, 15},
    {"guru_gobind_singh_jayanti|guru_gobind_singh_birthday|guru_gobind_singh_gurpurab", Rule::hindu_sunrise, 10, 7},
    {"vasant_panchami|basant_panchami|saraswati_puja", Rule::hindu_sunrise, 11, 5},
    {"guru_ravidas_jayanti|guru_ravidass_jayanti|guru_ravidas_birthday|guru_ravidass_birthday|ravidas_jayanti", Rule::hindu_sunrise, 11, 15},
    {"dayananda_saraswati_jayanti|dayanand_saraswati_jayanti|maharishi_dayanand_saraswati_jayanti|saraswati_jayanti", Rule::hindu_sunrise,
     11, 25},
    {"maha_shivaratri|maha_shivratri|mahashivratri|shivaratri|shivratri", Rule::hindu_midnight, 11, 29},
    {"holika_dahan|chhoti_holi|choti_holi", Rule::hindu_evening, 12, 15},
    {"holi|phagwah|dhulandi|dhulivandan|dhuliwandan|rangwali_holi", Rule::hindu_evening, 12, 15, {}, 1},
    {"makar_sankranti|makara_sankranti|makara_sankranthi|makar_sankranthi|maghi|thai_pongal|pongal|uttarayan", Rule::makar_sankranti},
    {"boghi|bhogi|bogi_pandigai|bhogi_pandigai", Rule::makar_sankranti, 0, 0, {}, -1},
    {"mattu_pongal|maattu_pongal", Rule::makar_sankranti, 0, 0, {}, 1},
    {"kaanum_pongal|kanum_pongal", Rule::makar_sankranti, 0, 0, {}, 2},
    {"chinese_new_year|lunar_new_year|chinese_spring_festival|spring_festival|ano_nuevo_chino|ano_nuevo_lunar", Rule::chinese_new_year},
    {"chinese_new_year's_eve|chinese_new_years_eve|lunar_new_year's_eve", Rule::chinese_new_year, 0, 0, {}, -1},
    // Others.
    {"boss's_day|boss_day|bosses_day|boss'_day|dia_del_jefe", Rule::nearest_workday, 10, 16},
    {"tax_day|taxes_day", Rule::tax_day, 4, 15},
    {"national_youth_service_day|global_youth_service_day", Rule::nth_weekday, 4, 4, Weekday::fri, 0, {}, 3},
    {"ems_week|emergency_medical_services_week", Rule::nth_weekday, 5, 3, Weekday::sun, 0, {}, 7},
    {"vaisakhi|baisakhi|vasakhi|vaishakhi|mesadi", Rule::fixed, 4, 14},
    {"rabindra_jayanti|rabindranath_jayanti", Rule::fixed, 5, 9},
    {"parsi_new_year|jamshedi_navroz|jamshedi_navroze", Rule::fixed, 8, 16},
    {"gandhi_jayanti|mahatma_gandhi_jayanti", Rule::fixed, 10, 2},
    {"orthodox_christmas|orthodox_christmas_day", Rule::fixed, 1, 7},
    {"nowruz|navruz|persian_new_year", Rule::fixed, 3, 21},
    {"st_george's_day|st_georges_day|saint_george's_day", Rule::fixed, 4, 23},
    {"st_andrew's_day|saint_andrew's_day", Rule::fixed, 11, 30},
    {"st_david's_day|saint_david's_day", Rule::fixed, 3, 1},
    {"anzac_day", Rule::fixed, 4, 25},
    {"australia_day", Rule::fixed, 1, 26},
    {"kentucky_derby|kentucky_derby_day", Rule::nth_weekday, 5, 1, Weekday::sat},
    {"arbor_day", Rule::nth_weekday, 4, -1, Weekday::fri},
    {"armed_forces_day", Rule::nth_weekday, 5, 3, Weekday::sat},
    {"small_business_saturday", Rule::nth_weekday, 11, 4, Weekday::thu, 2},
    {"sweetest_day", Rule::nth_weekday, 10, 3, Weekday::sat},
    {"super_bowl|super_bowl_sunday|superbowl|superbowl_sunday|super_tazon", Rule::nth_weekday, 2, 2, Weekday::sun},
};

std::optional<base::Date> nth_weekday_of(std::int32_t year, std::int32_t month, std::int32_t n, Weekday weekday) {
  const base::Date first{year, month, 1};
  const int ahead = (static_cast<int>(weekday) - static_cast<int>(first.weekday()) + 7) % 7;
  if (n > 0) return first.plus_days(ahead + 7 * (n - 1));
  const base::Date last = first.plus_months(1).plus_days(-1);
  return last.plus_days(-((static_cast<int>(last.weekday()) - static_cast<int>(weekday) + 7) % 7));
}

bool weekend(const base::Date &date) { return date.weekday() == Weekday::sat || date.weekday() == Weekday::sun; }

base::Date nearest_workday(const base::Date &date) {
  if (date.weekday() == Weekday::sat) return date.plus_days(-1);
  return date.weekday() == Weekday::sun ? date.plus_days(1) : date;
}

/// The 15th of April, or the first working day after it and after Emancipation Day in Washington.
base::Date tax_day(std::int32_t year) {
  const base::Date emancipation = nearest_workday({year, 4, 16});
  base::Date date{year, 4, 15};
  while (weekend(date) || date == emancipation) date = date.plus_days(1);
  return date;
}

/// Days from the epoch of the Hebrew calendar to the mean new moon of a year's first month, with the days it must not fall on.
std::int64_t hebrew_elapsed(std::int64_t year) {
  const std::int64_t months = (235 * year - 234) / 19, parts = 12'084 + 13'753 * months;
  const std::int64_t day = 29 * months + parts / 25'920;
  return day + (3 * (day + 1) % 7 < 3 ? 1 : 0);
}

std::int64_t hebrew_new_year(std::int64_t year) {
  constexpr std::int64_t kEpoch = -2'092'590;   ///< in days since 1970
  const std::int64_t before = hebrew_elapsed(year - 1), here = hebrew_elapsed(year), after = hebrew_elapsed(year + 1);
  return kEpoch + here + (after - here == 356 ? 2 : here - before == 382 ? 1 : 0);
}

/// Long years have a day more before Hanukkah.
base::Date hebrew_autumn(std::int32_t year, std::int32_t days) {
  const std::int64_t begin = hebrew_new_year(year + 3761), length = hebrew_new_year(year + 3762) - begin;
  return base::Date::from_days(begin + days + (days > 59 && length % 10 == 5 ? 1 : 0));
}

/// Days of mourning and of joy give way to the sabbath and to its eve.
base::Date hebrew_spring(std::int32_t year, std::int32_t days) {
  const base::Date date = rosh_hashanah(year).plus_days(days - 163), day = date.plus_days(1);
  const Weekday weekday = day.weekday();
  if (days == 11) return date.plus_days(weekday == Weekday::fri ? -1 : weekday == Weekday::sun ? 1 : 0);
  if (days == 19) return date.plus_days(weekday == Weekday::fri ? -1 : weekday == Weekday::sat ? -2 : weekday == Weekday::mon ? 1 : 0);
  if (days == 111) return date.plus_days(weekday == Weekday::sat ? 1 : 0);
  return date;
}

}  // namespace

base::Date orthodox_easter(std::int32_t year) {
  const std::int32_t moon = (19 * (year % 19) + 15) % 30, sunday = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7;
  const std::int32_t days = moon + sunday + 114, behind = year / 100 - year / 400 - 2;   // the Julian calendar is behind
  return base::Date{year, days / 31, days % 31 + 1}.plus_days(behind);
}

base::Date rosh_hashanah(std::int32_t year) { return base::Date::from_days(hebrew_new_year(year + 3761)); }

std::optional<base::Date> islamic_day(std::int32_t year, std::int32_t month, std::int32_t day) {
  constexpr std::int64_t kEpoch = -492'149;   ///< the day before the first, in days since 1970
  const std::int64_t guess = (std::int64_t{year} - 622) * 33 / 32;
  for (std::int64_t hijri = std::max<std::int64_t>(guess - 1, 1); hijri <= guess + 2; ++hijri) {
    const std::int64_t days = kEpoch + (hijri - 1) * 354 + (3 + 11 * hijri) / 30 + 29 * (month - 1) + month / 2 + day;
    const base::Date date = base::Date::from_days(days);
    if (date.year == year) return date;
  }
  return std::nullopt;
}

namespace {

/// The Friday before the fast ends.
std::optional<base::Date> last_ramadan_friday(std::int32_t year) {
  const auto feast = islamic_day(year, 10, 1);
  if (!feast) return std::nullopt;
  const int after_friday = (static_cast<int>(feast->weekday()) - static_cast<int>(Weekday::fri) + 7) % 7;
  return feast->plus_days(after_friday == 0 ? -7 : -after_friday);
}

std::optional<base::Date> hindu(const Holiday &holiday, std::int32_t year, LunarHour hour) {
  const auto day = hindu_day(year, holiday.month, holiday.day, hour);
  return day ? std::optional(day->plus_days(holiday.offset)) : std::nullopt;
}

}  // namespace

bool goes_by_the_moon(const Holiday &holiday) {
  return holiday.rule == Rule::islamic ||
         (holiday.rule >= Rule::hindu_sunrise && holiday.rule <= Rule::hindu_midnight);
}

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
    case Rule::nearest_workday: return nearest_workday({year, holiday.month, holiday.day});
    case Rule::easter_offset: return easter(year).plus_days(holiday.day + holiday.offset);
    case Rule::orthodox_offset: return orthodox_easter(year).plus_days(holiday.day);
    case Rule::hebrew_autumn: return hebrew_autumn(year, holiday.day);
    case Rule::hebrew_spring: return hebrew_spring(year, holiday.day);
    case Rule::islamic: return islamic_day(year, holiday.month, holiday.day);
    case Rule::tax_day: return tax_day(year);
    case Rule::last_ramadan_friday: return last_ramadan_friday(year);
    case Rule::hindu_sunrise: return hindu(holiday, year, LunarHour::sunrise);
    case Rule::hindu_midday: return hindu(holiday, year, LunarHour::midday);
    case Rule::hindu_evening: return hindu(holiday, year, LunarHour::evening);
    case Rule::hindu_midnight: return hindu(holiday, year, LunarHour::midnight);
    case Rule::makar_sankranti: return makar_sankranti(year).plus_days(holiday.offset);
    case Rule::chinese_new_year: return chinese_new_year(year).plus_days(holiday.offset);
  }
  return std::nullopt;
}

}  // namespace callwell::nlu
