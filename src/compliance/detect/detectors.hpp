// The detectors, in the order in which redaction.cpp runs them. Each claims what it recognises and leaves what others have claimed.
#pragma once

#include <optional>
#include <string_view>

#include "compliance/detect/document.hpp"

namespace callwell::compliance::detect {

void protect_plain_things(Document &document);   ///< eponyms, medicines, facilities, public numbers, codes, hashes
void find_online(Document &document);            ///< e-mail, URL, IP and MAC addresses, user names
void find_cards(Document &document);             ///< card numbers, security codes, expiry, PIN
void find_cued_ids(Document &document);          ///< numbers that a word before them names
void find_formatted_ids(Document &document);     ///< numbers that their own form names
void find_phones(Document &document);
void find_addresses(Document &document);
void find_dates(Document &document);
void find_ages(Document &document);
void find_names(Document &document);

/// Luhn's check over decimal digits.
bool luhn(std::string_view digits);
/// A card number by length, issuer range and check digit.
bool is_card_number(std::string_view digits);

/// 1..12 for a month's name or abbreviation in English or Spanish.
std::optional<int> month_of(std::string_view word);
/// Is the word a given name, a family name, an ordinary word as well?
bool is_given_name(std::string_view folded);
bool is_surname(std::string_view folded);
bool is_ordinary(std::string_view folded);
bool is_us_state(std::string_view folded);        ///< abbreviation or one-word name

}  // namespace callwell::compliance::detect
