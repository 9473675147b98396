// Words that tell whether a turn goes on, in both languages, folded.
#pragma once

#include <string_view>

namespace callwell::nlu::turn_words {

/// Said while thinking: what ends with one goes on.
inline constexpr std::string_view kFillers = "um umm uh uhh uhm er erm hmm hm mm este eh em eee ah like well osea pues";
/// Words that call for another one.
inline constexpr std::string_view kDangling =
    "and or but because cause if when while the a an my your his her our their to at from of with for by in on about around between until since before after than "
    "is are was am be i'm im he's she's we're they're i'd i'll i've it's its that's there's i we they he she can could would will should might do does did "
    "very really so just also maybe probably like called named "
    "y e o u pero porque que cuando mientras como el la los las un una unos unas mi mis su sus tu nuestro nuestra a al de del con para por en entre desde hasta sobre sin "
    "es son soy estoy esta era fue tengo tiene quiero quisiera necesito puedo puede podria voy vamos muy tan mas ademas tambien llamo me te se le lo nos";
/// Ends of sentences that are whole although their last word is one of those above.
inline constexpr std::string_view kWholeEnds[] = {
    "come in", "get in", "fit me in", "squeeze me in", "check in", "walk in", "put me in", "hold on", "hang on", "go on", "move on", "come on", "that's about it", "i think so",
    "i hope so", "i guess so", "hope so", "i am", "yes i am", "i do", "yes i do", "i can", "yes i can", "i will", "i did", "i would", "he is", "she is", "it is", "yes it is", "we are",
    "they are", "it was", "i was", "me too", "going on", "sign me up for", "who is this for", "what is it", "how is it", "where is it", "yo soy", "aqui estoy", "ya voy", "si soy",
    "si puedo", "si tengo", "no puedo", "no tengo", "no quiero", "si quiero", "no la tengo", "ya la tengo", "asi es", "asi como", "que es", "cuanto es", "como esta", "donde esta", "donde estan", "ahi estoy",
    "alla voy", "no se", "ya se", "si se puede", "the day after", "the day before", "the week after", "or so", "before that", "it's me", "i want to", "if i can", "if you can",
    "log in", "logged in", "call in", "come by", "stop by", "drop by", "as well", "who is it", "a little more", "uno mas", "nada mas", "nadie mas", "una mas", "or before", "or after",
    "what for", "calling from", "call from", "para que", "por que", "y que", "yo tambien", "tambien", "no me lo", "claro que si", "no longer do"};
/// Beginnings that promise more than they say.
inline constexpr std::string_view kPromises[] = {
    "i'd like", "i would like", "i want", "i wanted", "i need", "i was wondering", "i'm calling", "im calling", "i'm trying", "let me see", "let me think", "let me check", "hold on let me",
    "my name is", "my name's", "the name is", "my number is", "the number is", "phone number is", "my email is", "email is", "my birthday is", "date of birth is", "my last name is", "last name is",
    "first name is", "it's spelled", "spelled", "could you", "can you", "can i", "may i", "do you", "do you have", "would you", "is there", "how about", "what about", "i have a", "so basically", "you know",
    "i mean", "at least", "quiero", "quisiera", "me gustaria", "necesito", "mi nombre es", "me llamo", "mi numero es", "el numero es", "mi correo es", "el correo es", "mi apellido es", "se deletrea",
    "naci el", "a ver", "dejeme ver", "deje ver", "espere dejeme ver", "o sea", "es que", "lo que pasa es que", "fijese que", "estoy llamando", "le llamo", "podria", "me puede", "ustedes", "tal vez", "a lo mejor",
    "digamos", "por ejemplo", "for example", "such as", "saber si", "ver si", "decirme si", "next", "this coming", "the first", "la proxima", "el proximo", "este proximo"};
/// Whole by themselves, whatever was asked.
inline constexpr std::string_view kWholeAnswers =
    "yes yeah yep yup no nope nah ok okay sure correct right exactly thanks hello hi bye goodbye stop help agent human representative si no claro correcto exacto gracias hola adios bueno dale "
    "sip nel ninguno ninguna none neither either perfect perfecto great";
/// What may stand beside such an answer without making it longer.
inline constexpr std::string_view kCourtesies = "please thank you thanks sir ma'am maam por favor gracias senor senora senorita muchas very much it is that's that works fine good great";
/// Openers of a clause that needs another one: "if i come on tuesday".
inline constexpr std::string_view kSubordinates = "if when because since although while unless until cuando porque aunque mientras como";
inline constexpr std::string_view kQuestionWords = "who what where when which why how whom quien que donde cuando cual por como";

}  // namespace callwell::nlu::turn_words
