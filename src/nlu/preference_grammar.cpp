// Word classes and item filters that preferences add to those of times, and the grammar of both.
#include <vector>

#include "nlu/preference_rules.hpp"
#include "nlu/time_rules.hpp"
#include "nlu/time_seeds.hpp"

namespace callwell::nlu {

namespace {

constexpr WordClass kClasses[]{
    {"wish_on", "on|el|los|the|un|una|al|para_el|para_los|for|this_coming|en|on_a|on_the|en_el|en_los|during|in|de|del|por|a|durante|"
     "sometime|la|las|for_the|over"},
    {"on_weekends", "on|los|during|en|the|on_the|en_los|solo"},
    {"wish_in", "in_the|por_la|por_las|en_la|en_las|a_la|x_la|x_las|las|la|the|during_the|de_la|this|at|on|in|por|los|en_el|durante_la|"
     "para_la|pa_la|al|some|in_an|in_a|for_the|for|of|any|some_of_the|cualquier|cualquiera_de_las|alguna|una|cada|"
     "en_alguna|en_cualquier|por_alguna|one_of_the|otra"},
    {"wish_about", "about|around|roughly|approximately|approx|like|like_in|maybe|more_or_less|unas|unos|como|como_a|como_a_las|"
     "alrededor_de|alrededor_de_las|a_eso_de|a_eso_de_las|a_eso_de_la|mas_o_menos_a_las|cerca_de|cerca_de_las|sobre|sobre_las|tipo|"
     "hacia_las|close_to|somewhere_around"},
    {"wish_early", "early|earlier|early_in|temprano|tempranito|early_on"},
    {"wish_late", "late|later|late_in|later_in|tarde|mas_tarde|at_the_end_of|end_of"},
    {"am_alone", "am|a_._m_.|a_._m|ams|am's|the_am"},
    {"pm_alone", "pm|p_._m_.|p_._m|pms|pm's|the_pm"},
    {"no_sooner", "nothing_b_4|not_b_4|nothing_before|not_before|no_earlier_than|"
     "no_sooner_than|nothing_earlier_than|anything_but_before|nada_antes_de|"
     "nada_antes_de_las|no_antes_de|no_antes_de_las|not_until|not_till|can't_before|cant_before|can't_do_before|cant_do_before|"
     "can't_come_before|can't_make_it_before|don't_want_anything_before|at_or_after|on_or_after|no_puedo_antes_de|"
     "no_puedo_antes_de_las|no_puedo_hasta_las|no_puedo_hasta_la|not_earlier_than|nunca_antes_de_las|nothing_til|nothing_until|"
     "can't_get_there_before|can't_get_there_until|can't_be_there_before|can't_come_in_before|no_earlier_then"},
    {"no_later", "nothing_after|not_after|no_later_than|nothing_later_than|nada_despues_de|nada_despues_de_las|no_despues_de|"
     "no_despues_de_las|can't_after|cant_after|can't_do_after|can't_come_after|can't_make_it_after|can't_do_anything_after|"
     "don't_want_anything_after|no_puedo_despues_de|no_puedo_despues_de_las|a_mas_tardar_a_las|not_later_than|nunca_despues_de_las|"
     "nothing_past|not_past|antes_o_a_las|no_mas_tarde_de|no_mas_tarde_de_las"},
    {"i_am_held", "i_work|i_work_until|i'm_at_work|i_am_at_work|trabajo|estoy_trabajando|get_off|gets_off|i_get_off|i_get_off_work|"
     "get_off_work|get_out|get_out_of_school|get_out_of_work|get_out_of_class|gets_out|gets_out_of_school|gets_off_work|i_get_out|"
     "i_get_out_of_work|i_get_out_of_class|i_get_out_of_school|salgo|salgo_del_trabajo|salgo_de_trabajar|salgo_de_clases|getting_off|"
     "off_work|i'm_off|i_am_off|i_finish|i_finish_work|i'm_done|i'm_done_with_work|termino|i'm_in_class|tengo_clase|tengo_clases|"
     "i'm_busy|estoy_ocupado|estoy_ocupada|i'm_tied_up|i_have_work|i_have_class|i_have_school|i'm_in_school|i'm_in_meetings|"
     "i_have_meetings|i'm_in_a_meeting|tengo_trabajo|tengo_escuela|my_shift_ends|school_lets_out|me_desocupo|i'm_free|libre"},
    {"i_must_leave", "i_have_to_leave|i_need_to_leave|i_have_to_be_at_work|i_start_work|i_go_to_work|i_have_to_be_out|need_to_be_out|"
     "have_to_be_out|done|i_need_to_be_done|tengo_que_irme|me_tengo_que_ir|entro_a_trabajar|entro|entro_al_trabajo|empiezo_a_trabajar|"
     "i_gotta_leave|i_gotta_be_at_work|i_have_to_pick_up_my_kids|i_have_to_pick_up_the_kids|recojo_a_los_ninos|tengo_que_salir|"
     "my_shift_starts|i_have_to_go"},
    {"wish_between", "between|entre|from|de|desde|btwn|de_las|desde_las|entre_las"},
    {"next_one", "next|the_next|the_next_one|next_week|next_month|la_proxima|la_siguiente|la_otra|la_que_viene|el_proximo|el_que_viene|"
     "el_siguiente|the_one_after|the_following"},
    {"either_clock", "at|@|a_las|a_la|around|about|at_around|como_a_las|like_at|either|tipo|a_eso_de_las"},
    {"instead", "instead_of|en_vez_de|en_vez_del|en_lugar_de|en_lugar_del|rather_than"},
    {"weak_early", "early|temprano|tempranito|first_appointment|earlier|mas_temprano"},
    {"weak_asap", "pronto|urgent|urgente|soon|quickest"},
    {"my_trip", "my_trip_on|my_trip|my_trip_on_the|i_leave_on|i_leave|we_leave_on|we_leave|my_vacation_on|mi_viaje_del|mi_viaje_el|"
     "mi_viaje|my_wedding_on|my_surgery_on|i_travel_on|my_flight_on|my_flight_on_the|mi_vuelo_del|mi_boda_el|my_birthday_on|"
     "i_go_back_on|me_vaya_el|salir_de_viaje_el|irme_el|que_me_vaya_el|i_leave_on_the|we_leave_on_the|my_vacation_on_the|"
     "my_wedding_on_the|school_starts_on|i_fly_out_on|i_fly_out_on_the|i_go_out_of_town_on|i_get_back_on|i_get_back|i'm_back_on|"
     "i_get_back_on_the|i_return_on|que_regrese_el|regrese_el|volver_el"},
    {"every", "every|each|cada|todos_los|todas_las|every_single"},
    {"visits", "sessions|session|visits|visit|appointments|appts|appointment|times|treatments|sesiones|visitas|citas|veces|"
     "tratamientos|turnos|consultas"},
    {"asap", "asap|a_s_a_p|as_soon_as_possible|as_soon_as_you_can|as_soon_as|soonest|the_soonest|soonest_available|lo_antes_posible|"
     "lo_mas_antes_posible|cuanto_antes|lo_mas_pronto_posible|lo_mas_pronto|lo_mas_rapido_posible|tan_pronto_como_sea_posible|"
     "tan_pronto_sea_posible|first_available|the_first_available|next_available|the_next_available|earliest_available|"
     "the_earliest_available|first_opening|next_opening|soonest_possible|right_away|de_inmediato|lo_primero_que_tenga|"
     "la_primera_que_tenga|lo_primero_que_haya|primera_disponible|la_primera_disponible|lo_mas_proximo|ya_mismo|earliest_opening|"
     "the_first_thing_you_have|whatever_is_soonest|whatever's_soonest|anything_soon|the_sooner_the_better|sooner_the_better|"
     "entre_mas_pronto_mejor|mientras_mas_pronto_mejor|cuanto_mas_pronto_mejor|soon_as_possible"},
    {"flexible", "flexible|whenever|anytime|any_time|any_day|any_date|any_time_works|anytime_works|whenever_works|whatever_works|"
     "any_day_works|i'm_easy|doesn't_matter|does_not_matter|doesnt_matter|no_preference|i_don't_care|i_dont_care|i_don't_mind|i'm_open|"
     "i_am_open|wide_open|open_to_anything|anything_works|anything's_fine|anything_is_fine|whatever_you_have|whatever_you_got|"
     "cuando_sea|cuando_quiera|cuando_guste|cuando_puedan|cuando_pueda|cuando_usted_pueda|cuando_ustedes_puedan|cuando_tenga|"
     "cuando_tengan|cuando_usted_diga|cualquier_dia|cualquier_hora|a_cualquier_hora|a_la_hora_que_sea|el_dia_que_sea|me_da_igual|"
     "me_da_lo_mismo|no_importa|no_me_importa|da_igual|cualquiera|sin_preferencia|estoy_libre|estoy_disponible|all_day|todo_el_dia|"
     "no_tengo_preferencia|es_igual|soy_flexible|tengo_flexibilidad|when_ever|lo_que_tenga|lo_que_haya|totally_free|completely_free|"
     "all_open|up_to_you"},
    {"earliest", "earliest|the_earliest|as_early_as_possible|early_as_possible|the_earlier_the_better|earlier_the_better|"
     "earlier_is_better|the_earliest_you_have|earliest_in_the_day|lo_mas_temprano_posible|lo_mas_temprano|mas_temprano_mejor|"
     "mientras_mas_temprano_mejor|entre_mas_temprano_mejor|cuanto_mas_temprano_mejor|la_mas_temprana|lo_mas_temprano_que_tenga|"
     "first_appointment_of_the_day|first_slot_of_the_day|la_primera_cita_del_dia|la_primera_del_dia|first_of_the_day|"
     "as_early_as_you_can|earliest_possible|as_early_in_the_day_as_possible|early_in_the_day"},
    {"latest", "latest|the_latest|as_late_as_possible|late_as_possible|the_later_the_better|later_the_better|later_is_better|"
     "latest_you_have|the_latest_you_have|lo_mas_tarde_posible|lo_mas_tarde|mas_tarde_mejor|mientras_mas_tarde_mejor|"
     "entre_mas_tarde_mejor|cuanto_mas_tarde_mejor|last_appointment_of_the_day|last_slot_of_the_day|la_ultima_cita_del_dia|"
     "la_ultima_del_dia|last_of_the_day|last_appointment|end_of_the_day|end_of_day|al_final_del_dia|a_ultima_hora|ultima_hora|"
     "as_late_in_the_day_as_possible|late_in_the_day|the_end_of_the_day|the_last_appointment_of_the_day"},
    {"soft", "preferably|preferable|ideally|if_possible|if_you_can|if_that's_possible|i'd_prefer|i_would_prefer|i_prefer|prefer|"
     "would_prefer|prefiero|preferiria|preferentemente|preferiblemente|de_preferencia|si_es_posible|si_se_puede|si_puede|"
     "si_fuera_posible|idealmente|if_at_all_possible|would_be_ideal|would_be_nice|me_gustaria_mas|hopefully|rather|i'd_rather|mejor_si|"
     "of_choice|de_ser_posible"},
    {"negation", "not|no|except|excepto|salvo|but_not|pero_no|besides|other_than|apart_from|aside_from|anything_but|anytime_but|"
     "any_time_but|any_day_but|any_but|every_day_but|everyday_but|all_but|any_day_except|can't|cant|cannot|can_not|can't_do|cant_do|"
     "won't|wont|don't|dont|doesn't|doesnt|isn't|aren't|unavailable|not_available|nothing|nothing_on|never|nunca|nada|ni|menos|"
     "que_no_sea|que_no_sean|no_puedo|tampoco|busy|ocupado|ocupada|out_of_town|out_of_the_office|traveling|travelling|de_viaje|"
     "de_vacaciones|on_vacation|fuera|i'll_be_gone|i'm_gone|i'll_be_away|i'm_away|away|gone|i_work|trabajo|anyday_but|without|"
     "no_tengo_tiempo|imposible|impossible|avoid|out|excluding|sin_contar|no_me_sirve|no_me_sirven|no_me_funciona|no_me_funcionan|"
     "no_me_queda|bad|bad_for_me|terrible|no_good|don't_work|doesn't_work|dont_work|doesnt_work|won't_work|wont_work|"
     "any_day_of_the_week_but|whenever_but|cualquier_dia_menos|cualquier_dia_excepto|todos_los_dias_menos|cualquier_dia_salvo|"
     "cualquier_dia_que_no_sea|todos_menos|anything_except|everyday_except|every_day_except|anytime_except|any_time_except|neither"},
    {"correction", "no_wait|wait_no|no_actually|actually_no|i_mean|i_meant|scratch_that|no_scratch_that|or_rather|o_mejor|no_mejor|"
     "mejor_dicho|no_perdon|perdon|digo|no_espere|no_digo|make_that|no_make_it|no_make_that|oh_wait|wait_actually|no_sorry|"
     "sorry_i_meant"},
    {"filler", "nada_mas|nada_mas_que|nadamas|nomas|"
     "lunch_break|my_lunch_break|lunch_hour|my_lunch|mi_almuerzo|hora_de_almuerzo|mi_hora_de_almuerzo|hora_de_comida|"
     "mi_hora_de_comida|mi_descanso|my_break|good_morning|good_afternoon|good_evening|good_night|buenas_tardes|buenas_noches|"
     "buenos_dias|buen_dia|the_other_day|el_otro_dia|night_shift|day_shift|morning_sickness"},
    // "I leave on the 20th, so before that"
    {"before_it", "before_that|before_then|before_that_date|before_that_day|any_time_before|anytime_before|"
     "sometime_before|some_time_before|"
     "so_before|it_has_to_be_before|has_to_be_before|must_be_before|needs_to_be_before|b_4_that|b_4_then|antes_de_eso|antes_de_esa_fecha|"
     "antes_de_ese_dia|asi_que_antes|entonces_antes|por_eso_antes|tiene_que_ser_antes|tendria_que_ser_antes|que_sea_antes|seria_antes|"
     "antes_de_irme|antes_de_que_me_vaya|before_i_go|before_i_leave"},
    {"after_it", "after_that|after_then|after_that_date|after_that_day|any_time_after|anytime_after|sometime_after|so_after|"
     "has_to_be_after|must_be_after|needs_to_be_after|despues_de_eso|despues_de_esa_fecha|despues_de_ese_dia|asi_que_despues|"
     "entonces_despues|por_eso_despues|tiene_que_ser_despues|que_sea_despues|seria_despues|a_partir_de_ahi|de_ahi_en_adelante|"
     "after_i_get_back|once_i'm_back"},
    {"clause", "but|pero|.|;|because|porque|since|so|though|aunque|however|sino"},
};

bool awake(const Item &item) { return !item.latent && item.open == 0; }

constexpr ItemFilter kFilters[]{
    {"day_or_longer", ItemKind::time,
     [](const Item &i) {
       return awake(i) && i.grain >= Grain::day && i.form != TimeForm::weekday && i.form != TimeForm::interval &&
              i.form != TimeForm::lasting && i.form != TimeForm::weekend && i.form != TimeForm::certain_weekend;
     }},
    {"day_run", ItemKind::time, [](const Item &i) { return awake(i) && i.form == TimeForm::interval && i.grain >= Grain::day; }},
    {"day_bound", ItemKind::time,
     [](const Item &i) {
       return awake(i) && i.grain >= Grain::day && i.form != TimeForm::interval && i.form != TimeForm::weekend &&
              i.form != TimeForm::certain_weekend;
     }},
    {"one_weekend", ItemKind::time, [](const Item &i) { return awake(i) && i.form == TimeForm::certain_weekend; }},
    {"long_grain", ItemKind::grain, [](const Item &i) { return i.grain >= Grain::day; }},
    {"any_ord", ItemKind::ordinal, [](const Item &i) { return i.number >= -2 && i.number <= 5; }},
};

template <class T>
std::vector<T> joined(std::span<const T> a, std::span<const T> b) {
  std::vector<T> all(a.begin(), a.end());
  all.insert(all.end(), b.begin(), b.end());
  return all;
}

}  // namespace

Item wish_item(WishForm form, Preference wish) {
  Item item;
  item.kind = ItemKind::wish;
  item.wish_form = form;
  item.wish = std::make_shared<const Preference>(std::move(wish));
  return item;
}

const Grammar &preference_grammar() {
  static const std::vector<WordClass> classes = joined<WordClass>(time_word_classes(), kClasses);
  static const std::vector<ItemFilter> filters = joined<ItemFilter>(time_item_filters(), kFilters);
  static const Grammar grammar(classes, filters,
                               {duration_rules(), clock_rules(), date_rules(), relative_rules(), period_rules(), interval_rules(),
                                holiday_rules(), zone_rules(), wish_day_rules(), wish_time_rules(), wish_manner_rules()},
                               &seed_times);
  return grammar;
}

}  // namespace callwell::nlu
