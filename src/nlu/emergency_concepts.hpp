// The words of danger and of what only sounds like it, in both languages, folded and without apostrophes: every line one idea,
// whatever word says it. The detector sees a text as these ideas and learns which of them together call for help.
// word* is any word that begins so, a_b two words in a row. A word may stand for several ideas.
#pragma once

#include <string_view>

namespace callwell::nlu::emergency_concepts {

struct Idea {
  std::string_view name, words;
};

/// How a thing is said: what is not, was, might be, is small, is somebody else's, is over. They colour the ideas around them.
inline constexpr Idea kShades[] = {
    {"not",
     "no not never without sin nunca none ni tampoco isnt wasnt dont doesnt didnt hasnt havent arent nope ningun* nada neither aint "
     "werent jamas nor hadnt denies denied niega free_of wouldnt shouldnt nobody_is nobodys no_one_is no_one_was nadie_esta"},
    {"long_ago",
     "years_ago year_ago last_year last_summer last_winter last_spring last_fall last_month months_ago month_ago weeks_ago week_ago "
     "years_back a_while_back back_in used_to as_a_kid as_a_child as_a_baby as_a_teen in_college in_high_school in_elementary "
     "when_i_was when_he_was when_she_was decades_ago long_time_ago ages_ago a_while_ago since_childhood hace_anos hace_un_ano "
     "hace_dos_anos hace_tres_anos hace_cinco_anos hace_meses hace_un_mes hace_dos_meses ano_pasado mes_pasado semana_pasada "
     "cuando_era de_nina de_nino desde_nina desde_nino de_chiquit* de_chico de_joven desde_chico desde_chica in_january in_february "
     "in_march in_april in_may in_june in_july in_august in_september in_october in_november in_december en_enero en_febrero en_marzo "
     "en_abril en_mayo en_junio en_julio en_agosto en_septiembre en_octubre en_noviembre en_diciembre last_week the_other_year "
     "in_the_past en_el_pasado history_of historial antecedente* family_history runs_in de_familia childhood ya_hace_tiempo hace_mucho "
     "hace_tiempo hace_semanas former previous previously once_before in_twenty* en_el_dos_mil de_bebe in_the_spring in_the_fall "
     "in_the_summer in_the_winter verano invierno survivor"},
    {"over",
     "fine_now ok_now okay_now all_better all_good better_now healed cleared resolved recovered went_away gone_away gone_now "
     "back_to_normal stopped_on_its_own getting_better feels_better feeling_better got_better is_better all_clear came_back_normal "
     "came_back_clear was_normal were_normal was_clear benign under_control controlled in_remission clean_since sober loosening_up "
     "going_away almost_gone fading healing healthy doing_great doing_well doing_fine doing_good feel_great feels_great feel_fine "
     "feels_fine is_fine hes_fine shes_fine im_fine its_fine was_fine are_fine no_longer not_anymore broke_yesterday fever_broke "
     "finally_stopped stopped_now it_stopped stopped_after playing_normally ya_paso ya_se_quito ya_se_me_quito ya_no_me ya_no_le "
     "ya_no_tiene ya_no_tengo ya_paro ya_esta_bien esta_bien ya_respira ya_comio ya_camina recuperad* controlad* aliviad* sanad* sano "
     "ya_sano cicatriz* todo_bien salio_bien salieron_bien anda_jugando como_si_nada ya_mejor mejorando mejoro ya_bien ya_ando_bien "
     "de_alta ya_me_siento ya_le_bajo se_me_bajo bajo_la_fiebre gracias_a_dios negativ* normal eating_well breathing_easy "
     "breathing_fine breathing_normal breathing_normally discharged released well_controlled stable estable"},
    {"perhaps",
     "what_if if in_case would could might wonder* risk risks side_effect side_effects cause causes causing signs symptoms_of "
     "hypothetical* what_happens is_it_true is_there_a_chance do_people does_it do_you can_you que_pasa_si que_hago_si si_me si_mi "
     "si_le si_se por_si por_si_acaso puede_causar puede_dar riesgo riesgos riesgoso es_verdad es_cierto es_peligroso "
     "que_tan_peligroso efectos_secundarios algun_dia sintomas_de que_sintomas curios* does_the can_stress how_common que_pasaria "
     "pasaria just_asking just_wondering how_do_you how_likely would_be thinking_about pensando_en what_are que_son cuales_son "
     "danger_of"},
    {"slight",
     "little tiny slight* mild mildly minor small poco poquit* tantit* leve levemente chiquit* barely_noticeable touch_of a_drop a_bit "
     "bit little_bit gotit* ligero ligera faint_line pequen* nothing_major nothing_serious nothing_crazy nada_grave no_es_grave "
     "no_es_nada nada_serio no_big_deal not_bad not_too_bad ordinary usual the_usual como_siempre same_as_always always siempre "
     "occasional* sometimes on_and_off a_veces de_vez_en_cuando for_years hace_rato_ya annoying"},
    {"calm",
     "no_rush not_urgent whenever no_hurry not_an_emergency no_es_una_emergencia no_es_emergencia no_es_urgente sin_prisa "
     "cuando_puedan cuando_se_pueda when_you_can no_corre_prisa nothing_urgent no_urge"},
    {"joke",
     "haha* jaja* jeje* lol lmao joke joking kidding broma literally 😂 🤣 guys excit* happy feliz thrilled love* wedding boda birthday "
     "cumpleanos party fiesta obsessed gorgeous lind* amazing"},
    {"figure",
     "dying_to dying_for to_die_for die_of die_for muero_de muera_de muriendo_de muerta_de muerto_de killing_it killing_me_with "
     "kill_for mataria_por matar_de to_death die_laughing dead_serious dead_tired dead_zone dead_battery drop_dead heart_set "
     "heart_to_heart broke_my_heart break_my_heart heart_skipped heart_melt* heart_sank heart_goes_out give_me_a_heart gave_me_a_heart "
     "giving_me_a have_a_cow had_a_cow about_had_a nearly_had almost_had nearly_died almost_died nearly_fainted almost_fainted casi_me "
     "casi_nos un_infarto_con a_stroke_of stroke_of_luck stroke_of_genius drowning_in swamped ahogad*_de ahogada_en ahogado_en "
     "ahogandome_en choked_up choking_up nudo_en_la_garganta blew_up_my blowing_up_my cost_an_arm arm_and_a_leg cuesta_un_ojo "
     "un_ojo_de_la_cara lose_my_mind losing_my_mind losing_it going_crazy driving_me driving_us me_vuelve_loc* me_saca_de "
     "pain_in_the_neck pain_in_the_butt pain_in_the bleeding_money bleeding_cash bleed_me bled_me desangrando_con took_my_breath "
     "takes_my_breath waiting_with_bated breath_of_fresh breathing_down can_breathe_easy breathe_easy hold_your_breath "
     "holding_my_breath shot_in_the_dark long_shot best_shot big_shot give_it_a_shot pass_out_from blind_date blind_as blind_without "
     "cold_feet head_over_heels over_my_dead out_of_my_mind kill_two kill_time matando_el_tiempo killing_time of_boredom de_hambre "
     "de_sueno de_risa de_nervios de_aburrimiento de_calor de_frio_la_oficina de_pena de_verguenza ganas_de del_susto scared_me_half "
     "scared_the life_saver lifesaver jump_off_the_page cut_off_the_line got_cut_off hung_up crash_at crashed_on bombard* explode_if "
     "exploto_si patatus telele soponcio parte_el_alma de_tanto out_like_a blue_cross blue_shield"},
    {"story",
     "movie movies film show shows series episode netflix game games song book novel play theater actor actress news podcast tiktok "
     "youtube video instagram halloween costume prop props makeup_effects anatomy class classes project homework essay report_for "
     "paper_on quiz exam_question pelicula* serie capitulo novela juego videojuego cancion libro obra noticias noticiero telenovela "
     "disfraz tarea escuela proyecto concert concierto band museum murder_mystery zombi* documental documentary read_about read_that "
     "leei heard_that oi_que escuche_que meme teatro"},
    {"animal",
     "dog dogs cat cats puppy puppies kitten pup vet veterinari* perro perra perrit* gato gata gatit* mascota pet pets hamster rabbit "
     "conejo bunny parrot perico loro fish_tank goldfish turtle tortuga plant plants planta plantas cow vaca pig chicken gallina "
     "horse_trailer pony"},
    {"office",
     "appointment appointments cita citas records record expediente bill bills billing invoice statement factura cuenta cobro copay "
     "deductible price prices precio cost costs cuanto_cuesta how_much copy copia referral referido refill refills receta letter "
     "carta_medica note_for justificante form forms formulario questionnaire cuestionario screening paperwork papeles papeleo portal "
     "chart file on_file archivo checkup chequeo physical physicals certificate certificado clearance cleared_for follow_up followup "
     "seguimiento results resultado* schedule reschedule agendar reagendar cancel cancelar cancel* move_my membership subscription "
     "autopay policy insurance aseguranza seguro medicaid directions address parking estacionamiento do_you_offer do_you_treat "
     "do_you_see do_you_take do_you_have do_you_stock atienden ofrecen manejan tienen_servicio venden sell emergency_contact "
     "contacto_de_emergencia contact_person update actualizar after_hours horario hours open_on opening openings slot slots join_the "
     "flyers volunteer voluntari* support_group grupo_de_apoyo prevention prevencion first_aid primeros_auxilios cpr taller workshop "
     "training curso school_form prior_auth autorizacion pharmacy farmacia i_need_a ocupo_un necesito_un quiero_una_cita wheelchair "
     "accessible silla_de_ruedas bracelet history_form intake for_the_chart in_my_chart on_my_chart tax taxes hsa fsa disability "
     "discapacidad"},
    {"helper",
     "nurse nurses enfermer* paramedic paramedico firefighter bomber* fire_department emt surgeon cirujan* officer police_officer "
     "policia oficial soldier soldado dispatcher er_doctor i_work_at trabajo_en works_at works_in lifeguard salvavidas caregiver_job "
     "medical_student"},
    {"named",
     "my_name name_is me_llamo apellido last_name name's mr mrs miss dr doctor doctora street avenue road lane calle avenida apartment "
     "suite unit zip"},
    {"family_past",
     "passed_away died_of died_in died_last murio_de fallecio* murio passed_from passed_last funeral lost_my in_hospice funeraria"},
    {"expected",
     "after_botox after_filler after_the_peel after_the_laser after_my_extraction after_surgery_is after_the_cleaning is_it_normal "
     "is_that_normal es_normal normal_to bruise bruis* moreton* moretes peeling pelando redness rojito sore soreness adolorid* tender "
     "stiff_back stiff_shoulder itchy_scalp"},
};

/// Who, when and how badly.
inline constexpr Idea kFrames[] = {
    {"sudden",
     "sudden suddenly all_of_a out_of_nowhere repente de_golpe de_pronto momento_a_otro abruptly out_of_the_blue nomas_asi "
     "from_one_minute one_minute instantly se_solto woke_up woke amaneci* desperte me_levante got_up"},
    {"now",
     "right_now now tonight just_now ahorita ahora hoy today this_morning since_last_night last_night anoche esta_manana minutes "
     "minutos hour hours hora horas ago_he ago_she ago_i an_hour half_hour media_hora rato since_noon since_breakfast since_lunch "
     "since_dinner since_supper since_this desde_ayer desde_anoche desde_hoy since_yesterday yesterday ayer seconds segundos just_got "
     "just_had just_took just_gave just_fell just_ate acaba_de acabo_de acaban_de me_acab* nomas_lleg* currently still todavia sigue "
     "sigo at_this_moment en_este_momento"},
    {"worse",
     "worse worst peor peores getting_worse empeor* really_bad so_bad very_bad muy_mal bien_mal muy_feo horrible* terrible* awful "
     "severe intense unbearable excruciating agony insoportable insufrible fuertisim* fortisim* cant_stand no_aguanto no_soporto "
     "killing_him killing_her crushing like_never como_nunca of_my_life de_mi_vida ever not_helping not_touching no_le_hace no_me_hace "
     "cada_vez spreading extendiend* rapid* fast scared asust* miedo terrified panick* freaking"},
    {"keeps",
     "keeps keep wont_stop cant_stop not_stopping doesnt_stop isnt_stopping hasnt_stopped wont_quit wont_let_up hasnt_let doesnt_let "
     "nonstop non_stop no_para no_deja_de no_se_deja no_le_para no_se_para sin_parar no_se_quita no_se_le_quita no_se_me_quita no_cede "
     "constant* wont_slow won't_slow back_to_back over_and_over otra_vez_y una_tras_otra seguid* again_and_again repeated* again "
     "multiple_times varias_veces twice three_times four_times tres_veces dos_veces cuatro_veces repeating going_on"},
    {"cannot",
     "cant cannot couldnt unable wont no_puedo no_puede no_pueden no_podemos no_podia no_pude no_pudo not_able trouble troubles "
     "hard_time struggl* barely hardly apenas casi_no no_alcanz* cuesta cuestan batalla batallando dificultad difficulty no_logra "
     "no_logro fighting_to fight_for has_to_fight without_being incapaz no_quiere no_da no_responde no_obedece no_sirve quit_working "
     "stopped_working not_working no_funciona no_jala gave_out kant cant't can_not cand"},
    {"stopped", "stopped stops quit dejo_de paro se_detuvo no_longer_able se_quedo_sin gave_out went_out ceased"},
    {"i", "i im ive id ill me my mine myself yo mi mis estoy tengo siento traigo ando soy"},
    {"someone",
     "he hes she shes they him her his they're el ella le lo la les someone somebody alguien guy lady man woman senor senora person "
     "patient paciente customer client coworker boss neighbor vecin* stranger"},
    {"relative",
     "mom moms mother mommy mama mami mamas ama dad dads daddy father papa papi apa husband hubby wife spouse esposo esposa marido "
     "viejo viej* son sons daughter hijo hija hij* brother sister bro sis hermano hermana herman* grandma grandpa grandmother "
     "grandfather granny nana gramps abuel* abue tata uncle aunt tio tia cousin prim* nephew niece sobrin* suegr* cunad* nuera yerno "
     "friend amig* roommate boyfriend girlfriend bf gf novi* partner pareja fiance* in_law grandson granddaughter nieto nieta niet* "
     "compadre comadre teen teenager muchach*"},
    {"child",
     "kid kids child boy girl toddler preschooler nino nina nin* chamac* chiquill* year_old my_little ano_y_medio de_anos dos_anos "
     "tres_anos cuatro_anos"},
    {"baby",
     "baby babys babies newborn infant bebe bebes bebit* recien_nacid* nacid* weeks_old week_old month_old months_old days_old day_old "
     "preemie de_semanas de_un_mes de_dos_meses semanas_de_nacid* dias_de_nacid* nb quince_dias veinte_dias"},
    {"pregnant",
     "pregnan* embaraz* expecting weeks_along months_along weeks_pregnant trimester trimestre due_date contraction* contraccion* "
     "in_labor parto en_labor preggo weeks semanas postpartum gave_birth had_the_baby dio_a_luz di_a_luz c_section cesarea encinta "
     "prenada fetal womb miscarr* aborto ectopic* preeclamps*"},
    {"help",
     "help ayuda ayud* auxilio socorro 911 nine_one_one nueve_once ambulance ambulancia emergency emergencia emergencias urgente "
     "urgencia send_someone send_somebody manden hurry apurense rapido_por_favor please_hurry what_do_i_do que_hago should_i_call "
     "llamo_al sos mayday asap need_someone_now come_quick vengan"},
    {"parting",
     "forever for_good for_ever para_siempre once_and_for_all de_una_vez my_last last_night_on last_time ultima ultimo sorry perdon* "
     "perdon loved i_love los_amo los_quiero la_quiero lo_amo thank_you_for_everything thanks_for_everything peace made_my_peace "
     "my_kids mis_hijos mis_ninos will_be_fine cuiden cuidenme orphan huerfan*"},
    {"home_alone",
     "locked lock* door puerta room cuarto bathroom bano closet bedroom recamara house casa garage cochera basement sotano alone sol* "
     "whisper* quiet bajito listening oyendo next_room next_door phone telefono keys llaves engine motor running belt cinturon chair "
     "silla"},
    {"hush",
     "dont_want_to_bother sorry_to_bother not_sure_if probably_nothing maybe_its_nothing no_quiero_molestar disculpe_la no_se_si "
     "is_this_serious is_it_serious es_grave should_i_worry should_i_be is_it_bad is_it_ok is_that_ok should_i deberia debo_ir "
     "me_preocupo need_to_come what_should que_me_tomo que_le_doy kind_of kinda sort_of weird funny strange raro rara off extrano"},
};

/// What fails, in whom, by what.
inline constexpr Idea kDangers[] = {
    {"breath",
     "brieth* breth* breath breaths breathe breathes breathing breathin breathless breahe* breateh* brething respir* rrespir* aliento "
     "resuell* inhale inhaling exhale pant panting panted winded jadea* resollar short_of_breath out_of_breath short_winded agitad* "
     "catch_my catch_his catch_her"},
    {"air", "air aire oxigeno jala jalar jalando jale agarrar_aire"},
    {"choke",
     "chok* ahog* asfix* suffoc* sofoc* atragant* atrag* ator* strangl* gag gagging gasp* wheez* stridor croup crup silb* chifl* "
     "gurgl* drown* smother* went_down_the_wrong wrong_pipe stuck_in stuck_down lodged se_le_fue grabbing_his_throat crowing "
     "barking_noise whistl* ronca_feo hervor retract* nostrils flaring ribs_are se_le_hunden se_le_sumen costillas sucking_in heimlich "
     "chicloso grape uva hot_dog"},
    {"oxygen",
     "oxygen oxigeno oxig* o2 sats sat pulse_ox oximet* saturacion satur* inhaler* puffer nebuliz* inhalador* asthma asma asmatic* "
     "copd epoc albuterol salbutamol trach cpap_at lungs lung pulmon* ventilator plugged concentrator finger_clip"},
    {"blue",
     "blue bluish purple gray grey ashen dusky white pale pal* palid* morad* moradit* azul azulad* azulit* gris grisace* blanc* "
     "blanquit* colorless mottled moteada jaundice* yellow amarill* cyano* no_color sin_color turning_colors white_as"},
    {"lips", "lip lips labio* mouth boca gums fingernail* nails unas"},
    {"chest",
     "chest chests pecho breastbone breast_bone sternum esternon ribs rib_cage torax boca_del_estomago middle_of_my upper_body "
     "left_side_of_my"},
    {"heart",
     "heart hearts hart corazon corason ticker cardiac cardiac* cardia* pulse pulso palpit* heartbeat heart_rate latid* late_muy "
     "pacemaker marcapaso* pacer defib* icd stent* angina nitro* arrhythm* afib v_tach tachy* taquicard* infart* heart_attack "
     "attack_of_the coronary bypass"},
    {"race",
     "racing races pounding pound* skip* flutter* fast_heart acelera* brinca salta_el somersault* flip_flop* irregular* too_fast "
     "muy_rapido thump* galop* late_muy_rapido se_me_sale one_eighty one_ninety two_hundred one_seventy shock* shocked_me zapp* zap "
     "descarga*"},
    {"arm", "arm arms brazo brazos shoulder hombro jaw quijada mandibula shoulder_blade* omoplat* pinky left_arm wrist_to elbow"},
    {"pressure",
     "pressure presion pres* tight tightn* tighten* squeez* squez* crush* heavy heavi* weight_on elephant* elefante piedra ladrillo "
     "brick band_around belt vise vice apriet* aprieta* opres* oprim* aplast* band clench* truck_on parked_on sitting_on "
     "someone_standing cinturon faja_apret* peso_en peso_encima losa"},
    {"pain",
     "pain pains painful pane hurt hurts hurting hurtin ache aches aching achy dolor dolores duel* dolio punzad* punz* sharp stabb* "
     "throb* tear tearing ripp* ripped torn rip burning arde ardor ard* cramp* calambr* colic* retorcij* dolencia sting_ing sore doler"},
    {"sweat", "sweat* sud* clammy cold_sweat trasud* drench* sudor pegajos* soaked_in_sweat empapado_en_sudor"},
    {"face",
     "face faces cara carita rostro smile sonris* eyelid* parpado cheek cheeks mejilla cachete* lopsided* half_of_his half_of_her "
     "media_cara"},
    {"droop",
     "droop* drop* sag sags sagging slack slid sliding crooked chuec* torci* torcid* tuerc* lopsided uneven pulled_to "
     "se_le_fue_la_cara caid* se_cae_la_cara melted hanging_down off_to_one_side de_lado ladead* dribbl* drool* babea* baba"},
    {"numb",
     "numb* tingl* pins_and_needles asleep_arm adormec* dormid* se_me_durm* se_le_durm* se_me_duerm* durmio hormigue* entumi* entumec* "
     "paralyz* paralys* paraliz* cant_feel no_siento no_siente lost_feeling lost_strength no_strength sin_fuerza limp_arm dead_arm "
     "went_dead lead weak weakness debil* debilidad fuerza heavy_arm clumsy torpe lost_all_strength dropping_things se_le_caen "
     "no_feeling no_sensation sensation unable_to_move won't_move"},
    {"side",
     "side sides lado lados left right izquierd* derech* half mitad medio_cuerpo media one_sided left_side right_side one_side un_lado"},
    {"limb",
     "leg legs pierna* foot feet pie pies hand hands mano manos finger fingers dedo* toe toes thumb thumbs pulgar ankle tobillo thigh "
     "muslo calf pantorrilla knee_cap limb* extremidad* arm arms brazo* wrist muneca forearm shin"},
    {"speech",
     "speech talk talks talking speak speaks speaking words word habla hablar hablando hablar_bien palabra* say_anything "
     "lengua_trabada slur* slurr* garbl* jumbl* gibber* gibrish mumbl* balbuce* enredad* trabad* arrastra* nonsense babbl* incoheren* "
     "coherent tongue_tied no_se_le_entiende no_le_entiend* cant_understand_what make_sense making_sense makes_sense soup sounds_drunk "
     "like_drunk como_borrach* borrach* acting_drunk drunk"},
    {"confused",
     "confus* confund* disorient* desorient* delirious delir* alucina* hallucinat* out_of_it out_of_his out_of_her not_himself "
     "not_herself not_acting_right acting_weird acting_strange doesnt_know no_sabe_donde no_conoce no_reconoce no_me_reconoce "
     "recogniz* not_recogniz* como_ido como_ida quedo_ido quedo_ida ido ida perdid* atarant* atontad* seeing_things seeing_bugs "
     "forgets_what keeps_asking same_question remember recuerd* acuerd* incoherenc* talking_out what_day nonsense scrambled loopy "
     "daze* aturdid* letargic* lethar* staring stare stares mirada_fija blank zoned fuera_de_si doesnt_remember groggy"},
    {"stroke",
     "stroke strokes ministroke derrame* embolia* mini_stroke tia ataque_cerebral aneurism* aneurysm* brain_bleed hemorragia_cerebral "
     "infarto_cerebral evc acv"},
    {"headache",
     "headache* head_ache migraine migrana dolor_de_cabeza cabeza_me head_feels thunderclap head_hurts head_is_pounding "
     "me_duele_la_cabeza jaqueca head_pain skull"},
    {"walk",
     "walk walks walking stand standing stumbl* balance equilibrio caminar camina pararse parar_derech* leaning lean leans "
     "se_va_de_lado de_lado_al tambale* stagger* upright veer* door_frame falling_over se_cae legs_gave legs_give collapsed_walking "
     "bump*_into"},
    {"dizzy",
     "dizz* mare* lighthead* light_headed vertig* woozy wozy spinning da_vueltas vueltas wobbly faint_feeling seeing_stars "
     "seeing_spots veo_lucecitas lucecitas estrellit* veo_puntit* spots sparkles graying tunnel"},
    {"faint",
     "faint* pass_out passed_out passing_out passes_out black_out blacked_out blacking_out blackout desmay* desvanec* desplom* "
     "collaps* keeled went_down hit_the_floor crumpled syncope se_me_fue_el_mundo me_voy_a_caer gray_out se_quedo_tirad* slumped "
     "on_the_floor on_the_ground en_el_piso en_el_suelo tirad*"},
    {"unresponsive",
     "unresponsive uncons* inconsc* wake_up wake wakes waking rouse rousing arouse awake_at despert* despiert* respond* respon* "
     "reaccion* reacciona no_contesta contesta answer answering answers stir come_to come_around vuelve_en_si volver_en_si moviendose "
     "limp floppy lifeless no_vuelve wont_come_to no_signs_of flacid* aguad* flojit* trapo como_trapo not_moving no_se_mueve wont_move cant_keep_awake "
     "stay_awake keep_awake nod_off nodding_off not_answering passed_out_and"},
    {"sleepy",
     "sleepy drows* sleeping sonolient* adormilad* adormilada muy_dormid* bien_dormid* zoning sluggish weak_cry no_llora lethar* "
     "listless dopey drowsi* hard_to_wake"},
    {"seizure",
     "seiz* seizer* sezi* sizur* convuls* convulc* epilep* ataque ataques twitch* jerk* shaking_all tiembl* temblando tembl* temblor* "
     "eyes_rolled eyes_roll rolled_back ojos_en_blanco ojos_para_arriba foam* espum* stiff_and stiffen* tieso tiesa tiesit* "
     "se_puso_dur* having_a_fit fits lip_smacking smacking rigid* bit_his_tongue shaking shook shakes keppra"},
    {"suicide",
     "suicid* self_harm kms unalive autolesi* quitarme_la quitarse_la quitarnos kill_myself kill_herself kill_himself killing_myself "
     "end_it end_my end_it_all ending_it take_my_life took_his_life matarme matarse me_mato me_voy_a_matar hacerme_dano hacerse_dano "
     "lastimarme hurt_myself hurting_myself harm_myself hurt_himself hurt_herself hurting_herself cut_myself cutting_myself "
     "cutting_herself cortarme cortarse cortandose slit hang_myself hang_himself ahorcarme ahorcarse colgarme jump_off aventarme "
     "tirarme lanzarme hung_himself hung_herself se_colgo bleed_out something_stupid una_tonteria una_locura burning_myself hacerme_algo"},
    {"die",
     "die dies dying dead death died morir* morirme muero muer* murio muriera muriendo muerto muerta muerte fallec* croak not_exist "
     "disappear desaparec* gone_forever exist stop_existing existe existir alive vivo viva live living vivir viviendo vida life "
     "be_here be_around wake_up_tomorrow never_wake no_despertar dormir_para_siempre sleep_forever here_anymore estar_aqui seguir_aqui "
     "seguir_viv* this_world este_mundo went_to_heaven cielo_con not_come_back irme_de"},
    {"despair",
     "anymore ya_no cant_go_on cant_take cant_do_this no_aguanto no_puedo_mas no_point sin_sentido ningun_sentido no_tiene_sentido "
     "no_le_veo no_reason reason_to no_hay_razon hopeless worthless burden carga estorb* better_off estarian_mejor mejor_sin easier_if "
     "without_me sin_mi bothering_you_anymore hold_on_any couldnt_hold pude_mas no_pude_mas done_forever be_done locura tonteria "
     "nobody_cares nobody_would no_one_would no_one_will nobody_will so_done_with nadie_me_va no_way_out want_to_be_dead wanna_be_dead "
     "a_nadie_le nadie_me tired_of cansad*_de harta_de harto_de give_up me_rindo rendir* done_with_it done_with_everything im_done "
     "no_valgo va_a_extranar make_it_through wont_make_it pasar_de_esta myself_safe safe_from_myself feel_safe trust_myself no_confio_en_mi "
     "alone_in unbearable empty_inside vacio hate_myself me_odio nothing_left nada_me_importa wont_matter doesnt_matter wont_be_here "
     "no_voy_a_estar no_longer_want no_quiero_seguir want_out wish_i_was_dead wish_i_were_dead wish_i_was_gone wish_i_werent wish_i_didnt"},
    {"farewell",
     "goodbye goodbyes good_bye good_byes saying_bye adios bye_forever despid* despedi* despedirme despedida farewell note left_a_note "
     "suicide_note letter_to letters carta dejo_una_carta deje_una_carta recado last_message ultimo_mensaje tell_her_i_love "
     "tell_them_i_love diganle_que last_day ultimo_dia giving_away regalando gave_away regalo_sus take_care_of_my cuiden_a forgive_me "
     "perdonenme my_will i_wont_be_here wont_need not_going_to_need ya_no_voy_a_necesitar encargo encargue who_gets"},
    {"means",
     "pills pastill* bottle frasco rope soga cuerda noose gun pistola rifle shotgun escopeta arma firearm blade razor navaja cuchillo "
     "knife gillette bridge puente roof azotea tracks vias overpass ledge cornisa edge ninth_floor veneno poison balcony balcon "
     "garage_running exhaust train_tracks metro window ventana plan planned have_a_plan the_means cliff barranco bullet* bala* loaded "
     "stash* hoard*"},
    {"voices",
     "voices voces whisper* voice_says voice_in hear_voices voz_me telling_me_to me_dicen_que me_ordenan commands demon* demonio satan "
     "the_devil diablo something_tells something_is_telling thoughts_of urges urge_to intrusive impuls* pensamiento* thoughts"},
    {"myself",
     "myself himself herself themselves yourself a_mi_mism* a_si_mism* mi_bebe my_baby the_baby my_kids mis_hijos a_mi_hijo "
     "a_mi_esposo my_mother wall wrists venas munecas"},
    {"hurt_other",
     "hurt harm kill kills killing matar* mat* lastim* dano dañ* smother* shake_him shook_him shake_the_baby drown_her throw_him "
     "do_something_to hacerle_algo ahorcarla"},
    {"blood",
     "blood bloody sangr* sangre bleed* bled hemorr* hemorrag* desangr* red_stuff bright_red nosebleed nose_bleed rojo rojiza "
     "solid_red coffee_ground* tarry black_tar tar_like chapopote negro_como black_stool stool_is_black black_poop popo_negr* "
     "obrando_negro maroon melena crimson pink_foam bleading bleding"},
    {"gush",
     "gush* pour* spurt* squirt* spray* stream* river puddle pool_of charco chorr* borboton* fuente_de soak* empap* drench* lot lots "
     "tons a_lot mucha mucho muchisim* everywhere por_todos todo_lleno bucket cubeta faucet llave_abierta cup taza vaso towel* toalla* "
     "pads pad gauze gasa* changing clots clot coagul* cuajar* profus* heavy heavily hose filling_up keeps_filling through_the_bandage "
     "llena nonstop full_of dripping_down running_down"},
    {"thinner",
     "warfarin coumadin eliquis xarelto plavix blood_thinner* anticoag* aspirin aspirina heparin clopidogrel hemophil* hemofil* "
     "pradaxa thinners dialysis dialisis fistula graft"},
    {"vomit",
     "vomit* throw_up threw_up throwing_up throws_up puke* puking puked spit_up spitting_up spit arroj* devolv* deposic* guacare* "
     "basca* came_up nausea* nauseous cough_up coughing_up coughed_up escup* tos_con retch* gag"},
    {"wound",
     "wound* herid* incision stitches puntos cut cuts cortad* corto cortada corte gash* lacerat* slice* sliced socket site sutur* "
     "staples grapas opened_up split split_open popped burst abrio abiert* revent* bandage venda dressing c_section_cut tonsil* "
     "hole_in puncture circumcis* varicose* scalpel operacion operad* operaron surgery cirugia post_op postop extraction extract* "
     "muela_que port catheter"},
    {"mouth_pool",
     "tooth teeth muela* diente* molar gum gums encia* wisdom jaw quijada dental root_canal floor_of abscess absces* postemilla "
     "under_my_tongue abajo_de_la_lengua"},
    {"throat",
     "throat garganta tongue tung lengua airway neck cuello uvula tonsil* anginas voice voz hoarse ronc* swallow* tragar saliva "
     "spit_out swallow_my vias_respiratorias"},
    {"swell",
     "swell* swol* swoll* hinch* hinchad* inflam* puff* puffy bloat* fat huge grandot* enorme balloon* globo sausage* salchich* "
     "closing close closes closed_up close_up cierra cierr* cerrand* se_me_cierra se_le_cierra thick gruesa blew_up blowing_up "
     "blown_up angioedem* bulg* melon grew_big twice_its_size bigger lump_in clos*"},
    {"hives",
     "hive hives ronch* welt* itch* pica picaz* comez* rash sarpull* salpull* urticar* whelp* red_all bumps_all granos_por brote* "
     "breaking_out broke_out blotch* manch* blister* ampoll* spots_all peel*_off skin_is"},
    {"allergy",
     "allerg* alerg* anaphyl* anafil* epi epipen* epi_pen reaction reaccion* reacting benadryl peanut* cacahuat* mani nuts nut cashew* "
     "almond* nuez nueces shrimp camaron* shellfish marisco* langost* egg huevo latex penicil* amoxi* antibiotic antibiotico sulfa bee "
     "bees abeja* wasp wasps avispa* sting stings stung aguij* hornet* fire_ant* hormig* sesame strawberr* fresas milk dye contraste "
     "vaccine vacuna shot"},
    {"overdose",
     "overdos* sobredos* od oded od'd ods too_many too_much demasiad* de_mas double_dose doubl* doble extra_dose twice_the "
     "dos_veces_la whole_bottle entire_bottle all_the_pills handful* punado* puno fistful bunch_of monton_de como_veinte frasco_entero "
     "whole_pack blister_entero wrong_pills wrong_dose wrong_medicine wrong_med by_mistake por_error equivoc* accidentally mistake "
     "mixed_up intoxic* the_whole all_his all_her all_my todas_las todo_el empty_bottle vacio_el_frasco is_empty how_many cuantas "
     "instead_of en_vez_de no_sabemos_cuant*"},
    {"ingest",
     "took take taken taking drank drink drinks drinking chug* swallow* ingest* ate eat eaten eating chew* lick* tomo tome tomaron "
     "tomado tomar bebio bebi trago tragado trag* comio comi comieron se_comio se_trago se_tomo ingiri* got_into got_hold into_the "
     "mouthful snort* inject* inyect* shot_up smok* fumo vap* huffed inhal* put_in_her_mouth put_in_his_mouth bit_into se_metio sip "
     "sipped"},
    {"drug",
     "pill pills pastill* tablet* tylenol acetaminophen acetaminofen paracetamol advil ibuprofen* aspirin* benadryl xanax klonopin "
     "clonazepam rivotril valium ativan ambien melatonin oxy oxycod* oxycontin percocet vicodin norco hydrocod* fentan* fetan* heroin* "
     "heroína cocain* coca coke meth cristal crystal methadone metadona morphin* morfina tramadol suboxone gummies gummy edible* weed "
     "mota marihuan* lithium litio antidepress* antidepresiv* zoloft prozac metformin* medicine medicina* medication* meds medicament* "
     "vitamins vitaminas iron_pills hierro sleeping_pills para_dormir heart_pills pressure_pills presion_pastillas patch patches "
     "parche* blood_pressure_med* opioid* opiates narcan naloxon* adderall gabapentin muscle_relaxer* insulin* insulina units unidades"},
    {"alcohol",
     "drunk alcohol vodka tequila beers beer cerveza* whiskey wine rubbing_alcohol hand_sanitizer twenty_shots shots_of trago_de licor "
     "borrach* tomado booze detox* withdraw* abstinen* quit_drinking stopped_drinking deje_de_tomar dts"},
    {"poison",
     "poison* venen* envenen* bleach cloro clorox lejia ammonia amoniaco lye sosa drain_opener drain_cleaner drano pinol fabuloso "
     "antifreeze anticongelante gasoline gasolina kerosene thinner_paint solvent* pesticid* insecticid* weed_killer roundup roach raid "
     "rat_poison raticida rat_bait mata_ratas mushroom* hongos berries antifreez* detergent* detergente tide_pod pod pods toxic* "
     "toxico acid acido cleaner cleaning_fluid cleaning_product* limpiador under_the_sink chemical* quimico* lighter_fluid nail_polish "
     "perfume acetone acetona mothball* naftalina lamp_oil paint_thinner aguarras hand_soap toilet_cleaner windex disinfect* "
     "desinfect* poisson"},
    {"gas",
     "carbon_monoxide monoxid* co_alarm co_detector gas_leak gas_smell smell_gas huele_a_gas olor_a_gas fuga_de_gas fumes vapores "
     "smoke humo propane propano alarm alarms beeping anafre generator exhaust brasero boiler fire incendio flames lumbre house_is_on on_fire incendi* "
     "burned_down"},
    {"foreign",
     "battery batteries pila pilas bateria_de magnet magnets iman imanes coin coins moneda quarter penny bead marble canica lego "
     "needle aguja button_batter* staple nail clavo tack hearing_aid_batter* bone_in fish_bone espina hueso_de_pollo glass vidrio"},
    {"see",
     "see seeing saw sees vision sight eyesight vista veo ve ver viendo blind* ciego ciega cieg* look_at reading_vision half_of_what "
     "visual"},
    {"eye", "eye eyes ojo ojos eyeball globo_ocular pupil pupils pupila* cornea retina iris"},
    {"dark",
     "black dark darkn* gray_out blurr* blur borros* nubl* negro negra oscur* curtain cortina shade veil velo shadow sombra lost_sight "
     "gone missing half_missing flash* floater* destello* moscas_volantes lightning_in spots_in foggy cloudy empan* double doble "
     "two_of_everything two_of_you doubl* blank_spot tunnel halos se_me_apago went_out quit_seeing perdi_la perdio_la dim dimmed "
     "patch_missing"},
    {"filler",
     "filler fillers relleno* juvederm restylane hyaluronic hialuron* injected injection inject* inyeccion* inyect* tear_trough ojera "
     "nasolabial nose_job_filler glabella* sculptra radiesse kybella botox toxina prp microneedl* laser peel treatment tratamiento "
     "procedure procedimiento threads hilos iv_drip drip suero vitamin_drip ozempic semaglut*"},
    {"fever",
     "fever feverish fiebre calentura febril temp temperature temperatura burning_up ardiendo hirviendo muy_caliente muy_calient* "
     "caliente hot_to_touch feels_hot one_oh* a_hundred_and one_hundred hundred thirty_nine forty_degrees treinta_y_nueve "
     "treinta_y_ocho cuarenta_de 101* 102* 103* 104* 105* 38 39 40 41 rectal degrees grados"},
    {"chills",
     "chill* shiver* escalof* rigor* shaking_with freezing_and temblorin* sepsis septic* infeccion_en infected infection infeccion "
     "infect* red_streak* streak* pus supur* purulent* smells_bad huele_mal stink* foul spreading_red raya_roja neck_stiff stiff_neck "
     "stiff cuello_ties* cuello_dur* chin_to light_hurts no_aguanta_la_luz mening* chemo quimio quimioterapia transplant* trasplant* "
     "neutropen* immune petech* dont_fade doesnt_fade not_fade no_se_quitan_al"},
    {"feeding",
     "wet_diaper* diaper* panal* nurse_since nursing bottle_since soft_spot mollera fontanel* sunken hundid* sumid* refus*_to_eat "
     "wont_eat wont_drink no_quiere_comer no_come no_quiere_el_pecho no_quiere_mamar inconsol* wont_stop_crying no_deja_de_llorar "
     "llora_y_llora crying_nonstop dehydrat* deshidrat* no_tears sin_lagrimas dry_mouth green_vomit bilious no_moja no_pee hasnt_peed "
     "no_orina not_peeing no_hace_pipi"},
    {"water_broke",
     "water_broke water_breaking water_just fluid liquido fuente rompio_la_fuente se_rompio_la rompio_fuente se_me_rompio el_agua "
     "leaking amniotic* cord cordon crowning head_is_coming heads_coming push pushing pujar coming_out ya_viene viene_el_bebe spotting "
     "mancha manchado placenta se_me_salio kicks kick kicking movement movements moving mueve movid* movimiento* patad* flips "
     "siento_al_bebe"},
    {"fall",
     "fell fall falls falling fallen cayo caer cai caid* caida slipped resbal* tumbl* rolled_off tripped tropec* dropped_him "
     "dropped_her se_me_cayo second_floor ladder escalera* andamio scaffold* roof_fall stairs azotea_y window_fall barandal "
     "off_the_bed changing_table dove clavad* tub regadera"},
    {"crash",
     "crash* car_accident accident* wreck* collision rollover run_over ran_over hit_by struck_by a_car_hit car_hit truck_hit atropell* "
     "choque choc* chocamos volc* volcadura motorcycle moto motocicleta bike bici forklift fork_lift tractor semi airbag* thrown_from "
     "ejected tree_fell tree_came horse_kicked kicked_by patad*_de crush* crushed pinned prensad* under_the under_a debajo_del trapped "
     "atrapad* rolled_over machinery machine maquina snowblow* lawn_mower mower press cortadora sierra saw chainsaw motosierra "
     "nail_gun table_saw grinder"},
    {"head_injury",
     "hit_his_head hit_her_head hit_my_head bumped_his_head head_injury concuss* conmoc* golpe_en_la_cabeza se_pego_en_la_cabeza "
     "me_pegue_en_la_cabeza pego_en_la_cabeza banged_his banged_her head cabeza skull craneo nuca forehead_split golpe* golpeo pego"},
    {"bone",
     "bone bones hueso* broke broken broken_bone fractur* snapped dislocat* disloc* zafo zafad* sticking_out poking poked se_le_ve_el "
     "se_le_salio deform* bent wrong_way s_shape twisted quebr* rompi* rompio leg_is_bent spine columna vertebra* hip cadera pelvis "
     "neck_broke collarbone clavicul* jaw_broke rib"},
    {"severed",
     "cut_off sever* ampu* came_off torn_off ripped_off bit_off chopped volo_los le_volo arranc* mocho sliced_off ice_bag finger_off "
     "thumb_off tip_off mangled destroz* degloved hanging_by colgando hanging_off hanging_out"},
    {"burned",
     "burn burns burned burnt burnin quem* scald* escald* boiling hirviendo grease oil aceite steam vapor hot_water agua_caliente "
     "hot_coffee hot_soup caldo_caliente flames fire fuego lumbre explosion explot* exploded firework* cohete* gasoline_fire "
     "skin_is_peeling skin_hanging third_degree tercer_grado electrocut* electric* shock_from live_wire toque descarga corriente "
     "lightning rayo frostbit*"},
    {"stabbed",
     "stab* stabbed apunal* punal* acuchill* navaj* shot gunshot gun_shot balac* balazo* bala dispar* shoot* shooter tiro tiros "
     "tirote* shots_fired bullet impaled impal* machete machetazo knife_in nail_through through_his through_my went_through"},
    {"violence",
     "beat beating beats beaten hitting hits_me hit_me pegando pega pego_mi golpea* golpeo golpeando golpes punch* slap* kick*_me "
     "choked_me ahorc* estrangul* strangled rape* raped viol* violo violaron molest* touched_me toco_mi me_toco abus* assault* agredi* "
     "ataco atacaron threat* amenaz* stalk* siguiendo follow* following_me hostage rehen hiding hide escond* threw_me threw_her "
     "threw_him threw_my throws_things azoto aventandome jalo_del jaloneo jumped_me chasing chase* scared_of_him afraid_of "
     "afraid_to_go locked_in encerr* wont_let_me_leave no_me_deja_salir trafficked kidnap* secuestr* broke_in breaking_in break_in "
     "intruder se_metio_alguien se_metieron pounding_on breaking_down armed armado forced_me me_obligo aventando drugged_me fight "
     "fighting peleando ties_me controlling listening cant_talk_freely act_like_youre"},
    {"weapon", "gun guns pistola arma rifle knife cuchillo navaja machete bat bate hammer martillo bomb bomba weapon grenade"},
    {"abuser",
     "husband boyfriend ex esposo marido novio pareja ex_husband stepdad padrastro stepfather partner caregiver cuidador* roommate "
     "novia stranger hombre guy"},
    {"bite",
     "bite bit bitten mord* mordio mordi* snake vibora serpiente culebra rattle* rattlesnake copperhead cottonmouth coral spider arana "
     "widow recluse viuda_negra violinista scorpion alacran* escorpion jellyfish medusa stingray raya bat murcielago rabid rabia "
     "raccoon mapache monkey pit_bull pitbull shark tick dog_bit dog_bite picadura pico_un pico_una lo_pico la_pico me_pico le_pico"},
    {"sugar",
     "sugar azucar glucos* glucosa glucometer meter insulin insulina diabet* hypo hypoglyc* hipogluc* ketone* cetona* ketoacid* dka "
     "blood_sugar low_sugar high_sugar reads_hi reading_low says_hi says_low cgm dexcom fruity acetone_breath thirsty"},
    {"number_low",
     "twenty thirty forty fifty sixty veinte treinta cuarenta cincuenta sesenta twenty_* thirty_* forty_* thirties forties fifties"},
    {"number_high",
     "seventy eighty setenta ochenta seventies eighties two_hundred three_hundred four_hundred five_hundred six_hundred doscient* "
     "trescient* cuatrocient* quinient* one_eighty one_ninety over_two"},
    {"clot_leg",
     "calf pantorrilla dvt blood_clot clot_in trombos* embolism embolism* pulmonary leg_is_swollen pierna_hinchada long_flight "
     "vuelo_largo"},
    {"groin",
     "testic* ball balls nut_sack privates scrot* huevo_derecho huevos_duelen compan* partes down_there penis pene erection ereccion "
     "priapism* viagra cialis ed_pill ed_shot sildenafil up_for it_wont_go_down no_se_baja hernia saddle between_my_legs "
     "entre_las_piernas vagin* prolaps*"},
    {"pee",
     "pee peed peeing urinat* orin* pipi bladder vejiga bowel control_my wet_myself wet_my pooped_myself esfinter* oriné hacer_del "
     "not_a_drop catheter sonda urine orina"},
    {"belly",
     "belly stomach tummy abdomen* panza barriga estomago vientre appendi* apendic* gut guts rigid hard_as como_tabla dur* rebound "
     "lower_right intestin* pancrea* gallbladder vesicula bowels"},
    {"heat_cold",
     "heat_stroke heatstroke golpe_de_calor insolac* insolad* hypotherm* hipoterm* in_the_snow frozen congelad* stopped_sweating "
     "not_sweating marathon roofing hot_car carro_caliente sauna ice hielo ice_water shivering out_in_the_sun bajo_el_sol sunstroke"},
    {"cold_limb",
     "cold fria frio ice_cold helad* pulseless no_pulse sin_pulso white_toes blue_toes compartment cast yeso too_tight ferula splint "
     "gangren* negr*_dedo black_toe"},
    {"water",
     "pool alberca piscina drowned drowning under_water bathtub tina bucket swimming lake lago river rio pulled_her pulled_him "
     "underwater"},
    {"kidney",
     "kidney rinon* dialysis dialisis liver higado transplant trasplante adrenal addison* sickle* celulas_falciformes crisis steroid* "
     "hydrocortison* cirrhosis ascites"},
};

}  // namespace callwell::nlu::emergency_concepts
