// Emergencies and what only looks like them, by the table; every wording here was written before the mechanism saw it.
#include <catch2/catch.hpp>

#include "nlu/signals.hpp"

using namespace callwell::nlu;

namespace {

struct Case {
  const char *kind, *text;
};

constexpr Case kReal[] = {
    {"anaphylaxis", "ate a cookie with nuts in it and now i'm all hives and can't swallow right"},
    {"anaphylaxis", "le picó una avispa y se le está cerrando la garganta"},
    {"anaphylaxis", "tongue is swelling"},
    {"anaphylaxis", "used the epi pen two minutes ago and still wheezing"},
    {"bleeding", "he cut himself with the grinder blood's pumping out"},
    {"bleeding", "me sacaron la muela y la sangre no me para"},
    {"bleeding", "no deja de sangrarle la nariz desde hace una hora"},
    {"bleeding", "she's bleeding out"},
    {"bleeding", "stitches popped and it's gushing"},
    {"breathing", "can't... talk... much... no air"},
    {"breathing", "he's choking he's choking"},
    {"breathing", "it's like breathing through a wet towel"},
    {"breathing", "me ahogo cuando me acuesto desde anoche y tengo los labios morados"},
    {"breathing", "my daughter's lips are kinda blue and she's breathing fast"},
    {"breathing", "my husband just collapsed on the kitchen floor and he's making this weird snoring sound"},
    {"breathing", "my inhaler's empty and i'm getting really tight"},
    {"breathing", "no puedo respirar bien y me pica todo"},
    {"breathing", "she's not getting enough air her nostrils are flaring"},
    {"chest_pain", "me aprieta el pecho bien feo"},
    {"chest_pain", "my left arm's gone heavy and i feel sick to my stomach and clammy"},
    {"chest_pain", "there's a tight band across my chest and i'm sweating through my shirt"},
    {"infant", "la bebé de un mes no quiere comer y está toda aguadita"},
    {"infant", "mi recién nacido trae calentura"},
    {"infection", "tengo la cara bien hinchada por la muela y casi no puedo abrir la boca ni tragar"},
    {"other", "es una emergencia mi mamá está muy mal"},
    {"other", "i need an ambulance"},
    {"other", "my kid swallowed a button battery"},
    {"other", "someone's having a medical emergency here"},
    {"overdose_poison", "he's blue and there's a needle in his arm"},
    {"overdose_poison", "i took way more oxy than i was supposed to"},
    {"overdose_poison", "mi abuelo se tomó dos veces la medicina del azúcar y está muy dormido"},
    {"overdose_poison", "mi niña se tragó un líquido para destapar caños"},
    {"pregnancy", "haven't felt the baby kick since yesterday morning"},
    {"pregnancy", "i'm seven months and i'm bleeding bright red"},
    {"pregnancy", "my water just broke and i'm only thirty weeks"},
    {"pregnancy", "tengo ocho meses de embarazo y no siento que se mueva"},
    {"pregnancy", "thirty four weeks with a pounding headache and seeing sparkles"},
    {"seizure_unconscious", "his sugar's forty two and he's not making sense"},
    {"seizure_unconscious", "mi esposa está inconsciente"},
    {"seizure_unconscious", "she passed out in your waiting room"},
    {"self_harm", "i keep thinking about driving into a tree"},
    {"self_harm", "i've been saving up my pills"},
    {"self_harm", "me quiero morir ya no puedo más"},
    {"self_harm", "my son texted me goodbye and he isn't answering"},
    {"self_harm", "ya no le veo sentido a la vida y tengo todo listo"},
    {"stroke", "grandma's smile is lopsided and she doesn't know what day it is"},
    {"stroke", "half his face just dropped"},
    {"stroke", "no le entiendo nada a mi abuelo y no puede levantar el brazo"},
    {"stroke", "suddenly the whole left side of me is numb"},
    {"trauma", "i've been stabbed"},
    {"trauma", "se pegó bien duro en la cabeza y no reacciona"},
    {"trauma", "she fell down the stairs and now she's throwing up and super sleepy"},
    {"violence", "mi esposo me está golpeando"},
    {"violence", "mi ex está afuera con un cuchillo"},
    {"violence", "my boyfriend choked me last night and my neck hurts"},
    {"vision", "drain cleaner splashed in his eyes"},
    {"vision", "skin around my nose is turning white and gray since the filler this morning"},
};

constexpr const char *kLookAlikes[] = {
    "my filling fell out yesterday",
    "i would die for that appointment",
    "i work at a suicide hotline and need a flexible time",
    "i need to refill my epipen",
    "cortisone shot in my knee",
    "she took the whole bottle of sunscreen on the trip so i want another from your shop",
    "bleeding gums cleaning",
    "i was watching a show where the guy chokes",
    "the dog took a whole bottle of treats",
    "laser hair removal on my chest",
    "can filler make you go blind",
    "i was crying so hard at that movie",
    "he's knocked out he just got back from night shift so i'm calling for him",
    "i cut my hair is that ok for the consult",
    "sí por favor",
    "this is not urgent at all",
    "traffic's killing me i'll be ten minutes late",
    "the one at five forty five",
    "vasectomy consult",
    "my cat swallowed a string",
    "a mi abuela le dio un derrame hace diez años",
    "the cardiologist wants my records faxed",
    "cut me some slack",
    "mary johnson",
    "fasting blood work tomorrow",
    "is the clinic safe for someone with asthma",
    "that price knocked me out",
    "bring the pain haha see you monday",
    "my last name is payne",
    "i'm so stressed about my wedding i need botox",
    "he never lost consciousness",
    "el botox puede paralizar la cara",
    "qué pasa si me sangra mucho después de la extracción",
    "lip filler",
    "little bit of heartburn after tacos",
    "hit me back when you can",
    "heart murmur follow up next week",
    "he's breathing fine now",
    "tomo mis pastillas todos los días",
    "the swelling is almost gone",
    "trabajo en una ambulancia",
    "chest filler",
    "dermatology",
    "mole check",
    "never had a seizure",
    "i chipped a tooth it doesn't hurt",
    "i want the chemical burn scar on my arm looked at it's from 2009",
    "is there an emergency fee",
    "do you treat people who've had a stroke",
    "i fell in love with your office",
    "no",
    "mi jefe me tiene ahorcado con los horarios",
    "who is my emergency contact",
    "ya respira bien",
    "i had a seizure when i was six",
    "my ex husband used to hit me that's why i go to therapy",
    "she's sleeping so i'll confirm for her",
    "i'm stuck in an elevator meeting call you back",
    "my baby is due for her two month shots",
    "necesito resurtir mi nitroglicerina",
    "microneedling",
    "i need new glasses",
    "i can't see the link you sent",
    "i'm bleeding edge with tech just text me",
    "no suicidal thoughts",
    "ya se me bajó la hinchazón",
    "gun to my head i'd say tuesday",
    "blue cross blue shield",
    "do you take emergency appointments",
    "do you have a defibrillator in the office",
    "just a checkup",
    "dolores castillo",
    "a crown",
    "la bebé tiene un mes y le toca su primera revisión",
    "casi me da algo cuando vi el cobro",
    "refill on my inhaler please",
    "se me cayó una muela",
    "it's for my mom",
    "no veo el mensaje",
    "where do you keep the emergency exit",
    "my character gets shot in the play on thursday",
    "transfer to my heart doctor's office",
    "i'm twelve weeks and need my appointment",
    "mr. strokes",
    "take a stab at it",
    "my email is heart underscore breaker at gmail dot com",
    "you guys are drop dead amazing",
    "i blacked out the date on the form is that ok",
    "my phone is dying",
    "estoy muerta de la risa",
    "my ear hurts a little",
    "i ran out of breath running for the phone hello",
    "para mi esposo",
    "j o h n s o n",
    "my blood pressure medicine ran out",
    "i've been feeling better no fever since sunday",
};

}  // namespace

TEST_CASE("real emergencies are flagged, with the class the reply needs") {
  int right = 0;
  for (const Case &c : kReal) {
    CAPTURE(c.text);
    const Emergency found = detect_emergency(c.text);
    CHECK(found.flag);
    right += found.kind == c.kind;
  }
  CHECK(right * 100 >= 90 * static_cast<int>(std::size(kReal)));
}

TEST_CASE("the past, the possible, the figurative and the everyday raise no alarm") {
  for (const char *text : kLookAlikes) {
    CAPTURE(text);
    CHECK_FALSE(detect_emergency(text).flag);
  }
}

TEST_CASE("a short answer that names nothing grave is no emergency and nearly none") {
  for (const char *text : {"existing", "an existing patient", "soy paciente existente", "mary johnson", "dolores payne", "305 555 0142", "botox", "lip filler", "yes", "no", "ninguno",
                           "friday at three", "aetna", "para mi esposo", "blue cross", "Y", "👍", "heyyy", "j o h n", "a root canal", "limpieza", "mr. burns"}) {
    CAPTURE(text);
    CHECK_FALSE(detect_emergency(text).flag);
    CHECK(detect_emergency(text).confidence < 0.1F);
  }
  CHECK(detect_emergency("i'm an existing patient").confidence < 0.05F);
}

TEST_CASE("few words suffice where they are grave") {
  for (const char *text : {"chest pain", "he's choking", "call 911", "dolor de pecho", "no respira", "she's unconscious", "tongue is swelling", "me ahogo", "overdose", "se desmayó"}) {
    CAPTURE(text);
    CHECK(detect_emergency(text).flag);
  }
}

TEST_CASE("case, marks and lost accents change nothing") {
  for (const char *text : {"no puedo respirar", "NO PUEDO RESPIRAR", "no puedo respirar!!", "¡No puedo respirar!"}) {
    CAPTURE(text);
    CHECK(detect_emergency(text).flag);
    CHECK(detect_emergency(text).kind == "breathing");
  }
}
