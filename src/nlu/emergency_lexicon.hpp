// The words of red flags in both languages, folded: what fails × in whom or where, what makes that doubtful, and without
// which words nothing is taken for an emergency. Groups are words parted by spaces; * stands for any ending.
#pragma once

#include <array>
#include <string_view>

namespace callwell::nlu::emergency_lexicon {

struct RedFlag {
  std::string_view kind;
  std::array<std::string_view, 3> groups;  ///< each must be met; empty ones are not asked for
};

inline constexpr std::string_view kPerson =
    "i im i'm he he's hes she she's shes they we my his her baby bebe mom dad son daughter wife husband kid toddler someone mi el ella hijo hija mama papa "
    "esposo esposa se me le esta estoy nino nina abuel*";

inline constexpr RedFlag kRedFlags[] = {
    {"breathing", {"cant cannot can't barely hardly trouble struggl* stopped isn't isnt not no apenas dificultad dejo casi", "breath* breathe* respir*", kPerson}},
    {"breathing", {"catch get enough agarrar jalar", "breath air aire", "cant can't cannot trouble puedo puede"}},
    {"breathing", {"choking suffocat* asfixi* ahogando ahoga atraganto atoro atragant* gasping wheez* winded", kPerson, ""}},
    {"breathing", {"falta faltando", "aire", ""}},
    {"breathing", {"blue morado morada moradit* azul gris gray grey", "lips face turn* skin baby he he's she she's labios pone puso poniendo collapsed", ""}},
    {"breathing", {"oxygen oxigeno sats oximeter saturacion number", "low drop* eighty seventy ochenta setenta bajando", ""}},
    {"breathing", {"lungs", "water burn* full", ""}},
    {"chest_pain", {"chest pecho", "pain* hurt* hurting tight* pressure crush* squeez* heavy heaviness burning worse duele dolor presion opresion aprieta peso punzada thing elephant sitting", ""}},
    {"chest_pain", {"heart heart's corazon", "attack racing pounding stopping infarto acelera fluttering", kPerson}},
    {"chest_pain", {"breastbone sternum ribs esternon", "pressure squeez* tight* heav* pain* ache* burning dolor presion", ""}},
    {"chest_pain", {"infarto", "dando tiene esta creo", ""}},
    {"chest_pain", {"pain ripped tearing", "shoulder blades", "between"}},
    {"chest_pain", {"defibrillator pacemaker desfibrilador", "shock* dio", ""}},
    {"stroke", {"face cara boca mouth arm brazo side lado speech words habla* eyelid eyelid's body", "droop* numb slur* torci* chuec* dormi* paraliz* enredad* garbled crooked weak jumbled raro", ""}},
    {"stroke", {"side lado arm brazo leg pierna", "working limp dead dormid* responde", "quit stopped suddenly gone left right izquierdo derecho"}},
    {"stroke", {"cant can't cannot not no couldn't", "talk speak walk move lift stand think hablar mover caminar", "now suddenly straight arm leg brazo pierna words side right raro"}},
    {"stroke", {"stroke derrame embolia", "having dando tiene think creo", ""}},
    {"stroke", {"worst peor", "headache", "life vida sudden"}},
    {"stroke", {"double doble two", "seeing veo", ""}},
    {"self_harm", {"kill matar* hurt* suicid* quitarme quitarse cortarme dano end ending cutting", "myself himself herself vida life matarme wrists venas baby people husband wife him", "thinking think want going feel might i pensando quiero voy"}},
    {"self_harm", {"suicidal matarme suicidarme suicidarse", "", ""}},
    {"self_harm", {"cut slit corto cortado", "wrists venas", ""}},
    {"self_harm", {"dont don't not never no", "live alive vivir here existir wake exist", "want wanna quiero anymore quiere wish"}},
    {"self_harm", {"want wanna wish quiero quiere", "die dead morir morirme", ""}},
    {"self_harm", {"roof bridge ledge puente azotea", "standing jump parado saltar", ""}},
    {"self_harm", {"goodbye adios despidame", "me", "tell trying for digale"}},
    {"self_harm", {"pistola gun rope pastillas pills soga", "aguanto vivir end over quiero anymore", ""}},
    {"self_harm", {"rope soga noose razor navaja blade gun pistola", "live vivir die done anymore myself wrist arms neck cuello", ""}},
    {"self_harm", {"canse cansad* hart* tired done sick", "vivir vida living existir", ""}},
    {"self_harm", {"aventar tirar lanzar saltar jump* throw", "edificio puente ventana azotea techo building bridge roof window vias tracks train tren", ""}},
    {"self_harm", {"sleep dormir dormirme", "wake despertar", "never nunca not"}},
    {"self_harm", {"nobody nadie noone one", "care notice miss importa*", "gone died dead disappear* muero desaparezco estoy"}},
    {"self_harm", {"hurt hurting harm cut cutting kill killing hang danger", "myself herself himself", ""}},
    {"self_harm", {"cancel*", "todo todas everything all", "necesitar necesito need needing"}},
    {"self_harm", {"better happier mejor", "without when off sin", "gone dead me mi"}},
    {"self_harm", {"voices voces", "telling tell dicen", ""}},
    {"bleeding", {"bleed* blood sangr* gushing spurting squirting hemorrag* hemorrhag*", "wont won't stop quit nonstop cant can't gushing lot heavily everywhere badly bad mucho mucha para soak* vomit* throwing cough* spit* pouring chorros saw hour", ""}},
    {"bleeding", {"vomito vomit* throwing coughing spitting tosi*", "blood sangre rust", ""}},
    {"bleeding", {"soak* clots coagulos pouring squirting", "pad red through clots bandage blood half it's", ""}},
    {"bleeding", {"thinners anticoagulantes warfarin* eliquis xarelto", "head cabeza hit fell pegue cai", ""}},
    {"anaphylaxis", {"throat tongue tongue's lips garganta lengua labios cara face", "swell* swollen clos* hinch* cierra cerrando itchy tight fat blew balloon*", ""}},
    {"anaphylaxis", {"allergic alergica anaphyla* anafila*", "reaction reaccion shock", "having tengo tiene severe bad swelling dando"}},
    {"anaphylaxis", {"hives ronchas stung", "swallow tragar throat breath* faint pass tongue tongue's", ""}},
    {"overdose_poison", {"overdos* sobredosis poison* veneno bleach cloro lejia antifreeze ammonia fumes methadone fentanyl", "took take drank drink swallow* tomo tome bebio trago ate ingirio overdosed tiene mixed breathed inhal* drinks", ""}},
    {"overdose_poison", {"took swallowed tomo tome trago ate", "bottle frasco handful many bunch all todas muchas puno mistake", "pills pastillas tylenol medicine medicina meds advil frasco bottle dad's"}},
    {"overdose_poison", {"double doubled doble", "insulin insulina dose dosis", ""}},
    {"vision", {"see vision sight veo vista blind ciego ciega ve looking", "cant can't lost blurry blurred gone black suddenly no borroso perdi negro nublo half missing woke", "filler relleno eye eye's ojo injection inyeccion sudden* repente side one un left right trough"}},
    {"vision", {"eye eyes ojo ojos", "metal bleach cloro chemical acid hanging shot blind", ""}},
    {"vision", {"filler fillers injection relleno", "white blotchy mottled blue purple dusky droop* blanca morada", ""}},
    {"infant", {"baby newborn infant bebe nacido month week mes meses semanas", "fever fiebre calentura limp blue unresponsive temp floppy morado flojito", "baby newborn infant bebe nacido old he she mi my"}},
    {"infant", {"baby newborn infant bebe nacido", "wet diaper panal soft sunken hundida despierta wake bulging", ""}},
    {"pregnancy", {"pregnant weeks embarazada semanas", "bleed* sangr* blood broke rompio moving mueve contractions contracciones cramping fluid gushing spots", ""}},
    {"pregnancy", {"water fuente", "broke broken rompio", ""}},
    {"pregnancy", {"baby bebe", "moving moved mueve movido kicking", "isn't isnt hasn't not no stopped"}},
    {"trauma", {"bone bone's hueso finger dedo", "sticking see ve salio salido off", ""}},
    {"trauma", {"fell hit crash* shot stabbed cayo golpeo atropell* apunal*", "unconscious confused wake vomit* despierta mueve responde inconsciente answering remember question asking", ""}},
    {"trauma", {"hit struck ran atropello", "car truck bus motorcycle carro moto camion", kPerson}},
    {"violence", {"shooting disparando balazos shooter stabbing", "outside afuera people gente building here aqui someone someone's somebody alguien", ""}},
    {"seizure_unconscious", {"fit fits", "having", kPerson}},
    {"trauma", {"burn* burned quemo queme fire aceite", "chest face cara pecho whole arms cuerpo", kPerson}},
    {"trauma", {"ahorco strangl* choked", "me my her", ""}},
    {"trauma", {"legs piernas", "feel siento move mover", "can't cant no"}},
    {"seizure_unconscious", {"seizure seizing seizures convuls* unconscious inconsciente unresponsive collapsed desmayo desplomo fainted", kPerson, "is having just now esta and not y again keeps se won't wont"}},
    {"seizure_unconscious", {"passed blacked", "out", "times twice hit woke head keeps i've"}},
    {"seizure_unconscious", {"shaking temblando convulsing jerking", "eyes floor piso over rolled ojos", kPerson}},
    {"seizure_unconscious", {"wont won't cant can't not no isnt isn't hasnt hasn't", "wake waking woken despierta responde responding reacciona answering", kPerson}},
    {"seizure_unconscious", {"sugar azucar glucosa glucose", "thirty thirties shaky shaking confused low temblando confundido confundida treinta forty cuarenta", "is esta en at reads"}},
    {"infection", {"fever fiebre", "neck cuello confused confundido chills rash", "won't wont stiff bend tieso high confused doesn't dobla purple"}},
    {"infection", {"incision wound stitches herida puntos", "opened open split abrio abrieron burst", ""}},
    {"infection", {"swelling swollen hinch*", "swallow tragar neck", "tooth muela jaw tongue throat cara diente"}},
    {"violence", {"hitting beating pegando golpeando golpeo raped violo gun pistola knife cuchillo", "me him husband boyfriend esposo pareja ex novio marido", ""}},
    {"other", {"emergencia emergency", "es tengo tenemos it's having we", "mi my mama papa hijo hija help ayuda me we medical medica"}},
    {"other", {"bit bitten bite mordio pico picado", "snake rattlesnake copperhead vibora serpiente widow alacran scorpion", ""}},
    {"other", {"911", "call llam* marque dial", ""}},
    {"other", {"ambulance ambulancia", "send need call manden necesito llame", ""}},
    {"other", {"swallowed trago", "battery batteries magnet magnets pila pilas iman needle aguja", ""}},
    {"other", {"swollen hinchad* leg pierna calf", "breath aire", "short falta can't"}},
    {"other", {"cant can't puedo puede not", "pee urinate orinar swallow tragar", "all day night burst hold head ayer"}},
    {"other", {"yellow amarill*", "confused bruising confundid*", ""}},
};

/// Phrases that make a red flag doubtful, wherever they stand: the past, the possible, the fictional, the administrative.
/// One that ends in a space is the beginning of one.
inline constexpr std::string_view kElsewhere[] = {
    // other creatures, stories, offices
    "movie", "the show", "in a play", "video game", "novel", "anatomy", "my dog", "my cat", "our dog", "our cat", "the dog", "the cat", "puppy", "kitten", "mi perro", "mi gato",
    "perrito", "records", "the bill", "support group", "prevention", "class schedule", "first aid", "primeros auxilios", "clinic for", "do you see", "atienden", "nurse", "firefighter",
    "bombero", "contact", "contacto", "screening", "questionnaire", "i put no", "i marked", "marque que no", "paperwork", "portal", "forms", "hold time", "hold times",
    // long ago, and over
    "years ago", "year ago", "last year", "last summer", "months ago", "days ago", "ano pasado", "mes pasado", "back in", "when i was a", "when he was a", "when she was a", "as a child",
    "as a kid", "as a baby", "used to", "in college", "in high school", "cuando era", "de nina", "desde nina", "desde nino", "once giving", "month ago", "week ago", "weeks ago", "membership", "autopay", "subscription", "de nino", "de chiquito", "stopped", "resolved", "all better", "fine now", "is fine",
    "are fine", "ok now", "healed", "cleared", "on file", "ya se quito", "ya paso", "ya paro", "ya esta bien", "ya respira", "breathing fine", "breathing normally", "recuperado", "recuperada", "getting better", "almost gone",
    "died of", "murio de", "fallecio de",
    // what might be
    "signs of", "sintomas de", "a risk", "side effect", "what if", "what happens if", "in case", "if i ", "if my ", "if someone", "if somebody", "what should i keep", "do people",
    "does the", "can the", "can you", "si me da", "si mi ", "si me ", "algun dia", "que hago si", "que pasa si", "y si ", "puede causar", "puede dar", "puede paralizar", "es peligroso",
    // manners of speaking
    "money", "dinero", "copay", "copays", "the price", "invoice", "factura", "cuenta", "traffic", "trafico", "trabajo", "laughing", "de risa", "give me a", "giving me a", "gave me a",
    "nearly had", "almost had", "about had", "nearly died", "hambre", "de ganas", "blue cross", "blue shield", "burning deadline", "muerta de", "muerto de", "sunscreen", "at work", "driving", "in a meeting", "treats",
    // small
    "a little", "un poco", "poquito", "a drop", "kind of", "slight", "mild", "leve", "allergy to", "allergic to", "no rush", "not an emergency", "no es una emergencia", "no es urgente"};
inline constexpr std::string_view kNegations = "no not never without sin nunca isn't isnt wasn't don't dont nope none ni tampoco";
/// What denies as far as the next half sentence: "no tengo …", "i'm not having …".
inline constexpr std::string_view kDenials[] = {"no tengo", "no tiene", "no traigo", "no me duele", "no le duele", "ya no me", "ya no le", "not having", "don't have", "dont have",
                                                "doesn't have", "doesnt have", "isn't having", "never had", "no he tenido", "hasn't had", "didn't have", "have no", "has no", "nunca he", "no hay"};

/// Without one of these no text is an emergency: whatever fails, whatever it fails in, whatever did it, and cries for help.
inline constexpr std::string_view kDanger =
    "breath* breating brethe respir* air aire chok* ahog* asfix* atrag* ator* gasp* wheez* silb* suffoc* drown* inhal* oxy* oxi* sats lung* pulmon* blue morad* azul purple pale palid* "
    "gray grey gris white blanc* black negr* lip lips labio* throat garganta tongue lengua jaw quijada mandibula jala "
    "chest pecho heart hart corazon infart* arm arms brazo* sweat* sud* crush* pressure presion squeez* tight* apriet* aprieta oprim* aplast* pain* dolor* duel* hurt* ache* aching "
    "pacemaker defib* pulse pulso skip* faint* fade fading face cara boca mouth smile side lado droop* numb* slur* dorm* durm* durmi* chuec* torci* stroke derrame embolia words palabras "
    "headache cabeza head speak* talk* habla* move* mover mueve* walk* camina* stand sense confus* confund* lean* stumbl* dizzy mare* scrambled gibberish "
    "kill* matar* mat* die* dying dead death morir* muer* mori* suicid* live living alive vivir* viviendo vida life end ending over wish myself himself herself harm* dano cut* cort* wrist* "
    "venas jump* saltar avent* bridge puente roof azotea ledge tracks vias gun pistola arma shoot* shot dispar* fit fits rope soga voices voces goodbye adios despid* pill* pastilla* plan planned planning "
    "razor navaja point sentido without sin exist disappear* desaparec* necesitar needing gone anymore tonight aguanto listo better "
    "bleed* bled blood* sangr* desangr* gush* hem* hemorr* spurt* squirt* pour* soak* clot* coagul* vomit* threw throw* cough* spit* escup* tos* nosebleed gauze gasas stitch* "
    "socket poop stool tar popo chorros "
    "allerg* alerg* anaphy* anafil* hives ronchas roncha welts swell* swollen hinch* itch* pica* pico sting stung bee wasp abeja avispa epi* puff* closing cierra cerrando camaron* nuts peanut* "
    "overdos* sobredos* od poison* venen* toxic* raticida took take taken tak* drank drink* swallow* trag* tomo tome toma beb* chug* ate ingiri* got bottle frasco bleach cloro lejia fumes "
    "monoxide gas insulin* dose dosis doubled fentan* heroin* methadone tylenol xanax pod needle mix* mezcl* inyect* batter* pila pilas magnet* iman "
    "see seeing saw vision sight eye eyes ojo* veo ve ver vista blind* ciego ciega dark* curtain shade cortina nubl* filler* relleno* "
    "baby baby's newborn infant bebe nacid* fever* fiebre calentura temp temperature limp floppy aguad* flojit* pregnan* embaraz* contrac* water fuente weeks semanas kick* kicks labor "
    "trauma fell fall* fallen cayo cai caida hit* golpe* crash* car truck choque accident* broke* broken bone hueso stab* apunal* burn* quem* hirviendo scald* neck cuello back espalda finger dedo "
    "amput* atropel* run bala* bit bitten bite mordi* electrocut* leg legs pierna* hand hands mano* foot feet pie pies skull "
    "seiz* convuls* ataque* uncons* inconsc* desmay* desplom* collaps* passed pass blacked out wake* woke waking awake despert* despiert* respond* reacc* contest* answer* jerk* shak* "
    "tembl* foam* espum* sugar* azucar glucos* cold frio stiff floor piso suelo stopped dropped drop* "
    "wound* herid* incision puntos septic chills escalof* streak* tooth muela infec* chemo quimio rash skin piel yellow amarill* "
    "beat* peg* raped violo viol* knife cuchillo threat* amenaz* attack* assault* abus* safe salvo danger peligro hiding escond* hostage hurting lastim* ahorc* strangl* estrangul* follow* "
    "911 nine nueve ambul* emerg* help auxilio socorro ayud* wrong grave mal muy really snake vibora alacran pee peeing pis orin* belly panza stomach estomago testic* erection pump* "
    "priapism hospital er urgente urgent";
/// What is grave by itself, in an answer of a word or three.
inline constexpr std::string_view kAlone =
    "chok* ahog* asfix* atragant* suffoc* gasping breath* breathe breathing respir* infart* bleeding sangrando desangr* hemorr* dying muriendo muero morir shooting die kill* matar* suicid* seiz* convuls* "
    "uncons* inconsc* collapsed desmay* desplom* overdos* sobredos* poison* veneno stabbed shot raped viola* anaphyla* anafil* ambul* auxilio socorro stroke derrame embolia faint* "
    "heart chest pecho corazon hurts duele swelling swollen hinch* unresponsive emergency emergencia blue morado cold pulse attack ataque blind blood sangre limp drowning help ayuda ayudame "
    "ayudeme gun pistola labor aire air contractions";

}  // namespace callwell::nlu::emergency_lexicon
