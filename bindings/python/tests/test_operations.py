"""Operations by name and by typed method."""
import pickle
import unittest

import callwell
from support import NOW, SOURCE, open_agent


class Operations(unittest.TestCase):
    def test_runs_one_by_name(self) -> None:
        with open_agent() as agent:
            self.assertTrue(agent.invoke("system.health")["ok"])
            self.assertEqual("book_appointment", agent.invoke("nlu.analyze", text="I want to book an appointment")["intents"][0]["name"])

    def test_runs_one_by_its_typed_method(self) -> None:
        with open_agent() as agent:
            found = agent.acting(at=NOW).scheduling.find_slots(service="cleaning", limit=2)
            self.assertEqual(2, len(found["slots"]))
            self.assertTrue(agent.run.system.health()["ok"])

    def test_a_keyword_field_takes_an_underscore(self) -> None:
        with open_agent() as agent:
            self.assertIn("replies", agent.invoke("conversations.message", from_="+19145550123", text="What are your hours?"))
            self.assertIn("replies", agent.run.conversations.message(from_="+19145550123", text="Hello"))

    def test_every_operation_has_a_typed_method(self) -> None:
        with open_agent() as agent:
            self.assertEqual(callwell.operations(), agent.operations())
            for operation in agent.operations():
                group, name = operation["name"].split(".", 1)
                self.assertTrue(getattr(getattr(agent.run, group), name).__doc__, operation["name"])

    def test_a_role_limits_what_may_be_done(self) -> None:
        with open_agent() as agent, self.assertRaises(callwell.CallwellError) as caught:
            agent.acting(role="stranger").appointments.list()
        self.assertEqual(callwell.Status.PERMISSION, caught.exception.status)

    def test_says_what_is_wrong_with_a_request(self) -> None:
        with open_agent() as agent:
            with self.assertRaisesRegex(callwell.CallwellError, "service"):
                agent.invoke("scheduling.find_slots")
            with self.assertRaises(callwell.CallwellError) as caught:
                agent.invoke("no.such")
            self.assertEqual((callwell.Status.NOT_FOUND, "operation"), (caught.exception.status, caught.exception.field))

    def test_an_error_survives_pickling(self) -> None:
        error = pickle.loads(pickle.dumps(callwell.CallwellError(callwell.Status.BUSY, "later", "actions")))
        self.assertEqual((callwell.Status.BUSY, "later", "actions"), (error.status, error.message, error.field))

    def test_an_unknown_status_is_an_internal_one(self) -> None:
        self.assertEqual(callwell.Status.INTERNAL, callwell.Status(4711))

    def test_tells_its_practices_version_and_schema(self) -> None:
        with open_agent() as agent:
            self.assertEqual(["lakeside-dental"], [practice["id"] for practice in agent.practices()])
        self.assertIn(f"VERSION {callwell.__version__}", (SOURCE / "CMakeLists.txt").read_text(encoding="utf-8"))
        self.assertIn("properties", callwell.practice_schema())


if __name__ == "__main__":
    unittest.main()
