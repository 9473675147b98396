"""Conversations: held for you, and step by step."""
import unittest
from datetime import timedelta

import callwell
from support import CONTACT, ENGLISH, NOW, SPANISH, book, clock, converse, open_agent


class Booking(unittest.TestCase):
    def test_books_in_english(self) -> None:
        with open_agent() as agent:
            said = book(converse(agent), "Hi, I'd like to book a cleaning", ENGLISH)
            self.assertIn("You're booked", said[-1])
            booked = agent.acting(at=NOW).appointments.list()["appointments"]
            self.assertEqual([("cleaning", "booked")], [(one["service"], one["status"]) for one in booked])
            self.assertIn(booked[0]["confirmation_code"], said[-1])

    def test_books_in_spanish_by_phone(self) -> None:
        with open_agent() as agent:
            talk = converse(agent, channel=callwell.Channel.PHONE)
            said = book(talk, "Hola, quisiera hacer una cita para una limpieza", SPANISH)
            self.assertIn("está reservada", said[-1])
            self.assertEqual("es", talk.view()["language"])

    def test_greets_a_call_and_notices_when_the_person_leaves(self) -> None:
        with open_agent() as agent:
            talk = converse(agent, channel=callwell.Channel.PHONE)
            self.assertIn("Lakeside Dental", talk.start()[0])
            self.assertFalse(talk.ended)
            self.assertEqual([], talk.hang_up())
            self.assertTrue(talk.ended)

    def test_a_missed_call_is_answered_by_text(self) -> None:
        with open_agent() as agent:
            self.assertIn("Lakeside Dental", converse(agent).missed_call()[0])

    def test_an_emergency_is_told_to_call_for_help(self) -> None:
        with open_agent() as agent:
            self.assertIn("911", " ".join(converse(agent).say("I can't breathe, my throat is swelling up")))


class Steps(unittest.TestCase):
    def test_the_same_seed_makes_the_same_conversation(self) -> None:
        with open_agent() as agent:
            spoken = [converse(agent, seed=5).say("Hello, do you have parking?") for _ in range(2)]
            self.assertEqual(spoken[0], spoken[1])

    def test_an_operation_is_yours_to_run(self) -> None:
        with open_agent() as agent, agent.session(contact=CONTACT, seed=1) as session:
            operations = []
            for text in ("Hi, I'd like to book a cleaning", *list(ENGLISH.values())[:5]):
                session.hear(text, NOW)
                for action in session.actions():
                    if action.kind == callwell.Kind.INVOKE:
                        operations.append(action.operation)
                        self.assertGreater(action.deadline, NOW)
                        session.result(action, agent.call(action.operation, action.input, at=NOW), at=NOW)
            self.assertIn("scheduling.find_slots", operations)
            self.assertEqual("choice", session.view()["expecting"])

    def test_a_saved_session_goes_on_and_its_journal_replays(self) -> None:
        with open_agent() as agent:
            talk = converse(agent)
            talk.say("Hi, I'd like to book a cleaning")
            journal = talk.session.journal()
            talk.session = agent.restore(talk.session.save())
            self.assertIn("Maya", " ".join(talk.say("Maya Fischer")))
            outcome = agent.replay(journal + talk.session.journal())
            self.assertEqual({"same": True, "turns": 2}, outcome)

    def test_a_changed_journal_does_not_replay(self) -> None:
        with open_agent() as agent:
            talk = converse(agent)
            talk.say("Hello")
            self.assertFalse(agent.replay(talk.session.journal().replace("Lakeside", "Seaside"))["same"])

    def test_the_deadline_is_a_time_or_never(self) -> None:
        with open_agent() as agent:
            talk = converse(agent, channel=callwell.Channel.PHONE)
            self.assertIsNone(talk.session.deadline)
            talk.start()
            deadline = talk.session.deadline
            self.assertTrue(deadline is not None and NOW < deadline < NOW + timedelta(minutes=5))


class Mistakes(unittest.TestCase):
    def test_time_never_runs_backwards(self) -> None:
        with open_agent() as agent, agent.session() as session:
            session.hear("hello", NOW)
            with self.assertRaises(callwell.CallwellError) as caught:
                session.hear("hello", NOW - timedelta(seconds=1))
            self.assertEqual((callwell.Status.INVALID_ARGUMENT, "at_us"), (caught.exception.status, caught.exception.field))

    def test_a_time_needs_a_zone(self) -> None:
        with open_agent() as agent, agent.session() as session, self.assertRaises(ValueError):
            session.hear("hello", NOW.replace(tzinfo=None))

    def test_what_is_closed_says_so(self) -> None:
        agent = open_agent()
        session = agent.session()
        agent.close()
        agent.close()
        session.hear("hello", NOW)  # a session keeps its agent
        session.close()
        for use in (agent.practices, session.view):
            with self.assertRaises(callwell.CallwellError):
                use()

    def test_a_practice_that_is_not_there(self) -> None:
        with self.assertRaises(callwell.CallwellError) as caught:
            callwell.Agent("/nowhere/practice.yaml")
        self.assertEqual(callwell.Status.NOT_FOUND, caught.exception.status)

    def test_a_session_that_was_tampered_with(self) -> None:
        with open_agent() as agent:
            state = bytearray(converse(agent).session.save())
            state[-1] ^= 1
            with self.assertRaises(callwell.CallwellError) as caught:
                agent.restore(bytes(state))
            self.assertEqual(callwell.Status.CORRUPT, caught.exception.status)

    def test_the_helper_uses_its_clock(self) -> None:
        with open_agent() as agent:
            talk = converse(agent, clock=clock)
            talk.say("hello")
            self.assertIn(f'"at":{int(NOW.timestamp())}000000', talk.session.journal())


if __name__ == "__main__":
    unittest.main()
