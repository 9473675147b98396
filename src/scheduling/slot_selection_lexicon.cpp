#include "scheduling/slot_selection_lexicon.hpp"

#include <algorithm>
#include <unordered_map>
#include <vector>

#include "nlu/preference.hpp"

namespace callwell::scheduling {

namespace {

using P = nlu::PartOfDay;
constexpr std::int32_t part(P value) { return static_cast<std::int32_t>(value); }

constexpr Phrase kPhrases[]{
    // Yes, no, none, all the same
    {"yes", Sign::affirm}, {"yeah", Sign::affirm}, {"yep", Sign::affirm}, {"yup", Sign::affirm}, {"ya", Sign::affirm}, {"y", Sign::also},
    {"sure", Sign::affirm}, {"ok", Sign::affirm}, {"okay", Sign::affirm}, {"k", Sign::affirm}, {"perfect", Sign::affirm}, {"great", Sign::affirm},
    {"definitely", Sign::affirm}, {"absolutely", Sign::affirm}, {"of course", Sign::affirm}, {"correct", Sign::affirm}, {"uh huh", Sign::affirm},
    {"mm hmm", Sign::affirm}, {"mhm", Sign::affirm}, {"sounds good", Sign::affirm}, {"sounds great", Sign::affirm}, {"sounds perfect", Sign::affirm},
    {"that works", Sign::affirm}, {"that one works", Sign::affirm}, {"works for me", Sign::affirm}, {"it works", Sign::affirm},
    {"works", Sign::affirm}, {"that one", Sign::affirm}, {"this one", Sign::affirm}, {"thats fine", Sign::affirm}, {"thats good", Sign::affirm},
    {"thatll work", Sign::affirm}, {"that will work", Sign::affirm}, {"thatll do", Sign::affirm}, {"that will do", Sign::affirm},
    {"thatll be fine", Sign::affirm}, {"thats perfect", Sign::affirm}, {"fine", Sign::affirm}, {"fine by me", Sign::affirm}, {"good", Sign::affirm},
    {"book it", Sign::affirm}, {"ill take it", Sign::affirm}, {"take it", Sign::affirm}, {"lets do it", Sign::affirm}, {"lets do that", Sign::affirm},
    {"do it", Sign::affirm}, {"do that", Sign::affirm}, {"go ahead", Sign::affirm}, {"no problem", Sign::affirm}, {"why not", Sign::affirm},
    {"i guess so", Sign::affirm}, {"i can do that", Sign::affirm}, {"that time", Sign::affirm}, {"no problema", Sign::affirm}, {"👍", Sign::affirm},
    {"👌", Sign::affirm}, {"lets go with that", Sign::affirm}, {"ill take that", Sign::affirm}, {"perfecta", Sign::affirm},
    {"si", Sign::affirm}, {"sip", Sign::affirm}, {"claro", Sign::affirm}, {"vale", Sign::affirm}, {"esta bien", Sign::affirm}, {"de acuerdo", Sign::affirm},
    {"dale", Sign::affirm}, {"correcto", Sign::affirm}, {"perfecto", Sign::affirm}, {"esa", Sign::affirm}, {"ese", Sign::affirm}, {"eso", Sign::affirm},
    {"esa misma", Sign::affirm}, {"ese mismo", Sign::affirm}, {"me sirve", Sign::affirm}, {"me funciona", Sign::affirm}, {"me queda bien", Sign::affirm},
    {"me parece bien", Sign::affirm}, {"me va bien", Sign::affirm}, {"me conviene", Sign::affirm}, {"como no", Sign::affirm}, {"asi es", Sign::affirm},
    {"sale", Sign::affirm}, {"andele", Sign::affirm}, {"orale", Sign::affirm}, {"por supuesto", Sign::affirm}, {"muy bien", Sign::affirm},
    {"bueno", Sign::filler}, {"bien", Sign::filler},
    {"nope", Sign::deny}, {"nah", Sign::deny}, {"nop", Sign::deny}, {"no thanks", Sign::deny}, {"no thank you", Sign::deny}, {"no gracias", Sign::deny},
    {"no thx", Sign::deny}, {"no way", Sign::deny}, {"absolutely not", Sign::deny}, {"not really", Sign::deny}, {"not at all", Sign::deny},
    {"i dont think so", Sign::deny}, {"id rather not", Sign::deny}, {"negative", Sign::deny}, {"para nada", Sign::deny}, {"mejor no", Sign::deny},
    {"not that one", Sign::deny}, {"not that day", Sign::deny}, {"not that time", Sign::deny}, {"that doesnt work", Sign::deny}, {"esa no", Sign::deny},
    {"ese no", Sign::deny}, {"esa hora no", Sign::deny}, {"ese dia no", Sign::deny}, {"i dont want that", Sign::deny}, {"i cant do that", Sign::deny},
    {"i cant do that one", Sign::deny}, {"i cant make it", Sign::deny}, {"i cant make that", Sign::deny}, {"no puedo ese dia", Sign::deny},
    {"no puedo a esa hora", Sign::deny}, {"no me sirve esa hora", Sign::deny}, {"no me sirve esa", Sign::deny}, {"no me sirve ese dia", Sign::deny},
    {"none", Sign::reject}, {"none of those", Sign::reject}, {"none of these", Sign::reject}, {"none of them", Sign::reject},
    {"none of the above", Sign::reject}, {"neither", Sign::reject}, {"neither one", Sign::reject}, {"neither of those", Sign::reject},
    {"neither of them", Sign::reject}, {"neither of these", Sign::reject}, {"not any of those", Sign::reject}, {"not any of them", Sign::reject},
    {"nothing works", Sign::reject}, {"no of those", Sign::reject}, {"nothing there", Sign::reject}, {"cant do any", Sign::reject},
    {"cant make any", Sign::reject}, {"cant do either", Sign::reject}, {"cant make either", Sign::reject}, {"dont like any", Sign::reject},
    {"dont want any", Sign::reject}, {"none of that", Sign::reject}, {"dont like either", Sign::reject}, {"no good", Sign::not_last},
    {"ninguna", Sign::reject}, {"ninguno", Sign::reject}, {"ninguna de esas", Sign::reject}, {"ninguno de esos", Sign::reject},
    {"ninguna de las dos", Sign::reject}, {"ninguna de las tres", Sign::reject}, {"ninguna de las opciones", Sign::reject},
    {"ninguno de los dos", Sign::reject}, {"ninguno de los tres", Sign::reject}, {"ninguna de ellas", Sign::reject}, {"ninguna de las anteriores", Sign::reject},
    {"ni una ni otra", Sign::reject}, {"ni una ni la otra", Sign::reject}, {"no puedo ninguno", Sign::reject}, {"no puedo ninguna", Sign::reject},
    {"nada de eso", Sign::reject}, {"any", Sign::any}, {"any of those", Sign::any}, {"any of these", Sign::any}, {"any of them", Sign::any}, {"any one", Sign::any},
    {"anyone", Sign::any}, {"either", Sign::any}, {"either one", Sign::any}, {"either of those", Sign::any}, {"either of them", Sign::any},
    {"either way", Sign::any}, {"whichever", Sign::any}, {"whichever one", Sign::any}, {"whatever", Sign::any}, {"whatever works", Sign::any},
    {"all of them", Sign::any}, {"all of those", Sign::any}, {"all of these", Sign::any}, {"both", Sign::any}, {"both of them", Sign::any},
    {"both of those", Sign::any}, {"doesnt matter", Sign::any}, {"does not matter", Sign::any}, {"dont care", Sign::any}, {"i dont mind", Sign::any},
    {"no preference", Sign::any}, {"you pick", Sign::any}, {"you choose", Sign::any}, {"you decide", Sign::any}, {"surprise me", Sign::any},
    {"im flexible", Sign::any}, {"im easy", Sign::any}, {"anytime", Sign::any}, {"any time", Sign::any}, {"they all work", Sign::any}, {"all work", Sign::any},
    {"no me importa", Sign::any}, {"da igual", Sign::any}, {"me da igual", Sign::any}, {"me da lo mismo", Sign::any}, {"da lo mismo", Sign::any},
    {"cualquiera", Sign::any}, {"cualquiera de las dos", Sign::any}, {"cualquiera de las tres", Sign::any}, {"cualquiera de esas", Sign::any}, {"las dos me sirven", Sign::any}, {"los dos me sirven", Sign::any}, {"las dos estan bien", Sign::any}, {"las tres me sirven", Sign::any}, {"la que usted quiera", Sign::any}, {"la que usted diga", Sign::any}, {"la que guste", Sign::any}, {"la que tenga", Sign::any}, {"cualquier", Sign::any}, {"la que sea", Sign::any}, {"el que sea", Sign::any}, {"la que quiera", Sign::any},
    {"todas", Sign::any}, {"todos", Sign::any}, {"ambas", Sign::any}, {"ambos", Sign::any}, {"usted elija", Sign::any}, {"usted decida", Sign::any},
    {"usted escoja", Sign::any}, {"no tengo preferencia", Sign::any}, {"a cualquier hora", Sign::any},
    // A pause, or not knowing yet
    {"let me check", Sign::pause}, {"let me see", Sign::pause}, {"let me look", Sign::pause}, {"let me think", Sign::pause}, {"let me ask", Sign::pause},
    {"let me get", Sign::pause}, {"let me find", Sign::pause}, {"let me grab", Sign::pause}, {"let me pull", Sign::pause}, {"let me put", Sign::pause},
    {"let me talk", Sign::pause}, {"let me call", Sign::pause}, {"lemme check", Sign::pause}, {"lemme see", Sign::pause}, {"lemme think", Sign::pause},
    {"lemme ask", Sign::pause}, {"lemme look", Sign::pause}, {"hang on", Sign::pause}, {"hold on", Sign::pause}, {"hold up", Sign::pause},
    {"hold please", Sign::pause}, {"hang tight", Sign::pause}, {"bear with me", Sign::pause}, {"one second", Sign::pause}, {"one sec", Sign::pause},
    {"1 sec", Sign::pause}, {"1 second", Sign::pause}, {"1 min", Sign::pause}, {"1 minute", Sign::pause}, {"one moment", Sign::pause},
    {"one minute", Sign::pause}, {"just a second", Sign::pause}, {"a sec", Sign::pause}, {"a second", Sign::pause}, {"a minute", Sign::pause}, {"a moment", Sign::pause},
    {"brb", Sign::pause}, {"i need to check", Sign::pause}, {"i have to check", Sign::pause}, {"ill have to check", Sign::pause}, {"i gotta check", Sign::pause},
    {"need to think", Sign::pause}, {"i need to ask", Sign::pause}, {"have to ask", Sign::pause}, {"ill call back", Sign::pause}, {"call you back", Sign::pause},
    {"get back to you", Sign::pause}, {"get back to u", Sign::pause}, {"ill get back", Sign::pause}, {"checking", Sign::pause}, {"wait a", Sign::pause},
    {"im not sure", Sign::pause}, {"not sure", Sign::pause}, {"i dont know", Sign::pause}, {"idk", Sign::pause}, {"no idea", Sign::pause},
    {"i dont have my calendar", Sign::pause}, {"maybe later", Sign::pause}, {"im driving", Sign::pause}, {"un momento", Sign::pause}, {"un momentito", Sign::pause},
    {"un segundo", Sign::pause}, {"un segundito", Sign::pause}, {"un minuto", Sign::pause}, {"un minutito", Sign::pause}, {"un ratito", Sign::pause},
    {"deme un", Sign::pause}, {"dame un", Sign::pause}, {"deme un segundo", Sign::pause}, {"deme un momento", Sign::pause}, {"deme un minuto", Sign::pause}, {"dame un segundo", Sign::pause}, {"dame un momento", Sign::pause}, {"dame un minuto", Sign::pause}, {"deme un segundito", Sign::pause}, {"deme un momentito", Sign::pause}, {"deme 1", Sign::pause}, {"espere", Sign::pause}, {"espereme", Sign::pause},
    {"esperame", Sign::pause}, {"espera", Sign::pause}, {"permitame", Sign::pause}, {"permiteme", Sign::pause}, {"aguanteme", Sign::pause},
    {"dejeme ver", Sign::pause}, {"dejame ver", Sign::pause}, {"dejeme checar", Sign::pause}, {"dejame checar", Sign::pause},
    {"dejeme revisar", Sign::pause}, {"dejame revisar", Sign::pause}, {"dejeme pensar", Sign::pause}, {"dejame pensar", Sign::pause},
    {"dejeme preguntar", Sign::pause}, {"dejame preguntar", Sign::pause}, {"dejeme preguntarle", Sign::pause}, {"dejame preguntarle", Sign::pause},
    {"dejeme buscar", Sign::pause}, {"dejeme consultar", Sign::pause}, {"tengo que preguntar", Sign::pause}, {"tengo que checar", Sign::pause},
    {"tengo que revisar", Sign::pause}, {"tengo que ver", Sign::pause}, {"no se", Sign::pause}, {"no estoy seguro", Sign::pause}, {"no estoy segura", Sign::pause},
    {"ahorita vuelvo", Sign::pause}, {"voy a ver", Sign::pause}, {"voy a checar", Sign::pause}, {"luego le llamo", Sign::pause},
    // Questions about something else
    {"what time is it", Sign::question}, {"what was", Sign::question}, {"what were", Sign::question}, {"what are", Sign::question}, {"what is", Sign::question},
    {"whats", Sign::question}, {"what time", Sign::question}, {"what did", Sign::question}, {"what does", Sign::question}, {"what do", Sign::question}, {"what day", Sign::question},
    {"how much", Sign::question}, {"how long", Sign::question}, {"how many", Sign::question}, {"how far", Sign::question}, {"how do", Sign::question},
    {"where", Sign::question}, {"wheres", Sign::question}, {"who", Sign::question}, {"whos", Sign::question}, {"whose", Sign::question},
    {"which location", Sign::question}, {"which office", Sign::question}, {"which doctor", Sign::question}, {"when", Sign::question}, {"why", Sign::question}, {"is that", Sign::question},
    {"is the", Sign::question}, {"is it", Sign::question}, {"are those", Sign::question}, {"are they", Sign::question}, {"does that", Sign::question}, {"does the", Sign::question},
    {"is dr", Sign::question}, {"is doctor", Sign::question}, {"does dr", Sign::question}, {"does doctor", Sign::question}, {"es la doctora", Sign::question}, {"es el doctor", Sign::question}, {"does it", Sign::question}, {"do i", Sign::question}, {"should i", Sign::question}, {"will i", Sign::question}, {"will it", Sign::question}, {"can you repeat", Sign::question},
    {"could you repeat", Sign::question}, {"repeat", Sign::question}, {"say that again", Sign::question}, {"say again", Sign::question}, {"say those again", Sign::question},
    {"come again", Sign::question}, {"pardon", Sign::question}, {"que hora es", Sign::question}, {"cuanto", Sign::question}, {"cuantos", Sign::question}, {"cuanta", Sign::question},
    {"donde", Sign::question}, {"quien", Sign::question}, {"cual es", Sign::question}, {"cuales", Sign::question}, {"cual era", Sign::question}, {"como se", Sign::question}, {"como llego", Sign::question}, {"como es", Sign::question}, {"que doctor", Sign::question}, {"i cant hear", Sign::question}, {"cant hear you", Sign::question}, {"i dont understand", Sign::question}, {"no le entendi", Sign::question}, {"no entendi", Sign::question}, {"no le escucho", Sign::question}, {"no escuche", Sign::question}, {"no le oi", Sign::question}, {"no oigo", Sign::question},
    {"por que", Sign::question}, {"puede repetir", Sign::question}, {"me repite", Sign::question}, {"me puede repetir", Sign::question},
    {"repita", Sign::question}, {"repitame", Sign::question}, {"otra vez", Sign::question}, {"es con", Sign::question}, {"tengo que llevar", Sign::question},
    {"que dijo", Sign::filler}, {"que me dijo", Sign::filler}, {"que usted dijo", Sign::filler}, {"you mentioned", Sign::filler}, {"which one", Sign::filler}, {"the one", Sign::filler},
    {"still available", Sign::still}, {"still open", Sign::still}, {"still good", Sign::still}, {"sigue disponible", Sign::still}, {"todavia disponible", Sign::still},
    {"disponible todavia", Sign::still}, {"todavia esta", Sign::still},
    // Other times wanted
    {"do you have", Sign::ask}, {"do you got", Sign::ask}, {"you got", Sign::ask}, {"have you got", Sign::ask}, {"you have", Sign::ask}, {"got", Sign::ask}, {"is there", Sign::ask},
    {"are there", Sign::ask}, {"any chance", Sign::ask}, {"can i come", Sign::ask}, {"could i come", Sign::ask}, {"would you have", Sign::ask},
    {"do u have", Sign::ask}, {"u got", Sign::ask}, {"can you check", Sign::ask}, {"could you check", Sign::ask}, {"is anything", Sign::something},
    {"tiene", Sign::ask}, {"tienen", Sign::ask}, {"tendra", Sign::ask}, {"tendran", Sign::ask}, {"hay", Sign::ask}, {"habra", Sign::ask},
    {"puedo ir", Sign::ask}, {"podria ir", Sign::ask}, {"puede ser", Sign::suggest}, {"podria ser", Sign::suggest}, {"looking for", Sign::ask}, {"busco", Sign::ask},
    {"anything", Sign::something}, {"something", Sign::something}, {"anything else", Sign::something}, {"something else", Sign::something}, {"what else", Sign::something},
    {"any other", Sign::something}, {"another day", Sign::something}, {"another time", Sign::something}, {"another week", Sign::something}, {"another date", Sign::something},
    {"other times", Sign::something}, {"other days", Sign::something}, {"other options", Sign::something}, {"other dates", Sign::something}, {"other openings", Sign::something},
    {"more times", Sign::something}, {"show me more", Sign::something}, {"any more", Sign::something}, {"anymore", Sign::something}, {"what other", Sign::something}, {"more options", Sign::something}, {"different day", Sign::something}, {"different time", Sign::something},
    {"different days", Sign::something}, {"different times", Sign::something}, {"different week", Sign::something}, {"some other", Sign::something},
    {"a different", Sign::something}, {"any openings", Sign::something}, {"any appointments", Sign::something}, {"any availability", Sign::something},
    {"any times", Sign::something}, {"any slots", Sign::something}, {"openings", Sign::something}, {"availability", Sign::something}, {"farther out", Sign::something},
    {"further out", Sign::something}, {"the following week", Sign::week, 1}, {"the week after", Sign::week, 1}, {"algo", Sign::something}, {"alguna", Sign::something},
    {"alguno", Sign::something}, {"algun", Sign::something}, {"otro dia", Sign::something}, {"otra hora", Sign::something}, {"otros dias", Sign::something},
    {"otros horarios", Sign::something}, {"otro horario", Sign::something}, {"otras opciones", Sign::something}, {"otras horas", Sign::something},
    {"otra fecha", Sign::something}, {"otras fechas", Sign::something}, {"otra semana", Sign::something}, {"otra cita", Sign::something}, {"otra opcion", Sign::something},
    {"que mas", Sign::something}, {"mas opciones", Sign::something}, {"what about", Sign::suggest}, {"how about", Sign::suggest}, {"can we do", Sign::suggest}, {"could we do", Sign::suggest},
    {"que tal", Sign::suggest}, {"que le parece", Sign::suggest}, {"instead", Sign::prefer}, {"better", Sign::prefer}, {"id rather", Sign::prefer}, {"id prefer", Sign::prefer},
    {"i prefer", Sign::prefer}, {"i need", Sign::prefer}, {"i was hoping", Sign::something}, {"en vez", Sign::prefer}, {"prefiero", Sign::prefer},
    {"preferiria", Sign::prefer}, {"me gustaria mas", Sign::prefer}, {"necesito", Sign::prefer}, {"que sea", Sign::prefer},
    // Corrections, reasons and consequences
    {"no wait", Sign::correction}, {"wait no", Sign::correction}, {"oh wait", Sign::correction}, {"wait", Sign::correction}, {"actually", Sign::correction},
    {"scratch that", Sign::correction}, {"i mean", Sign::correction}, {"i meant", Sign::correction}, {"sorry", Sign::correction}, {"make it", Sign::correction}, {"make that", Sign::correction},
    {"change that", Sign::correction}, {"change it", Sign::correction}, {"on second thought", Sign::correction}, {"on second thoughts", Sign::correction},
    {"or rather", Sign::correction}, {"never mind", Sign::correction}, {"nevermind", Sign::correction}, {"forget that", Sign::correction}, {"excuse me", Sign::correction},
    {"no no", Sign::correction}, {"oops", Sign::correction}, {"no perdon", Sign::correction}, {"perdon", Sign::correction}, {"perdone", Sign::correction},
    {"disculpe", Sign::correction}, {"digo", Sign::correction}, {"quise decir", Sign::correction}, {"quiero decir", Sign::correction}, {"es decir", Sign::correction},
    {"no espere", Sign::correction}, {"espere no", Sign::correction}, {"espera no", Sign::correction}, {"no espera", Sign::correction}, {"mejor", Sign::correction},
    {"bueno no", Sign::correction}, {"ay no", Sign::correction}, {"corrijo", Sign::correction}, {"pensandolo bien", Sign::correction}, {"olvidelo", Sign::correction},
    {"mejor dicho", Sign::correction}, {"la verdad", Sign::correction}, {"en realidad", Sign::correction}, {"cambielo a", Sign::correction},
    {"so", Sign::consequence}, {"then", Sign::filler}, {"asi que", Sign::consequence}, {"entonces", Sign::consequence}, {"por eso", Sign::consequence},
    {"because", Sign::reason}, {"cause", Sign::reason}, {"cuz", Sign::reason}, {"bc", Sign::reason}, {"since", Sign::reason}, {"porque", Sign::reason}, {"ya que", Sign::reason},
    {"i have", Sign::statement}, {"ive got", Sign::statement}, {"i got", Sign::statement}, {"we have", Sign::statement}, {"i work", Sign::statement}, {"i get off", Sign::statement},
    {"i get out", Sign::statement}, {"i had", Sign::statement}, {"i was", Sign::statement}, {"my", Sign::statement}, {"im turning", Sign::statement}, {"we are", Sign::statement}, {"were", Sign::statement},
    {"theres", Sign::statement}, {"there are", Sign::statement}, {"tengo", Sign::statement}, {"trabajo", Sign::statement}, {"salgo", Sign::statement}, {"mi", Sign::statement},
    {"mis", Sign::statement}, {"somos", Sign::statement}, {"i just", Sign::filler}, {"but", Sign::but}, {"pero", Sign::but}, {"sino", Sign::but}, {"although", Sign::but},
    {"or", Sign::either_or}, {"nor", Sign::either_or}, {"o", Sign::either_or}, {"u", Sign::either_or}, {"ni", Sign::not_next}, {"and", Sign::also}, {"e", Sign::also},
    // Exclusions
    {"not", Sign::not_next}, {"anything but", Sign::not_next}, {"everything but", Sign::not_next}, {"everything except", Sign::not_next}, {"anytime but", Sign::not_next}, {"anything except", Sign::not_next}, {"any time except", Sign::not_next}, {"anytime except", Sign::not_next}, {"any but", Sign::not_next}, {"all but", Sign::not_next}, {"except", Sign::not_next}, {"except for", Sign::not_next},
    {"other than", Sign::not_next}, {"besides", Sign::not_next}, {"apart from", Sign::not_next}, {"none of the", Sign::not_next}, {"neither the", Sign::not_next}, {"dont want", Sign::not_next},
    {"i dont like", Sign::not_next}, {"any day but", Sign::not_next}, {"any of them but", Sign::not_next}, {"any one but", Sign::not_next}, {"anyone but", Sign::not_next},
    {"any of those but", Sign::not_next}, {"any time but", Sign::not_next}, {"all of them but", Sign::not_next}, {"menos", Sign::not_next}, {"excepto", Sign::not_next},
    {"salvo", Sign::not_next}, {"que no sea", Sign::not_next}, {"ninguna de las", Sign::not_next}, {"no quiero", Sign::not_next}, {"sin contar", Sign::not_next},
    {"doesnt work", Sign::not_last}, {"does not work", Sign::not_last}, {"wont work", Sign::not_last}, {"dont work", Sign::not_last}, {"do not work", Sign::not_last},
    {"doesnt work for me", Sign::not_last}, {"is too early", Sign::not_last}, {"is too late", Sign::not_last}, {"too early", Sign::not_last}, {"too late", Sign::not_last},
    {"thats too early", Sign::not_last}, {"thats too late", Sign::not_last}, {"is no good", Sign::not_last}, {"isnt good", Sign::not_last}, {"is out", Sign::not_last},
    {"is bad", Sign::not_last}, {"im busy", Sign::not_last}, {"im working", Sign::not_last}, {"is not good", Sign::not_last}, {"muy temprano", Sign::not_last},
    {"muy tarde", Sign::not_last}, {"es muy temprano", Sign::not_last}, {"es muy tarde", Sign::not_last}, {"demasiado temprano", Sign::not_last}, {"demasiado tarde", Sign::not_last},
    {"estoy ocupado", Sign::not_last}, {"estoy ocupada", Sign::not_last}, {"no me sirve", Sign::not_near}, {"no me sirven", Sign::not_near}, {"no me funciona", Sign::not_near},
    {"no me queda", Sign::not_near}, {"no me va", Sign::not_near}, {"no me conviene", Sign::not_near}, {"no puedo", Sign::not_near}, {"no", Sign::not_near}, {"cant", Sign::not_near},
    {"cannot", Sign::not_near}, {"cant do", Sign::not_near}, {"i cant", Sign::not_near}, {"i cant do", Sign::not_near}, {"cant make", Sign::not_near}, {"i cant make", Sign::not_near},
    {"those", Sign::them}, {"these", Sign::them}, {"them", Sign::them}, {"esas", Sign::them}, {"esos", Sign::them}, {"estas", Sign::them}, {"estos", Sign::them},
    // Announcing a choice
    {"ill take", Sign::take}, {"i will take", Sign::take}, {"ill do", Sign::take}, {"ill go with", Sign::take}, {"lets do", Sign::take}, {"lets go with", Sign::take},
    {"lets take", Sign::take}, {"let me do", Sign::take}, {"let me take", Sign::take}, {"let me get the", Sign::take}, {"let me have", Sign::take}, {"lemme do", Sign::take}, {"lemme take", Sign::take},
    {"lemme get", Sign::take}, {"go with", Sign::take}, {"give me", Sign::take}, {"gimme", Sign::take}, {"put me down for", Sign::take}, {"put me in", Sign::take}, {"book me", Sign::take},
    {"book", Sign::take}, {"i want", Sign::take}, {"id like", Sign::take}, {"i would like", Sign::take}, {"i can do", Sign::take}, {"can i do", Sign::take}, {"can i get", Sign::take},
    {"can i have", Sign::take}, {"can i take", Sign::take}, {"could i do", Sign::take}, {"could i get", Sign::take}, {"pick", Sign::take}, {"choose", Sign::take}, {"take", Sign::take},
    {"sign me up for", Sign::take}, {"quiero", Sign::take}, {"deme", Sign::take}, {"dame", Sign::take}, {"me quedo con", Sign::take}, {"tomo", Sign::take}, {"elijo", Sign::take}, {"escojo", Sign::take},
    {"apunteme", Sign::take}, {"anoteme", Sign::take}, {"pongame", Sign::take}, {"reserveme", Sign::take}, {"agendeme", Sign::take}, {"seria", Sign::take}, {"me llevo", Sign::take}, {"quisiera", Sign::take},
    {"would work", Sign::take}, {"works best", Sign::take}, {"works better", Sign::prefer}, {"is better", Sign::prefer}, {"is fine", Sign::take}, {"is good", Sign::take}, {"is perfect", Sign::take}, {"looks good", Sign::take},
    // Passing words
    {"um", Sign::filler}, {"uh", Sign::filler}, {"uhm", Sign::filler}, {"er", Sign::filler}, {"hmm", Sign::filler}, {"please", Sign::filler}, {"pls", Sign::filler}, {"thanks", Sign::filler},
    {"thank you", Sign::filler}, {"well", Sign::filler}, {"the", Sign::filler}, {"a", Sign::filler}, {"an", Sign::filler}, {"at", Sign::filler}, {"on", Sign::filler}, {"in", Sign::filler}, {"for", Sign::filler},
    {"one", Sign::filler}, {"ones", Sign::filler}, {"i", Sign::filler}, {"me", Sign::filler}, {"it", Sign::filler}, {"its", Sign::filler}, {"is", Sign::filler}, {"that", Sign::filler}, {"thats", Sign::filler},
    {"you", Sign::filler}, {"work", Sign::filler}, {"would", Sign::filler}, {"be", Sign::filler}, {"if", Sign::filler}, {"with", Sign::filler}, {"of", Sign::filler}, {"to", Sign::filler}, {"think", Sign::filler},
    {"guess", Sign::filler}, {"slot", Sign::filler}, {"appointment", Sign::filler}, {"time", Sign::filler}, {"day", Sign::filler}, {"available", Sign::filler}, {"like", Sign::filler}, {"want", Sign::filler},
    {"el", Sign::filler}, {"la", Sign::filler}, {"los", Sign::filler}, {"las", Sign::filler}, {"de", Sign::filler}, {"del", Sign::filler}, {"al", Sign::filler}, {"en", Sign::filler}, {"por", Sign::filler},
    {"para", Sign::filler}, {"con", Sign::filler}, {"que", Sign::filler}, {"favor", Sign::filler}, {"por favor", Sign::filler}, {"porfa", Sign::filler}, {"porfavor", Sign::filler}, {"gracias", Sign::filler},
    {"pues", Sign::filler}, {"este", Sign::filler}, {"eh", Sign::filler}, {"cita", Sign::filler}, {"hora", Sign::filler}, {"dijo", Sign::filler}, {"esta", Sign::filler}, {"es", Sign::filler}, {"dia", Sign::filler},
    {"said", Sign::filler}, {"get", Sign::filler}, {"can", Sign::filler}, {"do", Sign::filler}, {"will", Sign::filler}, {"maybe", Sign::filler}, {"just", Sign::filler}, {"so far", Sign::filler},
    // An index follows
    {"option", Sign::number_mark}, {"number", Sign::number_mark}, {"slot number", Sign::number_mark}, {"option number", Sign::number_mark}, {"choice", Sign::number_mark}, {"choice number", Sign::number_mark}, {"#", Sign::number_mark},
    {"no #", Sign::number_mark}, {"num", Sign::number_mark}, {"opcion", Sign::number_mark}, {"numero", Sign::number_mark}, {"opcion numero", Sign::number_mark}, {"la numero", Sign::number_mark},
    {"the other", Sign::other}, {"the other one", Sign::other}, {"la otra", Sign::other}, {"el otro", Sign::other}, {"other one", Sign::other}, {"the middle", Sign::middle}, {"middle", Sign::middle},
    {"en medio", Sign::middle}, {"de en medio", Sign::middle}, {"del medio", Sign::middle}, {"de enmedio", Sign::middle}, {"la del centro", Sign::middle}, {"intermedia", Sign::middle},
    // Days
    {"sunday", Sign::weekday, 0}, {"sundays", Sign::weekday, 0}, {"sun", Sign::weekday, 0}, {"domingo", Sign::weekday, 0}, {"domingos", Sign::weekday, 0}, {"monday", Sign::weekday, 1}, {"mondays", Sign::weekday, 1},
    {"mon", Sign::weekday, 1}, {"lunes", Sign::weekday, 1}, {"tuesday", Sign::weekday, 2}, {"tuesdays", Sign::weekday, 2}, {"tue", Sign::weekday, 2}, {"tues", Sign::weekday, 2}, {"martes", Sign::weekday, 2},
    {"wednesday", Sign::weekday, 3}, {"wednesdays", Sign::weekday, 3}, {"wed", Sign::weekday, 3}, {"weds", Sign::weekday, 3}, {"miercoles", Sign::weekday, 3}, {"mierc", Sign::weekday, 3}, {"mier", Sign::weekday, 3},
    {"thursday", Sign::weekday, 4}, {"thursdays", Sign::weekday, 4}, {"thu", Sign::weekday, 4}, {"thur", Sign::weekday, 4}, {"thurs", Sign::weekday, 4}, {"jueves", Sign::weekday, 4}, {"jue", Sign::weekday, 4},
    {"friday", Sign::weekday, 5}, {"fridays", Sign::weekday, 5}, {"fri", Sign::weekday, 5}, {"viernes", Sign::weekday, 5}, {"vie", Sign::weekday, 5}, {"saturday", Sign::weekday, 6}, {"saturdays", Sign::weekday, 6},
    {"sat", Sign::weekday, 6}, {"sabado", Sign::weekday, 6}, {"sabados", Sign::weekday, 6}, {"weekend", Sign::weekday, kWeekend}, {"weekends", Sign::weekday, kWeekend}, {"wknd", Sign::weekday, kWeekend}, {"fin de semana", Sign::weekday, kWeekend}, {"fines de semana", Sign::weekday, kWeekend}, {"weekday", Sign::weekday, kWorkdays}, {"weekdays", Sign::weekday, kWorkdays}, {"entre semana", Sign::weekday, kWorkdays}, {"lun", Sign::weekday, 1}, {"mie", Sign::weekday, 3}, {"this week", Sign::week, 0}, {"next week", Sign::week, 1}, {"nxt wk", Sign::week, 1}, {"nxt week", Sign::week, 1},
    {"week after next", Sign::week, 2}, {"in two weeks", Sign::week, 2}, {"esta semana", Sign::week, 0}, {"la proxima semana", Sign::week, 1}, {"la otra semana", Sign::week, 1}, {"proxima semana", Sign::week, 1}, {"la semana que viene", Sign::week, 1}, {"semana que viene", Sign::week, 1},
    {"la siguiente semana", Sign::week, 1}, {"la semana siguiente", Sign::week, 1}, {"la semana entrante", Sign::week, 1}, {"next month", Sign::month, 101}, {"later in the month", Sign::month, 100}, {"later this month", Sign::month, 100},
    {"end of the month", Sign::month, 100}, {"el proximo mes", Sign::month, 101}, {"el mes que viene", Sign::month, 101}, {"a fin de mes", Sign::month, 100}, {"mas adelante", Sign::later}, {"january", Sign::month, 1}, {"february", Sign::month, 2},
    {"march", Sign::month, 3}, {"april", Sign::month, 4}, {"june", Sign::month, 6}, {"july", Sign::month, 7}, {"august", Sign::month, 8}, {"september", Sign::month, 9}, {"october", Sign::month, 10},
    {"november", Sign::month, 11}, {"december", Sign::month, 12}, {"may", Sign::month, 5}, {"jan", Sign::month, 1}, {"feb", Sign::month, 2}, {"mar", Sign::month, 3}, {"apr", Sign::month, 4}, {"enero", Sign::month, 1}, {"febrero", Sign::month, 2}, {"marzo", Sign::month, 3}, {"abril", Sign::month, 4}, {"mayo", Sign::month, 5}, {"junio", Sign::month, 6},
    {"julio", Sign::month, 7}, {"agosto", Sign::month, 8}, {"septiembre", Sign::month, 9}, {"octubre", Sign::month, 10}, {"noviembre", Sign::month, 11}, {"diciembre", Sign::month, 12},
    {"today", Sign::day, 0}, {"tomorrow", Sign::day, 1}, {"tmrw", Sign::day, 1}, {"tmr", Sign::day, 1}, {"day after tomorrow", Sign::day, 2}, {"the day after tomorrow", Sign::day, 2}, {"hoy", Sign::day, 0}, {"manana", Sign::day, 1},
    {"pasado manana", Sign::day, 2}, {"this morning", Sign::day, kDayMorning}, {"this afternoon", Sign::day, kDayAfternoon}, {"this evening", Sign::day, kDayEvening}, {"tonight", Sign::day, kDayEvening}, {"esta manana", Sign::day, kDayMorning},
    {"hoy mismo", Sign::day, 0}, {"esta tarde", Sign::day, kDayAfternoon}, {"esta noche", Sign::day, kDayEvening}, {"same day", Sign::day, 0},
    // Parts of the day
    {"morning", Sign::part, part(P::morning)}, {"mornings", Sign::part, part(P::morning)}, {"in the morning", Sign::part, part(P::morning)}, {"early morning", Sign::part, kPartEarlyMorning}, {"early in the morning", Sign::part, kPartEarlyMorning}, {"temprano en la manana", Sign::part, kPartEarlyMorning}, {"temprano por la manana", Sign::part, kPartEarlyMorning}, {"late morning", Sign::part, kPartLateMorning}, {"mid morning", Sign::part, kPartLateMorning}, {"media manana", Sign::part, kPartLateMorning}, {"early afternoon", Sign::part, kPartEarlyAfternoon}, {"late afternoon", Sign::part, kPartLateAfternoon}, {"later in the afternoon", Sign::part, kPartLateAfternoon}, {"in the late afternoon", Sign::part, kPartLateAfternoon}, {"in the early afternoon", Sign::part, kPartEarlyAfternoon}, {"por la manana", Sign::part, part(P::morning)},
    {"en la manana", Sign::part, part(P::morning)}, {"de la manana", Sign::part, part(P::morning)}, {"a la manana", Sign::part, part(P::morning)}, {"la manana", Sign::part, part(P::morning)}, {"las mananas", Sign::part, part(P::morning)}, {"en las mananas", Sign::part, part(P::morning)}, {"por las mananas", Sign::part, part(P::morning)},
    {"la morning", Sign::part, part(P::morning)}, {"matutina", Sign::part, part(P::morning)}, {"matutino", Sign::part, part(P::morning)}, {"afternoon", Sign::part, part(P::afternoon)}, {"afternoons", Sign::part, part(P::afternoon)}, {"in the afternoon", Sign::part, part(P::afternoon)},
    {"por la tarde", Sign::part, part(P::afternoon)}, {"en la tarde", Sign::part, part(P::afternoon)}, {"de la tarde", Sign::part, part(P::afternoon)}, {"la tarde", Sign::part, part(P::afternoon)}, {"tarde", Sign::part, part(P::afternoon)}, {"en las tardes", Sign::part, part(P::afternoon)}, {"por las tardes", Sign::part, part(P::afternoon)},
    {"vespertina", Sign::part, part(P::afternoon)}, {"vespertino", Sign::part, part(P::afternoon)}, {"evening", Sign::part, part(P::evening)}, {"evenings", Sign::part, part(P::evening)}, {"in the evening", Sign::part, part(P::evening)}, {"at night", Sign::part, part(P::evening)}, {"night", Sign::part, part(P::evening)},
    {"por la noche", Sign::part, part(P::evening)}, {"en la noche", Sign::part, part(P::evening)}, {"de la noche", Sign::part, part(P::evening)}, {"noche", Sign::part, part(P::evening)}, {"am", Sign::part, kPartAm}, {"pm", Sign::part, kPartPm}, {"lunch", Sign::part, kPartLunch},
    {"lunchtime", Sign::part, kPartLunch}, {"lunch time", Sign::part, kPartLunch}, {"around lunch", Sign::part, kPartLunch}, {"a la hora de la comida", Sign::part, kPartLunch}, {"after lunch", Sign::part, part(P::afternoon)}, {"before lunch", Sign::part, part(P::morning)}, {"after work", Sign::part, kPartAfterWork},
    {"despues del trabajo", Sign::part, kPartAfterWork}, {"despues de comer", Sign::part, part(P::afternoon)}, {"despues de la comida", Sign::part, part(P::afternoon)}, {"noon", Sign::noon}, {"midday", Sign::noon}, {"mediodia", Sign::noon}, {"medio dia", Sign::noon}, {"twelve noon", Sign::noon}, {"midnight", Sign::midnight}, {"medianoche", Sign::midnight},
    // Sooner and later
    {"earliest", Sign::earliest}, {"the earliest", Sign::earliest}, {"the first available", Sign::soonest}, {"first available", Sign::soonest}, {"soonest", Sign::soonest}, {"as soon as possible", Sign::soonest}, {"asap", Sign::soonest}, {"next available", Sign::soonest}, {"the next one", Sign::soonest},
    {"as early as possible", Sign::earliest}, {"closest", Sign::soonest}, {"nearest", Sign::soonest}, {"whatevers first", Sign::soonest}, {"whatever is first", Sign::soonest}, {"whichever is first", Sign::soonest}, {"whichever comes first", Sign::soonest}, {"whatever comes first", Sign::soonest}, {"first thing", Sign::earliest},
    {"la mas temprano", Sign::earliest}, {"la mas temprana", Sign::earliest}, {"el mas temprano", Sign::earliest}, {"lo mas temprano", Sign::earliest}, {"lo mas temprano posible", Sign::earliest}, {"mas temprano posible", Sign::earliest}, {"la mas pronto", Sign::soonest}, {"lo mas pronto", Sign::soonest}, {"lo mas pronto posible", Sign::soonest}, {"lo antes posible", Sign::soonest},
    {"cuanto antes", Sign::soonest}, {"la mas proxima", Sign::soonest}, {"la mas cercana", Sign::soonest}, {"el mas proximo", Sign::soonest}, {"el mas cercano", Sign::soonest}, {"la proxima", Sign::soonest}, {"a primera hora", Sign::earliest}, {"earlier", Sign::earlier}, {"sooner", Sign::earlier}, {"the earlier the better", Sign::earliest}, {"the sooner the better", Sign::soonest}, {"mas temprano", Sign::earlier},
    {"mas pronto", Sign::earlier}, {"temprano", Sign::earlier}, {"mas temprana", Sign::earlier}, {"antes", Sign::earlier}, {"latest", Sign::latest}, {"the latest", Sign::latest}, {"as late as possible", Sign::latest}, {"the later the better", Sign::latest}, {"la mas tarde", Sign::latest}, {"el mas tarde", Sign::latest}, {"lo mas tarde", Sign::latest}, {"lo mas tarde posible", Sign::latest},
    {"la mas tardia", Sign::latest}, {"a ultima hora", Sign::latest}, {"later", Sign::later}, {"mas tarde", Sign::later}, {"mas tardecito", Sign::later}, {"mas noche", Sign::later},
    // Bounds
    {"after", Sign::after}, {"past", Sign::after}, {"from", Sign::after}, {"starting at", Sign::after}, {"later than", Sign::after}, {"despues de", Sign::after}, {"despues del", Sign::after}, {"a partir de", Sign::after}, {"a partir del", Sign::after}, {"pasadas", Sign::after}, {"desde", Sign::after},
    {"before", Sign::before}, {"by", Sign::before}, {"until", Sign::before}, {"till", Sign::before}, {"earlier than", Sign::before}, {"no later than", Sign::before}, {"antes de", Sign::before}, {"antes del", Sign::before}, {"antes d", Sign::before}, {"hasta", Sign::before}, {"no earlier than", Sign::after}, {"not earlier than", Sign::after}, {"not before", Sign::after}, {"no antes de", Sign::after}, {"not after", Sign::before}, {"not later than", Sign::before}, {"no despues de", Sign::before}, {"nothing after", Sign::before}, {"nothing before", Sign::after}, {"between", Sign::between}, {"entre", Sign::between},
};

struct Entry { Phrase phrase; std::vector<std::string_view> words; };
using Index = std::unordered_map<std::string_view, std::vector<Entry>>;

std::vector<std::string_view> split_words(std::string_view text) {
  std::vector<std::string_view> words;
  while (!text.empty()) {
    const std::size_t space = std::min(text.find(' '), text.size());
    words.push_back(text.substr(0, space));
    text.remove_prefix(std::min(text.size(), space + 1));
  }
  return words;
}

/// Phrases by their first word, longest first.
const Index &phrase_index() {
  static const Index index = [] {
    Index built;
    for (const Phrase &phrase : kPhrases) {
      std::vector<std::string_view> words = split_words(phrase.text);
      const std::string_view first = words.front();
      built[first].push_back({phrase, std::move(words)});
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
