#include "scheduling/slot_selection_lexicon.hpp"

#include <algorithm>
#include <unordered_map>
#include <vector>

#include "base/text.hpp"
#include "nlu/preference.hpp"

namespace callwell::scheduling {

namespace {

using P = nlu::PartOfDay;
constexpr std::int32_t part(P value) { return static_cast<std::int32_t>(value); }

/// Phrases of one meaning, parted by bars.
struct Group {
  Sign sign;
  std::int32_t value;
  std::string_view phrases;
};

// clang-format off
constexpr Group kGroups[]{
    // Yes, no, none, all the same
    {Sign::affirm, 0,
     "right|thats right|that is right|you got it|id love that|yes|yeah|yep|yup|ya|sure|ok|okay|k|perfect|great|definitely|absolutely|"
     "of course|correct|uh huh|mm hmm|mhm|sounds good|sounds great|sounds perfect|that works|that one works|works for me|it works|"
     "works|that one|this one|thats fine|thats good|thatll work|that will work|thatll do|that will do|thatll be fine|thats perfect|"
     "fine|fine by me|good|book it|ill take it|take it|lets do it|lets do that|do it|do that|go ahead|no problem|why not|i guess so|"
     "i can do that|that time|no problema|👍|👌|lets go with that|ill take that|perfecta|si|sip|claro|vale|esta bien|de acuerdo|dale|"
     "correcto|perfecto|esa|ese|eso|esa misma|ese mismo|me sirve|me funciona|me queda bien|me parece bien|me va bien|me conviene|"
     "como no|asi es|sale|andele|orale|por supuesto|muy bien"},
    {Sign::deny, 0,
     "wrong|incorrect|never|uh uh|thats not right|thats wrong|nope|nah|nop|no thanks|no thank you|no gracias|no thx|no way|"
     "absolutely not|not really|not at all|i dont think so|id rather not|negative|para nada|mejor no|not that one|not that day|"
     "not that time|that doesnt work|esa no|ese no|esa hora no|ese dia no|i dont want that|i cant do that|i cant do that one|"
     "i cant make it|i cant make that|no puedo ese dia|no puedo a esa hora|no me sirve esa hora|no me sirve esa|no me sirve ese dia"},
    {Sign::reject, 0,
     "none|none of those|none of these|none of them|none of the above|neither|neither one|neither of those|neither of them|"
     "neither of these|not any of those|not any of these|not any of them|nothing works|no of those|nothing there|cant do any|"
     "cant make any|cant do either|cant make either|dont like any|dont think any|dont want any|none of that|dont like either|ninguna|"
     "ninguno|ninguna de esas|ninguno de esos|ninguna de las dos|ninguna de las tres|ninguna de las opciones|ninguno de los dos|"
     "ninguno de los tres|ninguna de ellas|ninguna de las anteriores|ni una ni otra|ni una ni la otra|no puedo ninguno|"
     "no puedo ninguna|nada de eso"},
    {Sign::any, 0,
     "any|any of those|any of these|any of them|any one|anyone|either|either one|either of those|either of them|either way|whichever|"
     "whichever one|whatever|whatever works|all of them|all of those|all of these|both|both of them|both of those|doesnt matter|"
     "does not matter|dont care|i dont mind|no preference|you pick|you choose|you decide|surprise me|im flexible|im easy|anytime|"
     "any time|they all work|all work|no me importa|da igual|me da igual|me da lo mismo|da lo mismo|cualquiera|cualquiera de las dos|"
     "cualquiera de las tres|cualquiera de esas|las dos me sirven|los dos me sirven|las dos estan bien|las tres me sirven|"
     "la que usted quiera|la que usted diga|la que guste|la que tenga|cualquier|la que sea|el que sea|la que quiera|todas|todos|ambas|"
     "ambos|usted elija|usted decida|usted escoja|no tengo preferencia|a cualquier hora"},
    // A pause, a question
    {Sign::pause, 0,
     "let me check|let me see|let me look|let me think|let me ask|let me get|let me find|let me grab|let me pull|let me put|"
     "let me talk|let me call|lemme check|lemme see|lemme think|lemme ask|lemme look|hang on|hold on|hold up|hold please|hang tight|"
     "bear with me|one second|one sec|1 sec|1 second|1 min|1 minute|one moment|one minute|just a second|a sec|a second|a minute|"
     "a moment|brb|i need to check|i have to check|ill have to check|i gotta check|need to think|i need to ask|have to ask|"
     "ill call back|call you back|get back to you|get back to u|ill get back|checking|wait a|im not sure|not sure|i dont know|idk|"
     "no idea|if i can|if i can do|if i can make|whether|si puedo|i dont have my calendar|maybe later|im driving|un momento|"
     "un momentito|un segundo|un segundito|un minuto|un minutito|un ratito|deme un|dame un|deme un segundo|deme un momento|"
     "deme un minuto|dame un segundo|dame un momento|dame un minuto|deme un segundito|deme un momentito|deme 1|espere|espereme|"
     "esperame|espera|permitame|permiteme|aguanteme|dejeme ver|dejame ver|dejeme checar|dejame checar|dejeme revisar|dejame revisar|"
     "dejeme pensar|dejame pensar|dejeme preguntar|dejame preguntar|dejeme preguntarle|dejame preguntarle|dejeme buscar|"
     "dejeme consultar|tengo que preguntar|tengo que checar|tengo que revisar|tengo que ver|no se|no estoy seguro|no estoy segura|"
     "ahorita vuelvo|voy a ver|voy a checar|luego le llamo"},
    {Sign::question, 0,
     "llegar tarde|voy tarde|hizo tarde|min tarde|minutos tarde|running late|cancel|cancelar|cancelela|cancelo|what time is it|"
     "what was|what were|what are|what is|whats|what time|what did|what does|what do|what day|how much|how long|how many|how far|"
     "how do|where|wheres|who|whos|whose|which location|which office|which doctor|when|why|is that|are you|is the|is it|are those|"
     "are they|does that|does the|is dr|is doctor|does dr|does doctor|es la doctora|es el doctor|does it|do i|should i|will i|will it|"
     "can you repeat|could you repeat|repeat|say that again|say again|say those again|come again|pardon|que hora es|cuanto|cuantos|"
     "cuanta|donde|quien|cual es|cuales|cual era|como se|como llego|como es|que doctor|i cant hear|cant hear you|i dont understand|"
     "no le entendi|no entendi|no le escucho|no escuche|no le oi|no oigo|por que|puede repetir|me repite|me puede repetir|repita|"
     "repitame|otra vez|es con|tengo que llevar"},
    {Sign::still, 0, "still available|still open|still good|sigue disponible|todavia disponible|disponible todavia|todavia esta"},
    // Other times
    {Sign::ask, 0,
     "do you have|do you got|you got|have you got|you have|got|is there|are there|any chance|can i come|could i come|would you have|"
     "do u have|u got|can you check|could you check|tiene|tienen|tendra|tendran|hay|habra|puedo ir|podria ir|looking for|busco"},
    {Sign::something, 0,
     "is anything|anything|something|anything else|something else|what else|any other|another day|another time|another week|"
     "another date|other times|other days|other options|other dates|other openings|more times|show me more|any more|anymore|"
     "what other|nothing in|nothing on|nothing for|more options|different day|different time|different days|different times|"
     "different week|some other|a different|any openings|any appointments|any availability|any times|any slots|openings|availability|"
     "farther out|further out|algo|alguna|alguno|algun|otro dia|otra hora|otros dias|otros horarios|otro horario|otras opciones|"
     "otras horas|otra fecha|otras fechas|otra semana|otra cita|otra opcion|que mas|mas opciones|i was hoping"},
    {Sign::suggest, 0, "puede ser|podria ser|what about|how about|can we do|can you do|could you do|could we do|que tal|que le parece"},
    {Sign::prefer, 0,
     "instead|better|id rather|id prefer|i prefer|i need|en vez|prefiero|preferiria|me gustaria mas|necesito|que sea|works better|"
     "is better"},
    // Corrections, reasons, the caller's own life
    {Sign::correction, 0,
     "no wait|wait no|oh wait|wait|actually|scratch that|i mean|i meant|sorry|make it|make that|change that|change it|"
     "on second thought|on second thoughts|or rather|never mind|nevermind|forget that|excuse me|no no|oops|no perdon|perdon|perdone|"
     "disculpe|digo|quise decir|quiero decir|es decir|no espere|espere no|espera no|no espera|mejor|bueno no|ay no|corrijo|"
     "pensandolo bien|olvidelo|mejor dicho|la verdad|en realidad|cambielo a"},
    {Sign::consequence, 0, "so|this time|anyway|esta vez|asi que|entonces|por eso"},
    {Sign::reason, 0, "because|cause|cuz|bc|since|porque|ya que"},
    {Sign::statement, 0,
     "i have|ive got|i got|we have|i work|i get off|i get out|i had|i was|my|im turning|we are|were|theres|there are|tengo|trabajo|"
     "salgo|mi|mis|somos"},
    {Sign::but, 0, "but|pero|sino|although"},
    {Sign::either_or, 0, "or|nor|o|u"},
    {Sign::also, 0, "y|and|e"},
    // Exclusions
    {Sign::not_next, 0,
     "ni|not|anything but|everything but|everything except|anytime but|anything except|any time except|anytime except|any but|all but|"
     "except|except for|other than|besides|apart from|none of the|neither the|dont want|i dont like|any day but|any of them but|"
     "any one but|anyone but|any of those but|any time but|all of them but|menos|excepto|salvo|que no sea|ninguna de las|no quiero|"
     "sin contar"},
    {Sign::not_last, 0,
     "no good|doesnt work|does not work|wont work|dont work|do not work|doesnt work for me|is too early|is too late|too early|"
     "too late|thats too early|thats too late|is no good|isnt good|is out|is bad|im busy|im working|is not good|muy temprano|"
     "muy tarde|es muy temprano|es muy tarde|demasiado temprano|demasiado tarde|estoy ocupado|estoy ocupada"},
    {Sign::not_near, 0,
     "no me sirve|no me sirven|no me funciona|no me queda|no me va|no me conviene|no puedo|no|cant|cannot|cant do|i cant|i cant do|"
     "cant make|i cant make"},
    {Sign::them, 0, "those|these|them|esas|esos|estas|estos"},
    // Announcing a choice, and words in passing
    {Sign::take, 0,
     "maybe|probably|creo que|ill take|i will take|ill do|ill go with|lets do|lets go with|lets take|let me do|let me take|"
     "let me get the|let me have|lemme do|lemme take|lemme get|go with|give me|gimme|put me down for|put me in|book me|book|i want|"
     "id like|i would like|i can do|can i do|can i get|can i have|can i take|could i do|could i get|pick|choose|take|sign me up for|"
     "quiero|deme|dame|me quedo con|tomo|elijo|escojo|apunteme|anoteme|pongame|reserveme|agendeme|seria|me llevo|quisiera|would work|"
     "works best|is fine|is good|is perfect|looks good"},
    {Sign::filler, 0,
     "good morning|good afternoon|good evening|good night|good day|have a good|buenos dias|buenas tardes|buenas noches|buenas|bueno|"
     "bien|que dijo|que me dijo|que usted dijo|you mentioned|which one|the one|then|i just|um|uh|uhm|er|hmm|please|pls|thanks|"
     "thank you|well|the|a|an|at|on|in|for|one|ones|i|me|it|its|is|that|thats|you|work|would|be|if|with|of|to|think|guess|slot|"
     "appointment|time|day|available|like|want|el|la|los|las|de|del|al|en|por|para|con|que|favor|por favor|porfa|porfavor|gracias|"
     "pues|este|eh|cita|hora|dijo|esta|es|dia|said|get|can|do|will|just|so far"},
    // Which one
    {Sign::number_mark, 0, "option|number|slot number|option number|choice|choice number|#|no #|num|opcion|numero|opcion numero|la numero"},
    {Sign::other, 0, "the other|the other one|la otra|el otro|other one"},
    {Sign::middle, 0, "the middle|middle|en medio|de en medio|del medio|de enmedio|la del centro|intermedia"},
    // Days
    {Sign::weekday, 0, "sunday|sundays|sun|domingo|domingos"},
    {Sign::weekday, 1, "monday|mondays|mon|lunes|lun"},
    {Sign::weekday, 2, "tuesday|tuesdays|tue|tues|martes"},
    {Sign::weekday, 3, "wednesday|wednesdays|wed|weds|miercoles|mierc|mier|mie"},
    {Sign::weekday, 4, "thursday|thursdays|thu|thur|thurs|jueves|jue"},
    {Sign::weekday, 5, "friday|fridays|fri|viernes|vie"},
    {Sign::weekday, 6, "saturday|saturdays|sat|sabado|sabados"},
    {Sign::weekday, kWeekend, "weekend|weekends|wknd|fin de semana|fines de semana"},
    {Sign::weekday, kWorkdays, "weekday|weekdays|entre semana"},
    {Sign::week, 1,
     "next week|nxt wk|nxt week|la proxima semana|la otra semana|proxima semana|la semana que viene|"
     "semana que viene|la siguiente semana|la semana entrante"},
    {Sign::week, kWeekAfterOffer,
     "the week after|the week after that|week after that|the following week|following week|a week after|a week later|one week later|"
     "la semana siguiente|la semana despues|la semana posterior|una semana despues|una semana mas tarde"},
    {Sign::week, 0, "this week|esta semana"},
    {Sign::week, 2, "week after next|the week after next|in two weeks"},
    {Sign::month, kNextMonth, "next month|el proximo mes|el mes que viene"},
    {Sign::month, kRestOfMonth, "later in the month|later this month|end of the month|a fin de mes"},
    {Sign::month, 1, "january|jan|enero"},
    {Sign::month, 2, "february|feb|febrero"},
    {Sign::month, 3, "march|mar|marzo"},
    {Sign::month, 4, "april|apr|abril"},
    {Sign::month, 6, "june|junio"},
    {Sign::month, 7, "july|julio"},
    {Sign::month, 8, "august|agosto"},
    {Sign::month, 9, "september|septiembre"},
    {Sign::month, 10, "october|octubre"},
    {Sign::month, 11, "november|noviembre"},
    {Sign::month, 12, "december|diciembre"},
    {Sign::month, 5, "may|mayo"},
    {Sign::day, 0, "today|hoy|hoy mismo|same day"},
    {Sign::day, 1, "tomorrow|tmrw|tmr|manana"},
    {Sign::day, 2, "day after tomorrow|the day after tomorrow|pasado manana"},
    {Sign::day, kDayMorning, "this morning|esta manana"},
    {Sign::day, kDayAfternoon, "this afternoon|esta tarde"},
    {Sign::day, kDayEvening, "this evening|tonight|esta noche"},
    // Parts of the day
    {Sign::part, part(P::morning),
     "morning|mornings|in the morning|por la manana|en la manana|de la manana|a la manana|la manana|las mananas|en las mananas|"
     "por las mananas|la morning|matutina|matutino|before lunch"},
    {Sign::part, kPartEarlyMorning, "early morning|early in the morning|temprano en la manana|temprano por la manana"},
    {Sign::part, kPartLateMorning, "late morning|mid morning|media manana"},
    {Sign::part, kPartEarlyAfternoon, "early afternoon|in the early afternoon"},
    {Sign::part, kPartLateAfternoon, "late afternoon|later in the afternoon|in the late afternoon"},
    {Sign::part, part(P::afternoon),
     "afternoon|afternoons|in the afternoon|por la tarde|en la tarde|de la tarde|la tarde|tarde|en las tardes|por las tardes|"
     "vespertina|vespertino|after lunch|despues de comer|despues de la comida"},
    {Sign::part, part(P::evening), "evening|evenings|in the evening|at night|night|por la noche|en la noche|de la noche|noche"},
    {Sign::part, kPartAm, "am"},
    {Sign::part, kPartPm, "pm"},
    {Sign::part, kPartLunch, "lunch|lunchtime|lunch time|around lunch|a la hora de la comida"},
    {Sign::part, kPartAfterWork, "after work|despues del trabajo"},
    {Sign::noon, 0, "noon|midday|mediodia|medio dia|twelve noon"},
    {Sign::midnight, 0, "midnight|medianoche"},
    // Sooner and later
    {Sign::earliest, 0,
     "earliest|the earliest|as early as possible|first thing|la mas temprano|la mas temprana|el mas temprano|lo mas temprano|"
     "lo mas temprano posible|mas temprano posible|a primera hora|the earlier the better"},
    {Sign::soonest, 0,
     "the first available|first available|soonest|as soon as possible|asap|next available|the next one|closest|nearest|"
     "whatevers first|whatever is first|whichever is first|whichever comes first|whatever comes first|la mas pronto|lo mas pronto|"
     "lo mas pronto posible|lo antes posible|cuanto antes|la mas proxima|la mas cercana|el mas proximo|el mas cercano|la proxima|"
     "the sooner the better"},
    {Sign::earlier, kIndefinite, "an earlier|a sooner|a little earlier|a bit earlier|un poco mas temprano|una mas temprano"},
    {Sign::earlier, 0, "earlier|sooner|mas temprano|mas pronto|temprano|mas temprana|antes"},
    {Sign::latest, 0,
     "latest|the latest|as late as possible|the later the better|la mas tarde|el mas tarde|lo mas tarde|lo mas tarde posible|"
     "la mas tardia|a ultima hora"},
    {Sign::latest, kByCalendar, "farthest|furthest|end of the week|la mas lejana|el mas lejano"},
    {Sign::later, kIndefinite, "a later|a little later|a bit later|un poco mas tarde|una mas tarde"},
    {Sign::later, 0, "mas adelante|later|mas tarde|mas tardecito|mas noche"},
    // Bounds
    {Sign::after, 0,
     "after|past|from|starting at|later than|despues de|despues del|a partir de|a partir del|pasadas|desde|no earlier than|"
     "not earlier than|not before|no antes de|nothing before"},
    {Sign::before, 0,
     "before|by|until|till|earlier than|no later than|antes de|antes del|antes d|hasta|not after|not later than|no despues de|"
     "nothing after"},
    {Sign::between, 0, "between|entre"},
};

// clang-format on

struct Entry {
  Phrase phrase;
  std::vector<std::string_view> words;
};
using Index = std::unordered_map<std::string_view, std::vector<Entry>>;

void add_phrase(Index &index, const Group &group, std::string_view text) {
  Entry entry{{text, group.sign, group.value}, base::split(text, ' ')};
  index[entry.words.front()].push_back(std::move(entry));
}

/// Phrases by their first word, longest first.
const Index &phrase_index() {
  static const Index index = [] {
    Index built;
    for (const Group &group : kGroups) {
      for (const std::string_view text : base::split(group.phrases, '|')) add_phrase(built, group, text);
    }
    for (auto &[first, entries] : built) {
      std::ranges::stable_sort(entries, [](const Entry &a, const Entry &b) { return a.words.size() > b.words.size(); });
    }
    return built;
  }();
  return index;
}

bool stands_at(const Entry &entry, const Words &words, std::size_t at) {
  for (std::size_t i = 0; i < entry.words.size(); ++i) {
    if (word_at(words, at + i) != entry.words[i] || (i > 0 && words[at + i].boundary)) return false;
  }
  return true;
}

}  // namespace

std::optional<FoundPhrase> find_phrase(const Words &words, std::size_t at) {
  const auto found = phrase_index().find(word_at(words, at));
  if (found == phrase_index().end()) return std::nullopt;
  for (const Entry &entry : found->second) {
    if (stands_at(entry, words, at)) return FoundPhrase{&entry.phrase, entry.words.size()};
  }
  return std::nullopt;
}

}  // namespace callwell::scheduling
