// Words that announce a name or follow it, and words that are never one. Tables of read_name_segments alone.
#pragma once

#include <string_view>

#include "nlu/names_segments.hpp"
#include "nlu/word.hpp"

namespace callwell::nlu::name_cues {

using Field = NameSegment::Field;
using Cue = NameSegment::Cue;

struct CueRow {
  std::string_view words;
  Field field;
  Cue cue;
};

inline constexpr CueRow kCues[] = {{"my name is", Field::full, Cue::strong},
                                   {"my name's", Field::full, Cue::strong},
                                   {"my names", Field::full, Cue::strong},
                                   {"name is", Field::full, Cue::strong},
                                   {"name's", Field::full, Cue::strong},
                                   {"my full name is", Field::full, Cue::strong},
                                   {"full name is", Field::full, Cue::strong},
                                   {"full name", Field::full, Cue::strong},
                                   {"name", Field::full, Cue::weak},
                                   {"name of", Field::full, Cue::strong},
                                   {"under the name of", Field::full, Cue::strong},
                                   {"under the name", Field::full, Cue::strong},
                                   {"under", Field::full, Cue::weak},
                                   {"this is", Field::full, Cue::weak},
                                   {"it's", Field::full, Cue::weak},
                                   {"its", Field::full, Cue::weak},
                                   {"it is", Field::full, Cue::weak},
                                   {"i'm", Field::full, Cue::weak},
                                   {"im", Field::full, Cue::weak},
                                   {"i am", Field::full, Cue::weak},
                                   {"that's", Field::bare, Cue::none},
                                   {"he's", Field::full, Cue::weak},
                                   {"she's", Field::full, Cue::weak},
                                   {"speaking with", Field::full, Cue::weak},
                                   {"here is", Field::bare, Cue::none},
                                   {"call me", Field::nickname, Cue::weak},
                                   {"i go by", Field::nickname, Cue::weak},
                                   {"goes by", Field::nickname, Cue::weak},
                                   {"go by", Field::nickname, Cue::weak},
                                   {"people call me", Field::nickname, Cue::weak},
                                   {"everyone calls me", Field::nickname, Cue::weak},
                                   {"me dicen", Field::nickname, Cue::weak},
                                   {"nickname is", Field::nickname, Cue::weak},
                                   {"first name is", Field::given, Cue::strong},
                                   {"first name's", Field::given, Cue::strong},
                                   {"first name", Field::given, Cue::strong},
                                   {"first names", Field::given, Cue::strong},
                                   {"first is", Field::given, Cue::strong},
                                   {"given name is", Field::given, Cue::strong},
                                   {"given name", Field::given, Cue::strong},
                                   {"nombre de pila", Field::given, Cue::strong},
                                   {"primer nombre", Field::given, Cue::strong},
                                   {"primer nombre es", Field::given, Cue::strong},
                                   {"last name is", Field::family, Cue::strong},
                                   {"last name's", Field::family, Cue::strong},
                                   {"last name", Field::family, Cue::strong},
                                   {"last names", Field::family, Cue::strong},
                                   {"last names are", Field::family, Cue::strong},
                                   {"last is", Field::family, Cue::strong},
                                   {"patient is", Field::full, Cue::strong},
                                   {"patient's name is", Field::full, Cue::strong},
                                   {"patient name is", Field::full, Cue::strong},
                                   {"name on the account is", Field::full, Cue::strong},
                                   {"name on file is", Field::full, Cue::strong},
                                   {"paciente es", Field::full, Cue::strong},
                                   {"nombre del paciente es", Field::full, Cue::strong},
                                   {"nombre de la paciente es", Field::full, Cue::strong},
                                   {"surname is", Field::family, Cue::strong},
                                   {"surname's", Field::family, Cue::strong},
                                   {"surname", Field::family, Cue::strong},
                                   {"family name is", Field::family, Cue::strong},
                                   {"family name", Field::family, Cue::strong},
                                   {"maiden name", Field::middle, Cue::strong},
                                   {"maiden name is", Field::middle, Cue::strong},
                                   {"apellido es", Field::family, Cue::strong},
                                   {"apellido", Field::family, Cue::strong},
                                   {"apellidos son", Field::family, Cue::strong},
                                   {"apellidos", Field::family, Cue::strong},
                                   {"primer apellido", Field::family, Cue::strong},
                                   {"segundo apellido", Field::family, Cue::strong},
                                   {"primer apellido es", Field::family, Cue::strong},
                                   {"segundo apellido es", Field::family, Cue::strong},
                                   {"middle name is", Field::middle, Cue::strong},
                                   {"middle name", Field::middle, Cue::strong},
                                   {"middle initial", Field::middle, Cue::strong},
                                   {"middle initial is", Field::middle, Cue::strong},
                                   {"middle name's", Field::middle, Cue::strong},
                                   {"segundo nombre", Field::middle, Cue::strong},
                                   {"segundo nombre es", Field::middle, Cue::strong},
                                   {"me llamo", Field::full, Cue::strong},
                                   {"mi nombre es", Field::full, Cue::strong},
                                   {"nombre completo es", Field::full, Cue::strong},
                                   {"nombre completo", Field::full, Cue::strong},
                                   {"nombre es", Field::full, Cue::strong},
                                   {"nombre", Field::full, Cue::strong},
                                   {"se llama", Field::full, Cue::strong},
                                   {"a nombre de", Field::full, Cue::strong},
                                   {"al nombre de", Field::full, Cue::strong},
                                   {"soy", Field::full, Cue::weak},
                                   {"le habla", Field::full, Cue::weak},
                                   {"habla", Field::full, Cue::weak},
                                   {"es", Field::full, Cue::weak},
                                   {"mi apellido es", Field::family, Cue::strong},
                                   {"mis apellidos son", Field::family, Cue::strong},
                                   {"de apellido", Field::family, Cue::strong},
                                   {"married name is", Field::family, Cue::strong},
                                   {"married name", Field::family, Cue::strong},
                                   {"married name's", Field::family, Cue::strong},
                                   {"apellido de casada es", Field::family, Cue::strong},
                                   {"apellido de casada", Field::family, Cue::strong},
                                   {"apellido de soltera es", Field::middle, Cue::strong},
                                   {"apellido de soltera", Field::middle, Cue::strong},
                                   {"maiden name was", Field::middle, Cue::strong},
                                   {"formerly", Field::middle, Cue::strong},
                                   {"used to be", Field::middle, Cue::strong}};

/// "my son Leo": somebody the caller speaks for.
struct Relative {
  std::string_view word, relation;
};
inline constexpr Relative kRelatives[] = {
    {"son", "child"},       {"daughter", "child"},  {"child", "child"},      {"kid", "child"},       {"baby", "child"},
    {"boy", "child"},       {"girl", "child"},      {"stepson", "child"},    {"husband", "spouse"},  {"wife", "spouse"},
    {"partner", "spouse"},  {"spouse", "spouse"},   {"fiance", "spouse"},    {"fiancee", "spouse"},  {"mother", "parent"},
    {"mom", "parent"},      {"mum", "parent"},      {"father", "parent"},    {"dad", "parent"},      {"brother", "sibling"},
    {"sister", "sibling"},  {"grandson", "relative"}, {"granddaughter", "relative"}, {"grandmother", "relative"},
    {"grandfather", "relative"}, {"aunt", "relative"}, {"uncle", "relative"}, {"niece", "relative"}, {"nephew", "relative"},
    {"hijo", "child"},      {"hija", "child"},      {"bebe", "child"},       {"nino", "child"},      {"nina", "child"},
    {"esposo", "spouse"},   {"esposa", "spouse"},   {"marido", "spouse"},    {"mujer", "spouse"},    {"pareja", "spouse"},
    {"mama", "parent"},     {"papa", "parent"},     {"madre", "parent"},     {"padre", "parent"},    {"hermano", "sibling"},
    {"hermana", "sibling"}, {"nieto", "relative"},  {"nieta", "relative"},   {"abuelo", "relative"}, {"abuela", "relative"},
    {"tio", "relative"},    {"tia", "relative"},    {"sobrino", "relative"}, {"sobrina", "relative"}};

/// Said after the name they label.
inline constexpr CueRow kPostCues[] = {{"is my first name", Field::given, Cue::strong},
                                       {"is the first name", Field::given, Cue::strong},
                                       {"is first name", Field::given, Cue::strong},
                                       {"is my last name", Field::family, Cue::strong},
                                       {"is the last name", Field::family, Cue::strong},
                                       {"is last name", Field::family, Cue::strong},
                                       {"is the surname", Field::family, Cue::strong},
                                       {"is my surname", Field::family, Cue::strong},
                                       {"is my name", Field::full, Cue::strong},
                                       {"is the name", Field::full, Cue::strong},
                                       {"'s my name", Field::full, Cue::strong},
                                       {"es mi nombre", Field::full, Cue::strong},
                                       {"es el nombre", Field::given, Cue::strong},
                                       {"es mi apellido", Field::family, Cue::strong},
                                       {"es el apellido", Field::family, Cue::strong},
                                       {"is my family name", Field::family, Cue::strong},
                                       {"son mis apellidos", Field::family, Cue::strong},
                                       {"is what i go by", Field::nickname, Cue::strong},
                                       {"for short", Field::nickname, Cue::strong},
                                       {"is my middle name", Field::middle, Cue::strong},
                                       {"is the middle name", Field::middle, Cue::strong},
                                       {"is her middle name", Field::middle, Cue::strong},
                                       {"es mi segundo nombre", Field::middle, Cue::strong}};

/// Words of a sentence that are never a name, whatever the lists say.
inline constexpr WordSet kStops = {
    "is",      "the",         "a",      "an",       "and",     "y",     "my",   "mi",   "to",    "for",   "with",    "con",      "in",
    "on",      "at",          "of",     "it",       "i",       "me",    "you",  "he",   "she",   "we",    "they",    "no",       "not",
    "yes",     "si",          "yeah",   "ok",       "okay",    "um",    "uh",   "eh",   "so",    "but",   "pero",    "o",        "or",
    "that",    "this",        "too",    "also",     "tambien", "do",    "be",   "are",  "was",   "see",   "say",     "please",   "por",
    "favor",   "her",         "his",    "su",       "el",      "un",    "una",  "en",   "que",   "como",  "para",    "se",       "lo",
    "hi",      "hello",       "hola",   "hey",      "oh",      "ah",    "well", "sure", "right", "spell", "spelled", "spelling", "letter",
    "capital", "here",        "there",  "what",     "why",     "who",   "how",  "when", "where", "just",  "like",    "miss",     "am",
    "as",      "if",          "then",   "from",     "go",      "any",   "all",  "one",  "two",   "more",  "new",     "old",      "good",
    "bad",     "can",         "could",  "would",    "like",    "need",  "want", "call", "hold",  "wait",  "sorry",   "thanks",   "thank",
    "bueno",   "claro",       "pues",   "gracias",  "case",    "time",  "day",  "long", "back",  "by",    "calling", "speaking", "doctor",
    "patient", "appointment", "nombre", "apellido", "name",    "names", "las",  "los",  "tu",    "usted", "muy",     "mas",      "soy",
    "yo",      "nada",        "ya",     "esta",     "este"};

inline constexpr WordSet kCorrections = {"sorry",  "actually",   "perdon", "digo", "wait",
                                                    "espera", "correction", "rather", "oops", "disculpe"};
/// Unasked they rather tell how somebody is: "the patient is unconscious".
inline constexpr WordSet kOfState = {"patient is", "paciente es"};
inline constexpr WordSet kBeforeTitle = {"el", "la", "the"};
/// Words between a name and its spelling, and hesitations.
inline constexpr WordSet kSpellWords = {"spelled", "spelt", "spelling", "that's",    "thats",   "se",  "escribe", "deletreado",
                                                   "capital", "it's",  "its",      "mayuscula", "letters", "so",  "um",      "uh",
                                                   "uhm",     "eh",    "er",       "em",        "este",    "well"};

}  // namespace callwell::nlu::name_cues
