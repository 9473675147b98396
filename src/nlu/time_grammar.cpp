// Word classes and item filters of the time grammar.
#include "nlu/time_rules.hpp"

namespace callwell::nlu {

namespace {

constexpr WordClass kClasses[]{
    {"the", "the|el|la|los|las|lo"},
    {"of", "of|in|de|del|de_la|en|from|for|of_the|in_the|,|del_mes_de|de_este|on"},
    {"of_month", "of|de|del|-|of_the_month_of|in|del_mes_de|/|,"},
    {"on", "on|el|in|for|para|para_el|para_la|en|this_coming|los|for_the|over|over_the|on_the|d|"
     "in_the"},
    {"at", "at|@|a_las|a_la|las|la|al_las|para_las|para_la|tipo|pa_las|alas|ala|at_the|de_las|de_la"},
    {"about", "about|around|a_eso_de_las|a_eso_de_la|a_eso_de|sobre_las|hacia_las|hacia_la|sobre_la|approximately|approx|roughly|"
     "exactly|at_like|like_at|like_around|como|como_a|como_a_las|como_a_la|alrededor_de|alrededor_de_las|alrededor_de_la|"
     "aproximadamente|cerca_de_las|cerca_de|circa|more_or_less|mas_o_menos_a_las|precisely|aprox"},
    {"oclock", "o'clock|oclock|o_clock|en_punto|sharp|exactly|o'clock_sharp|clock|o_\"_clock"},
    {"am", "am|a_m|a_._m_.|a_._m|a_m_.|a|am_."},
    {"pm", "pm|p_m|p_._m_.|p_._m|p_m_.|p|pm_."},
    {"zone", "gmt|utc|zulu|zulu_time|bst|cet|cest|eet|eest|ist|jst|aest|aedt|est|edt|cst|cdt|mst|mdt|pst|pdt|akst|akdt|hst|et|ct|pt|"
     "eastern|eastern_time|eastern_standard_time|central_time|central_standard_time|mountain_time|mountain_standard_time|pacific|"
     "pacific_time|pacific_standard_time|eastern_daylight_time"},
    {"oh", "oh|o|zero|cero|ou|0"},
    {"in_part", "in_the|at|de_la|en_la|por_la|del|at_the|of_the|on_the|in|a_la|d_la|x_la|de|during_the"},
    {"in_the", "in_the|at|por_la|en_la|a_la|x_la|de_la|at_the|for_the|al|por_las|en_las"},
    {"this", "this|current|este|esta|esto|this_current|the_current|this_coming|presente|actual|in_this|on_this|estos|estas|during_this|"
     "de_este|de_esta"},
    {"next", "next|coming|upcoming|following|proximo|proxima|proximos|proximas|siguiente|siguientes|nxt|the_next|la_proxima|el_proximo|"
     "next_coming|entrante"},
    {"last", "last|past|previous|pasado|pasada|ultimo|ultima|pasados|pasadas|ultimos|ultimas|anterior|anteriores|the_last|previo|"
     "previos|previas"},
    {"rest", "rest_of|the_rest_of|remainder_of|the_remainder_of|remaining_of|el_resto_de|resto_de|el_resto_del|resto_del|"
     "lo_que_queda_de|lo_que_queda_del|lo_que_resta_de|lo_que_resta_del"},
    {"coming", "que_viene|que_vienen|q_viene|que_entra|proximo|proxima|siguiente|entrante|proximos|proximas|siguientes|venidero"},
    {"gone", "pasado|pasada|pasados|pasadas|anterior|anteriores|previos|previas|que_paso|ultimo|ultima|"
     "que_pasaron"},
    {"to", "to|-|–|—|~|thru|through|till|til|untill|until|hasta|a|al|hasta_el|hasta_las|hasta_la|a_las|a_la|to_the|up_to|and_until"},
    {"after", "after|past|despues_de|despues_del|despues_de_las|despues_de_la|despues_d|luego_de|pasadas_las|tras|posterior_a|"
     "later_than|despues_d_las|despues|not_before|no_earlier_than|mas_tarde_de|mas_tarde_que|later_on|pasado_el|dsp_d|dsp_de|"
     "posterior_al|posterior_de|"
     "despues_de_el"},
    {"from", "from|since|starting|beginning|starting_from|starting_on|starting_at|desde|desde_el|desde_las|desde_la|a_partir_de|"
     "a_partir_del|a_partir_de_las|a_partir_de_la|as_of|as_from|beginning_on"},
    {"onward", "onwards|onward|or_later|or_after|and_later|en_adelante|para_adelante|o_despues|or_thereafter|forward|and_after|"
     "o_mas_tarde|y_despues|and_on"},
    {"before", "before|antes_de|antes_del|antes_de_las|antes_de_la|antes_d|prior_to|earlier_than|sooner_than|antes_d_las|b4|antes|"
     "ahead_of|previo_a|antes_de_el|anterior_a|anterior_al|anterior_de"},
    {"until", "until|till|til|untill|up_to|hasta|hasta_el|hasta_las|hasta_la|up_until|not_after|no_later_than|a_mas_tardar"},
    {"early", "early|early_in|at_the_beginning_of|beginning_of|the_beginning_of|at_the_start_of|start_of|the_start_of|a_principios_de|"
     "principios_de|principio_de|inicios_de|a_inicios_de|comienzos_de|a_comienzos_de|early_on|earlier|earlier_in|a_primeros_de|"
     "first_part_of|al_principio_de|al_inicio_de|a_principios_del|a_inicios_del|beginning_of_the|la_primera_parte_de"},
    {"middle", "mid|mid_-|middle_of|the_middle_of|in_the_middle_of|mediados_de|a_mediados_de|a_mitad_de|mitad_de|en_mitad_de|"
     "midway_through|a_mediados_del"},
    {"late", "late|late_in|at_the_end_of|end_of|the_end_of|a_finales_de|finales_de|fines_de|a_fines_de|fin_de|later|later_in|"
     "al_final_de|final_de|toward_the_end_of|towards_the_end_of|a_finales_del|a_fin_de|a_ultimos_de"},
    {"early_noun", "beginning_of|the_beginning_of|at_the_beginning_of|start_of|the_start_of|at_the_start_of|principios_de|"
     "a_principios_de|inicio_de|inicios_de|a_inicios_de|principio_de|early_in|earlier_in|principios_del|a_principios_del|comienzo_del|"
     "al_principio_del|inicios_del"},
    {"late_noun", "end_of|the_end_of|at_the_end_of|fin_de|fines_de|a_fines_de|final_de|finales_de|a_finales_de|a_fin_de|late_in|"
     "later_in|fin_del|finales_del|a_finales_del|final_del|al_final_del|a_fines_del"},
    {"middle_noun", "middle_of|the_middle_of|in_the_middle_of|mediados_de|a_mediados_de|mitad_de|mediados_del|a_mediados_del|"
     "a_mitad_de|mid"},
};

bool whole(const Item &item) { return item.number == static_cast<double>(static_cast<std::int64_t>(item.number)); }
bool within(const Item &item, double low, double high) { return whole(item) && item.number >= low && item.number <= high; }
bool awake(const Item &item) { return !item.latent && item.open == 0; }

constexpr ItemFilter kFilters[]{
    {"hour", ItemKind::number, [](const Item &i) { return within(i, 0, 24) && i.digits <= 2 && (i.digits > 0 || i.spoken); }},
    {"minute", ItemKind::number, [](const Item &i) { return within(i, 1, 59) && i.digits <= 2; }},
    {"minutes", ItemKind::number, [](const Item &i) { return within(i, 10, 59) && i.digits <= 2; }},
    {"units", ItemKind::number, [](const Item &i) { return within(i, 1, 9) && i.digits <= 1; }},
    {"dom", ItemKind::number, [](const Item &i) { return within(i, 1, 31) && i.digits <= 2 && (i.digits > 0 || i.spoken); }},
    {"dom_ordinal", ItemKind::ordinal, [](const Item &i) { return within(i, 1, 31); }},
    {"dom_any", ItemKind::number,
     [](const Item &i) { return within(i, 1, 31) && (i.kind == ItemKind::ordinal || (i.digits <= 2 && (i.digits > 0 || i.spoken))); },
     ItemKind::ordinal},
    {"year", ItemKind::number, [](const Item &i) { return within(i, 1000, 2199) && (i.digits == 4 || i.spoken); }},
    {"century", ItemKind::number, [](const Item &i) { return within(i, 18, 20) && i.spoken; }},
    {"year_tail", ItemKind::number, [](const Item &i) { return within(i, 10, 99) && i.spoken; }},
    {"count", ItemKind::number, [](const Item &i) { return within(i, 1, 1000); }},
    {"small_dozen", ItemKind::number, [](const Item &i) { return within(i, 1, 12) && i.digits <= 2; }},
    {"short_year", ItemKind::number, [](const Item &i) { return within(i, 32, 99) && i.digits == 2; }},
    {"small", ItemKind::number, [](const Item &i) { return within(i, 1, 9); }},
    {"amount", ItemKind::number, [](const Item &i) { return i.number >= 0; }},
    {"ord", ItemKind::ordinal, [](const Item &i) { return i.number > 0; }},
    {"grain", ItemKind::grain, [](const Item &) { return true; }},
    {"big_grain", ItemKind::grain, [](const Item &i) { return i.grain >= Grain::week; }},
    {"day_grain", ItemKind::grain, [](const Item &i) { return i.grain == Grain::day; }},
    {"hour_grain", ItemKind::grain, [](const Item &i) { return i.grain <= Grain::hour; }},
    {"duration", ItemKind::duration, [](const Item &) { return true; }},
    {"time", ItemKind::time, awake},
    {"clock", ItemKind::time, [](const Item &i) { return i.form == TimeForm::clock; }},
    {"awake_clock", ItemKind::time, [](const Item &i) { return i.form == TimeForm::clock && awake(i); }},
    {"awake_hours", ItemKind::time,
     [](const Item &i) { return awake(i) && i.grain <= Grain::hour && i.form != TimeForm::now && i.form != TimeForm::part_of_day; }},
    {"part", ItemKind::time, [](const Item &i) { return i.form == TimeForm::part_of_day; }},
    {"weekday", ItemKind::time, [](const Item &i) { return i.form == TimeForm::weekday; }},
    {"month", ItemKind::time, [](const Item &i) { return i.form == TimeForm::month; }},
    {"weekend", ItemKind::time, [](const Item &i) { return i.form == TimeForm::weekend; }},
    {"special", ItemKind::time,
     [](const Item &i) { return i.form == TimeForm::weekend || i.form == TimeForm::holiday || i.form == TimeForm::season; }},
    {"day", ItemKind::time, [](const Item &i) { return awake(i) && i.grain >= Grain::day && i.form != TimeForm::interval; }},
    {"dated", ItemKind::time,
     [](const Item &i) {
       return (awake(i) || i.form == TimeForm::month) && i.grain >= Grain::day && i.form != TimeForm::year && i.form != TimeForm::cycle;
     }},
    {"named_day", ItemKind::time, [](const Item &i) { return awake(i) && i.form == TimeForm::date && i.number > 0; }},
    {"dotted_day", ItemKind::time, [](const Item &i) { return i.latent && i.form == TimeForm::date && i.number > 0 && i.digits == '.'; }},
    {"day_part", ItemKind::time, [](const Item &i) { return awake(i) && i.part && i.form == TimeForm::other; }},
    {"hours_range", ItemKind::time, [](const Item &i) { return awake(i) && i.form == TimeForm::interval && i.grain <= Grain::hour; }},
    {"cycle", ItemKind::time, [](const Item &i) { return awake(i) && i.form == TimeForm::cycle && i.grain >= Grain::week; }},
    {"day_or_week", ItemKind::grain, [](const Item &i) { return i.grain == Grain::day || i.grain == Grain::week; }},
    {"year_grain", ItemKind::grain, [](const Item &i) { return i.grain == Grain::year; }},
    {"month_or_year", ItemKind::grain, [](const Item &i) { return i.grain == Grain::month || i.grain == Grain::year; }},
    {"exact_day", ItemKind::time, [](const Item &i) { return awake(i) && i.grain == Grain::day && i.form != TimeForm::interval; }},
    {"container", ItemKind::time, [](const Item &i) { return awake(i) || i.form == TimeForm::year; }},
    {"month_long", ItemKind::time, [](const Item &i) { return awake(i) && i.grain == Grain::month && i.form != TimeForm::interval; }},
    {"spoken_hour", ItemKind::number, [](const Item &i) { return within(i, 1, 12) && i.spoken; }},
    {"latent_year", ItemKind::time, [](const Item &i) { return i.form == TimeForm::year; }},
};

}  // namespace

std::span<const WordClass> time_word_classes() { return kClasses; }
std::span<const ItemFilter> time_item_filters() { return kFilters; }

}  // namespace callwell::nlu
