// How slots are said to a patient, by voice and in a text, in English and Spanish.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "nlu/analysis.hpp"
#include "scheduling/slot.hpp"
#include "scheduling/slot_selection.hpp"

namespace callwell::scheduling {

/// "Tuesday, March 10 at 2:30 PM", "tomorrow at 9 AM", "el martes 10 de marzo a las 2:30 de la tarde"; not spoken "Tue Mar 10,
/// 2:30 PM", "mar 10 mar, 2:30 PM". The day is told from today as `now` has it in `zone`; the year is said when it is another.
std::string say_slot(const Slot &slot, base::Instant now, const base::Zone &zone, nlu::Language language, bool spoken);

/// The same for a wall-clock time, told from `today`.
std::string say_moment(const base::LocalTime &time, const base::Date &today, nlu::Language language, bool spoken);
/// The day alone: "today", "Tuesday, March 10"; not spoken "Tue Mar 10".
std::string say_day(const base::Date &day, const base::Date &today, nlu::Language language, bool spoken);
std::string_view weekday_name(base::Weekday day, nlu::Language language);  ///< "Monday", "lunes"

/// The clock time alone: "2:30 PM", "9 AM", "noon"; "las 2:30 de la tarde", "la 1 de la tarde", "el mediodía".
std::string say_time(const base::LocalTime &time, nlu::Language language, bool spoken);

/// The whole offer, in order. Spoken: one sentence's list ("…, … or …"); not spoken: a line each, "1) Tue Mar 10, 2:30 PM".
/// Provider and location are named where they differ between the slots, by `names`.
std::string say_offer(std::span<const Slot> slots, base::Instant now, const base::Zone &zone, nlu::Language language, bool spoken,
                      const SlotNames &names);

}  // namespace callwell::scheduling
