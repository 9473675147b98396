"""Python functions that the library calls: ports, live events; and many threads."""
import gc
import sys
import threading
import time
import unittest
import weakref
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import callwell
from support import CONTACT, ENGLISH, NOW, book, converse, open_agent

PATIENCE_SECONDS = 30


class Messaging(unittest.TestCase):
    def test_the_confirmation_of_a_booking_by_phone_comes_through_it(self) -> None:
        texts: list[callwell.PortRequest] = []

        def send(request: callwell.PortRequest) -> dict[str, Any]:
            texts.append(request)
            return {"id": f"text-{len(texts)}"}

        with open_agent() as agent:
            agent.register_port("messaging", send)
            book(converse(agent, channel=callwell.Channel.PHONE), "Hi, I'd like to book a cleaning", ENGLISH)
            agent.acting(at=NOW).system.work()
            code = agent.acting(at=NOW).appointments.list()["appointments"][0]["confirmation_code"]
        confirmation = [text for text in texts if text.input["to"] == CONTACT]
        self.assertEqual(1, len(confirmation))
        self.assertEqual(("lakeside-dental", "send_message"), (confirmation[0].tenant, confirmation[0].operation))
        self.assertIn(code, confirmation[0].input["text"])
        self.assertTrue(confirmation[0].idempotency_key)

    def test_what_it_refuses_for_now_is_tried_again(self) -> None:
        asked: list[str] = []

        def send(request: callwell.PortRequest) -> dict[str, Any]:
            asked.append(request.idempotency_key)
            if len(asked) == 1:
                raise callwell.CallwellError(callwell.Status.UNAVAILABLE, "the carrier is down")
            return {"id": "text"}

        with open_agent() as agent:
            agent.register_port("messaging", send)
            agent.acting(at=NOW).conversations.message(from_=CONTACT, text="What are your hours?")
            for minute in range(3):
                agent.acting(at=NOW.replace(minute=minute)).system.work()
        self.assertEqual(2, len(asked))
        self.assertEqual(asked[0], asked[1])

    def test_an_exception_in_it_is_shown_and_harmless(self) -> None:
        shown: list[Any] = []
        before, sys.unraisablehook = sys.unraisablehook, shown.append
        try:
            with open_agent() as agent:
                agent.register_port("messaging", lambda request: 1 // 0)  # type: ignore[arg-type,return-value]
                agent.acting(at=NOW).conversations.message(from_=CONTACT, text="What are your hours?")
                agent.acting(at=NOW).system.work()
        finally:
            sys.unraisablehook = before
        self.assertEqual([ZeroDivisionError], [one.exc_type for one in shown])

    def test_its_function_is_let_go_when_replaced_and_with_the_agent(self) -> None:
        class Carrier:
            def __call__(self, request: callwell.PortRequest) -> dict[str, Any]:
                return {"id": "text"}

        carriers = [Carrier(), Carrier()]
        gone = [weakref.ref(carrier) for carrier in carriers]
        agent = open_agent()
        agent.register_port("messaging", carriers[0])
        agent.register_port("messaging", carriers[1])
        carriers.clear()
        gc.collect()
        self.assertEqual([True, False], [one() is None for one in gone])
        agent.close()
        gc.collect()
        self.assertIsNone(gone[1]())

    def test_an_unknown_port_is_refused(self) -> None:
        with open_agent() as agent, self.assertRaises(callwell.CallwellError) as caught:
            agent.register_port("telepathy", lambda request: None)
        self.assertEqual("port", caught.exception.field)


class Events(unittest.TestCase):
    def test_come_while_subscribed(self) -> None:
        seen: list[dict[str, Any]] = []
        with open_agent() as agent:
            with agent.subscribe(seen.append):
                agent.invoke("conversations.message", from_=CONTACT, text="What are your hours?")
            count = len(seen)
            agent.invoke("conversations.message", from_=CONTACT, text="Thanks")
        self.assertEqual(count, len(seen))
        self.assertIn("message.created", [event["type"] for event in seen])
        self.assertEqual({"lakeside-dental"}, {event["tenant_id"] for event in seen})
        self.assertEqual(sorted(event["seq"] for event in seen), [event["seq"] for event in seen])

    def test_a_subscription_may_end_itself(self) -> None:
        seen: list[str] = []
        with open_agent() as agent:

            def once(event: dict[str, Any]) -> None:
                seen.append(event["type"])
                subscription.close()

            subscription = agent.subscribe(once)
            agent.invoke("conversations.message", from_=CONTACT, text="What are your hours?")
        self.assertEqual(1, len(seen))

    def test_a_subscription_to_a_practice_hears_of_no_other(self) -> None:
        seen: list[Any] = []
        with open_agent() as agent, agent.subscribe(seen.append, tenant="somebody-else"):
            agent.invoke("conversations.message", from_=CONTACT, text="What are your hours?")
        self.assertEqual([], seen)


class Threads(unittest.TestCase):
    def test_talk_to_one_agent_at_the_same_time(self) -> None:
        seen: list[Any] = []

        def hold(number: int) -> str:
            contact = f"+1914555011{number}"
            talk = converse(agent, contact=contact, seed=number + 1)
            for text in ("Hi, I'd like to book a cleaning", "Maya Fischer", "I've been there before", "maya@example.com", "any morning next week"):
                talk.say(text)
            return str(talk.view()["expecting"])

        with open_agent() as agent, agent.subscribe(seen.append), ThreadPoolExecutor(8) as pool:
            self.assertEqual({"choice"}, set(pool.map(hold, range(8))))
        self.assertTrue(seen)

    def test_python_goes_on_while_the_library_works(self) -> None:
        turns, done = 0, threading.Event()

        def count() -> None:
            nonlocal turns
            while not done.is_set():
                turns += 1
                time.sleep(0)

        with open_agent() as agent:
            counter = threading.Thread(target=count)
            counter.start()
            for _ in range(50):
                agent.run.scheduling.find_slots(service="cleaning")
            done.set()
            counter.join()
        self.assertGreater(turns, 50)

    def test_the_runtime_calls_the_port_from_its_own_thread(self) -> None:
        asked, threads = threading.Event(), set()

        def send(request: callwell.PortRequest) -> dict[str, Any]:
            threads.add(threading.get_ident())
            asked.set()
            return {"id": "text"}

        with open_agent() as agent:
            agent.register_port("messaging", send)
            with agent.runtime():
                agent.invoke("conversations.message", from_=CONTACT, text="What are your hours?")
                self.assertTrue(asked.wait(PATIENCE_SECONDS))
        self.assertNotIn(threading.get_ident(), threads)

    def test_an_interpreter_that_just_ends_ends_well(self) -> None:
        import subprocess

        from support import PRACTICE

        program = f"""
import callwell
agent = callwell.Agent({str(PRACTICE)!r})
agent.register_port("messaging", lambda request: {{"id": "text"}})
subscription = agent.subscribe(print)
runtime = agent.runtime()
agent.invoke("conversations.message", from_={CONTACT!r}, text="What are your hours?")
"""
        ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=PATIENCE_SECONDS)
        self.assertEqual((0, ""), (ended.returncode, ended.stderr))


if __name__ == "__main__":
    unittest.main()
