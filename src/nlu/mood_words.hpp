// What words and phrases say of a speaker's mood, in both languages, folded. A weight is how pleasant (0..1) or unpleasant
// (-1..0) a word is by itself.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace callwell::nlu::mood_words {

enum class Feeling : std::uint8_t { happy, worried, angry, sad, confused, none };
inline constexpr std::array<std::string_view, 5> kFeelings{"happy", "worried", "angry", "sad", "confused"};

/// Words with one weight, parted by spaces; a trailing * matches any ending.
struct MoodGroup {
  Feeling feeling;
  float weight;
  std::string_view words;
};

inline constexpr MoodGroup kWords[] = {
    {Feeling::happy, 0.4F, "thank* thx ty gracias appreciated"},
    {Feeling::happy, 0.6F, "great perfect perfecto perfecta appreciate appreciates agradec* helpful glad contento contenta contentos contentas amable amables alegr* aliviad* relieved"},
    {Feeling::happy, 0.7F, "happy feliz felices love loved loves lovely loving encant* excited genial pleased delighted emocionad* satisfech* fenomenal"},
    {Feeling::happy, 0.8F, "awesome excelen* excellent wonderful fantastic amazing maravill* buenisim* fantastic* increible incredible chido padrisim* best ever"},
    {Feeling::happy, 0.4F, "nice lindo linda bonito bonita cool yay"},
    {Feeling::none, 0.2F, "good fine"},
    {Feeling::none, 0.1F, "bueno bien please favor"},
    {Feeling::worried, -0.5F, "worr* preocup* anxious anxiety ansios* ansiedad stressed stressing estresad* inquiet*"},
    {Feeling::worried, -0.6F, "scared scary afraid frightened miedo asustad* asust* panic panicking panico angustiad* angustia dread dreading overwhelmed"},
    {Feeling::worried, -0.8F, "terrified aterrad* aterrorizad* petrified desesperad* desperate"},
    {Feeling::worried, -0.4F, "nervous nervios* concerned uneasy urgente urgently"},
    {Feeling::worried, -0.3F, "pain painful hurts hurt hurting dolor dolores duele duelen adolorid*"},
    {Feeling::angry, -0.8F, "angry enojad* enojo bravo ridicul* groser* groseria awful horrible horribl* horrend* disgust* stupid estupid* scam estafa* colmo shameful verguenza garbage basura"},
    {Feeling::angry, -0.9F, "furious furios* unacceptable inaceptable indignad* worst pesim* outrageous outraged livid encabronad* incompetent* incompetente*"},
    {Feeling::angry, -0.7F, "mad upset frustrat* frustrad* terrible rude hate hated odio useless inutil* unprofessional harto harta hartos hartas molest* pissed irritad* irritated irritating liars mentiros*"},
    {Feeling::angry, -0.6F, "complain* complaint queja quejarme quejas annoy* peor absurd absurdo joke insult* insulting nonsense overcharged"},
    {Feeling::sad, -0.6F, "sad sadness triste tristeza cry crying cries cried llor* disappoint* decepcion* heartbroken devastad* devastated grieving luto"},
    {Feeling::sad, -0.8F, "hopeless worthless miserable"},
    {Feeling::sad, -0.7F, "depressed depressing depression deprimid* depresion"},
    {Feeling::sad, -0.4F, "alone lonely unfortunately lastima desafortunadamente"},
    {Feeling::sad, -0.5F, "died fallecio murio funeral"},
    {Feeling::confused, -0.3F, "confused confusing confusion confundid* confuso confusa huh unclear"},
    {Feeling::none, -0.3F, "problem problems problema problemas wrong unfair injusto"},
    {Feeling::none, -0.5F, "bad mala malo malas malos"},
    {Feeling::none, -0.4F, "mal"},
};

/// A phrase outweighs its words; weight 0: it says nothing of mood, whatever its words do.
inline constexpr MoodGroup kPhrases[] = {
    {Feeling::none, 0, "urgent care"}, {Feeling::none, 0, "best time"}, {Feeling::none, 0, "best way"}, {Feeling::none, 0, "best number"}, {Feeling::none, 0, "pain management"},
    {Feeling::none, 0, "my best"}, {Feeling::none, 0, "good morning"}, {Feeling::none, 0, "good afternoon"}, {Feeling::none, 0, "good evening"}, {Feeling::none, 0, "a nice day"},
    {Feeling::none, 0, "lo mejor"}, {Feeling::none, 0, "anxiety medication"}, {Feeling::none, 0, "no worries"}, {Feeling::none, 0, "wrong number"},
    {Feeling::none, 0, "numero equivocado"}, {Feeling::none, 0.2F, "no problem"}, {Feeling::none, 0.2F, "sin problema"}, {Feeling::none, 0.2F, "no hay problema"}, {Feeling::none, 0.2F, "not bad"},
    {Feeling::none, 0.2F, "nada mal"}, {Feeling::none, 0.1F, "never mind"}, {Feeling::none, 0, "any pain"},
    {Feeling::happy, 0.7F, "can't wait"}, {Feeling::happy, 0.7F, "cant wait"}, {Feeling::happy, 0.6F, "looking forward"}, {Feeling::happy, 0.5F, "made my day"}, {Feeling::happy, 0.5F, "que bueno"},
    {Feeling::happy, 0.5F, "que bien"}, {Feeling::happy, 0.7F, "me gusta mucho"}, {Feeling::happy, 0.5F, "muy bien"}, {Feeling::happy, 0.5F, "sounds good"}, {Feeling::happy, 0.6F, "que alegria"},
    {Feeling::happy, 0.6F, "couldn't be happier"}, {Feeling::happy, 0.4F, "not worried"},
    {Feeling::angry, -0.9F, "sick and tired"}, {Feeling::angry, -0.8F, "fed up"}, {Feeling::angry, -0.8F, "had it with"}, {Feeling::angry, -0.8F, "had enough"}, {Feeling::angry, -0.7F, "waste of time"},
    {Feeling::angry, -0.7F, "wasting my time"}, {Feeling::angry, -0.8F, "rip off"}, {Feeling::angry, -0.7F, "no one answers"}, {Feeling::angry, -0.7F, "nobody answers"},
    {Feeling::angry, -0.7F, "nobody called"}, {Feeling::angry, -0.7F, "no one called"}, {Feeling::angry, -0.7F, "keep hanging up"}, {Feeling::angry, -0.7F, "hung up on"}, {Feeling::angry, -0.7F, "are you kidding"},
    {Feeling::angry, -0.7F, "are you serious"}, {Feeling::angry, -0.7F, "for nothing"}, {Feeling::angry, -0.8F, "lawyer"}, {Feeling::angry, -0.7F, "third time i"}, {Feeling::angry, -0.8F, "never coming back"},
    {Feeling::angry, -0.6F, "tired of this"}, {Feeling::angry, -0.6F, "tired of waiting"}, {Feeling::angry, -0.8F, "ya basta"}, {Feeling::angry, -0.7F, "es en serio"}, {Feeling::angry, -0.7F, "nadie contesta"},
    {Feeling::angry, -0.7F, "nadie me contesta"}, {Feeling::angry, -0.7F, "nadie me llamo"}, {Feeling::angry, -0.7F, "me colgaron"}, {Feeling::angry, -0.8F, "falta de respeto"},
    {Feeling::angry, -0.7F, "perdida de tiempo"}, {Feeling::angry, -0.7F, "que clase de"}, {Feeling::angry, -0.6F, "cansada de esperar"}, {Feeling::angry, -0.6F, "cansado de esperar"}, {Feeling::angry, -0.8F, "un robo"},
    {Feeling::angry, -0.7F, "no puede ser"}, {Feeling::angry, -0.7F, "no es posible que"},
    {Feeling::worried, -0.8F, "scared to death"}, {Feeling::worried, -0.8F, "freaking out"}, {Feeling::worried, -0.6F, "something is wrong"}, {Feeling::worried, -0.6F, "something's wrong"},
    {Feeling::worried, -0.6F, "me da miedo"}, {Feeling::worried, -0.7F, "muerta de miedo"}, {Feeling::worried, -0.7F, "muerto de miedo"}, {Feeling::worried, -0.5F, "no se que hacer"},
    {Feeling::worried, -0.5F, "don't know what to do"}, {Feeling::worried, -0.5F, "on edge"},
    {Feeling::sad, -0.6F, "passed away"}, {Feeling::sad, -0.6F, "lost my husband"}, {Feeling::sad, -0.6F, "lost my wife"}, {Feeling::sad, -0.6F, "lost my mom"}, {Feeling::sad, -0.6F, "lost my dad"},
    {Feeling::sad, -0.6F, "perdi a mi"}, {Feeling::sad, -0.6F, "feeling down"}, {Feeling::sad, -0.6F, "miss him"}, {Feeling::sad, -0.6F, "miss her"}, {Feeling::sad, -0.6F, "sin ganas de"}, {Feeling::sad, -0.7F, "give up"},
    {Feeling::confused, -0.4F, "makes no sense"}, {Feeling::confused, -0.4F, "doesn't make sense"}, {Feeling::confused, -0.3F, "what do you mean"}, {Feeling::confused, -0.3F, "don't get it"},
    {Feeling::confused, -0.3F, "i'm lost"}, {Feeling::confused, -0.3F, "im lost"}, {Feeling::confused, -0.3F, "no me queda claro"}, {Feeling::confused, -0.3F, "como asi"}, {Feeling::confused, -0.3F, "estoy perdida"},
    {Feeling::confused, -0.3F, "estoy perdido"}, {Feeling::confused, -0.3F, "que quiere decir"}, {Feeling::confused, -0.3F, "don't understand"}, {Feeling::confused, -0.3F, "dont understand"},
    {Feeling::confused, -0.3F, "no entiendo"}, {Feeling::confused, -0.3F, "no le entiendo"}, {Feeling::confused, -0.3F, "no comprendo"}, {Feeling::confused, -0.3F, "don't know what you"},
    {Feeling::confused, -0.3F, "not sure what"}, {Feeling::confused, -0.3F, "wait what"}, {Feeling::confused, -0.3F, "didn't understand"}, {Feeling::confused, -0.3F, "can't understand"},
};

inline constexpr std::string_view kNegations = "not no never isn't isnt wasn't wasnt don't dont didn't didnt doesn't doesnt aren't won't nunca ni sin without hardly nothing nada tampoco jamas";
inline constexpr std::string_view kIntensifiers = "very so really extremely super muy tan demasiado bien bastante totally such mucho mucha muchisimo absolutely incredibly completely re sumamente";
inline constexpr std::string_view kSofteners = "little bit slightly somewhat kinda poco poquito algo kind";

}  // namespace callwell::nlu::mood_words
