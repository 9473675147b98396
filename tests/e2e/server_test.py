#!/usr/bin/env python3
"""Starts the real server and talks to it as carriers, API clients and operators do. Only the standard library is needed."""
import json
import sqlite3
import time
import unittest
import urllib.parse
import uuid
import xml.etree.ElementTree as ElementTree

import harness
from harness import STAFF, TOKEN, VIEWER, EventStream, Server

PUBLIC = "https://desk.example.com"
DENTAL, SPA = "+19145550140", "+13035550120"
BEARER = {"Authorization": f"Bearer {TOKEN}"}


class Webhooks(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = harness.temporary_folder(cls)
        cls.carrier = harness.Carrier()
        cls.addClassCleanup(cls.carrier.close)
        cls.key = harness.TelnyxKey(cls.folder)
        practices = cls.folder / "practices"
        practices.mkdir()
        harness.practices_with_carriers(practices, cls.carrier, cls.key.public)
        cls.database = cls.folder / "callwell.db"
        cls.server = Server(practices, "--database", str(cls.database), "--public-url", PUBLIC)
        cls.addClassCleanup(cls.server.stop)

    def twilio(self, path, fields, secret="twilio-secret", signature=None, method="POST"):
        query = urllib.parse.urlencode(fields)
        target = path if method == "POST" else f"{path}?{query}"
        signed = harness.twilio_signature(secret, PUBLIC + target, fields if method == "POST" else {})
        headers = {"X-Twilio-Signature": signed if signature is None else signature, "Content-Type": "application/x-www-form-urlencoded"}
        return self.server.request(method, target, query if method == "POST" else None, {k: v for k, v in headers.items() if v})

    def telnyx(self, path, event_type, payload, headers=None, event_id=None):
        body = json.dumps({"data": {"event_type": event_type, "id": event_id or str(uuid.uuid4()), "payload": payload}}, ensure_ascii=False)
        return self.server.request("POST", path, body.encode(), headers or self.key.headers(body))

    def rows(self, statement, *values):
        with sqlite3.connect(f"file:{self.database}?mode=ro", uri=True) as database:
            return database.execute(statement, values).fetchall()

    @staticmethod
    def message(sender, text, message_id=None, to=DENTAL):
        return {"MessageSid": message_id or "SM" + uuid.uuid4().hex, "From": sender, "To": to, "Body": text, "NumMedia": "0"}

    def test_a_signed_text_is_answered_through_the_carrier(self):
        status, headers, body = self.twilio("/webhooks/twilio/messages", self.message("+12125550101", "What are your hours? ¿Abren el sábado? 😀"))
        self.assertEqual((status, headers["content-type"]), (200, "text/xml; charset=utf-8"))
        self.assertEqual(ElementTree.fromstring(body).tag, "Response")
        path, sent, received = self.carrier.next_to("+12125550101")
        self.assertEqual(path, "/2010-04-01/Accounts/AC00000000000000000000000000000001/Messages.json")
        self.assertEqual(sent["From"], DENTAL)
        self.assertTrue(sent["Body"])
        self.assertTrue(received["Authorization"].startswith("Basic "))

    def test_a_text_delivered_twice_is_answered_once(self):
        fields = self.message("+12125550102", "Hello")
        for _ in range(3):
            self.assertEqual(self.twilio("/webhooks/twilio/messages", fields)[0], 200)
        self.carrier.next_to("+12125550102")
        status, body = self.server.operation("conversations.list", {}, tenant="lakeside-dental")
        mine = [item for item in body["items"] if item["contact"] == "+12125550102"]
        self.assertEqual((status, len(mine)), (200, 1))
        _, seen = self.server.operation("conversations.view", {"conversation_id": mine[0]["conversation_id"]}, tenant="lakeside-dental")
        self.assertEqual([m["direction"] for m in seen["messages"]].count("in"), 1)
        self.assertTrue(self.carrier.nothing_to("+12125550102"))

    def test_a_text_that_twilio_did_not_sign_leaves_nothing_but_a_security_event(self):
        before = self.rows("SELECT count(*) FROM security_events")[0][0]
        conversations = self.rows("SELECT count(*) FROM conversations")[0][0]
        fields = self.message("+12125550103", "Hello")
        self.assertEqual(self.twilio("/webhooks/twilio/messages", fields, secret="another")[0], 403)
        self.assertEqual(self.twilio("/webhooks/twilio/messages", fields, signature="")[0], 400)
        self.assertEqual(self.twilio("/webhooks/twilio/messages", {**fields, "To": "+12025550199"})[0], 404)
        self.assertEqual(self.rows("SELECT count(*) FROM conversations")[0][0], conversations)
        self.assertGreater(self.rows("SELECT count(*) FROM security_events")[0][0], before)
        self.assertTrue(self.carrier.nothing_to("+12125550103"))

    def test_the_paths_that_installations_use_all_answer(self):
        for path in ("/webhooks/twilio/messages", "/api/webhooks/twilio/messages", "/api/v1/webhooks/twilio/messages"):
            self.assertEqual(self.twilio(path, self.message("+12125550104", "Hello"))[0], 200, path)
        for path in ("/webhooks/whatsapp", "/api/webhooks/whatsapp", "/api/v1/webhooks/whatsapp"):
            fields = self.message("whatsapp:+12125550105", "Hola", to=f"whatsapp:{DENTAL}")
            self.assertEqual(self.twilio(path, fields)[0], 200, path)
        for path in ("/webhooks/twilio/voice", "/api/twilio/voice/incoming", "/api/v1/webhooks/twilio/voice"):
            fields = {"CallSid": "CA" + uuid.uuid4().hex, "From": "+12125550106", "To": DENTAL, "CallStatus": "ringing", "Direction": "inbound"}
            self.assertEqual(self.twilio(path, fields)[0], 200, path)
        self.assertEqual(self.server.request("GET", "/webhooks/twilio/messages")[0], 405)
        self.assertEqual(self.server.request("POST", "/webhooks/twilio/nothing")[0], 404)

    def test_whatsapp_is_answered_on_whatsapp(self):
        self.twilio("/webhooks/whatsapp", self.message("whatsapp:+12125550107", "Hola", to=f"whatsapp:{DENTAL}"))
        _, sent, _ = self.carrier.next_to("whatsapp:+12125550107")
        self.assertEqual(sent["From"], f"whatsapp:{DENTAL}")

    def test_a_call_goes_turn_by_turn(self):
        call = {"CallSid": "CA" + uuid.uuid4().hex, "From": "+12125550108", "To": DENTAL, "CallStatus": "ringing", "Direction": "inbound"}
        status, headers, body = self.twilio("/webhooks/twilio/voice", call)
        self.assertEqual((status, headers["content-type"]), (200, "text/xml; charset=utf-8"))
        gather = ElementTree.fromstring(body).find("Gather")
        self.assertIn("speech", gather.get("input"))
        self.assertTrue(gather.find("Say").text)
        self.assertTrue(gather.get("action").startswith(PUBLIC + "/webhooks/twilio/voice/ai-gather"))
        heard = {**call, "CallStatus": "in-progress", "SpeechResult": "what are your hours", "Confidence": "0.91"}
        status, _, body = self.twilio("/webhooks/twilio/voice/ai-gather", heard)
        self.assertEqual(status, 200)
        self.assertNotEqual(ElementTree.fromstring(body).findtext("Gather/Say"), gather.findtext("Say"))
        self.assertEqual(self.twilio("/webhooks/twilio/voice", call, secret="another")[0], 403)

    def test_a_missed_call_is_answered_by_text(self):
        for method, number in (("POST", "+12125550109"), ("GET", "+12125550110")):
            call = {"CallSid": "CA" + uuid.uuid4().hex, "From": number, "To": DENTAL, "CallStatus": "no-answer", "Direction": "inbound"}
            self.assertIn(self.twilio("/webhooks/twilio/voice/call-status", call, method=method)[0], (200, 204))
            _, sent, _ = self.carrier.next_to(number)
            self.assertTrue(sent["Body"])

    def test_a_text_at_telnyx_is_answered_there(self):
        payload = {"id": "m1", "type": "SMS", "text": "Hola, ¿qué precio tiene?", "from": {"phone_number": "+12125550111"}, "to": [{"phone_number": SPA}]}
        self.assertEqual(self.telnyx("/webhooks/telnyx/messages", "message.received", payload)[0], 200)
        path, sent, received = self.carrier.next_to("+12125550111")
        self.assertEqual((path, sent["from"], received["Authorization"]), ("/v2/messages", SPA, "Bearer KEY0"))

    def test_what_telnyx_did_not_sign_is_refused(self):
        payload = {"from": {"phone_number": "+12125550112"}, "to": [{"phone_number": SPA}], "text": "hi"}
        good = self.key.headers("{}")
        stale = json.dumps({"data": {"event_type": "message.received", "id": "e", "payload": payload}})
        for headers, expected in ((good, 403), (self.key.headers(stale, time.time() - 301), 403), ({"Content-Type": "application/json"}, 400)):
            self.assertEqual(self.server.request("POST", "/webhooks/telnyx/messages", stale, headers)[0], expected)
        self.assertTrue(self.carrier.nothing_to("+12125550112"))

    def test_a_call_nobody_took_at_telnyx_is_answered_by_text(self):
        payload = {"call_control_id": "v3:x", "call_session_id": "s", "from": "+12125550113", "to": SPA, "hangup_cause": "originator_cancel"}
        self.assertEqual(self.telnyx("/webhooks/telnyx/voice", "call.hangup", payload)[0], 200)
        path, sent, _ = self.carrier.next_to("+12125550113")
        self.assertEqual(path, "/v2/messages")
        self.assertTrue(sent["text"])

    def test_what_a_webhook_brings_is_told_to_its_practice_only(self):
        stream = EventStream(self.server, "/api/v1/events?tenant=willow-medspa", BEARER)
        payload = {"text": "For the spa", "from": {"phone_number": "+12125550115"}, "to": [{"phone_number": SPA}]}
        self.telnyx("/webhooks/telnyx/messages", "message.received", payload)
        self.assertEqual(stream.until("message.created")[1]["data"]["text"], "For the spa")
        stream.close()

    def test_a_malformed_or_monstrous_webhook_is_a_client_error(self):
        form = {"Content-Type": "application/x-www-form-urlencoded", "X-Twilio-Signature": "x"}
        self.assertEqual(self.server.request("POST", "/webhooks/twilio/messages", "Body=%zz", form)[0], 400)
        for size in (66_000, 2_000_000):
            self.assertEqual(self.server.request("POST", "/webhooks/twilio/messages", "a" * size, form)[0], 413)
        self.assertEqual(self.server.request("POST", "/webhooks/twilio/messages", b"Body=\xff\xfe", form)[0], 400)
        self.assertEqual(self.server.request("POST", "/webhooks/telnyx/messages", "{", self.key.headers("{"))[0], 400)

    def test_what_people_write_is_not_readable_in_the_file(self):
        secret = "my-very-own-words-" + uuid.uuid4().hex
        self.twilio("/webhooks/twilio/messages", self.message("+12125550114", secret))
        self.carrier.next_to("+12125550114")
        for file in self.folder.glob("callwell.db*"):
            self.assertNotIn(secret.encode(), file.read_bytes(), file.name)

    def test_there_is_no_simulator_where_the_public_can_come(self):
        self.assertEqual(self.server.request("GET", "/")[0], 403)


class Api(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = harness.temporary_folder(cls)
        tokens = cls.folder / "tokens"
        tokens.write_text(f"# role tenant token\nviewer lakeside-dental {VIEWER}\nstaff lakeside-dental {STAFF}\n")
        cls.server = Server(harness.PRACTICES, "--tokens", str(tokens))
        cls.addClassCleanup(cls.server.stop)

    def error(self, *request):
        status, headers, body = self.server.request(*request)
        error = json.loads(body)["error"]
        self.assertEqual(set(error), {"code", "message", "hint", "request_id", "fields"})
        self.assertEqual(error["request_id"], headers["x-request-id"])
        return status, error

    def test_health_and_readiness_need_no_token(self):
        self.assertEqual(json.loads(self.server.request("GET", "/health")[2])["status"], "ok")
        self.assertEqual(self.server.request("GET", "/ready")[0], 200)
        status, headers, body = self.server.request("HEAD", "/health")
        self.assertEqual((status, body), (200, ""))
        self.assertGreater(int(headers["content-length"]), 0)

    def test_the_openapi_document_has_every_operation_with_its_schemas(self):
        status, _, body = self.server.request("GET", "/api/v1/openapi.json")
        document = json.loads(body)
        self.assertEqual((status, document["openapi"]), (200, "3.1.0"))
        post = document["paths"]["/api/v1/operations/conversations.message"]["post"]
        schema = post["requestBody"]["content"]["application/json"]["schema"]
        self.assertIn("text", schema["properties"])
        self.assertEqual(self.server.request("GET", "/metrics")[0], 401)
        self.assertIn("callwell_operations_total", self.server.request("GET", "/metrics", None, BEARER)[2])

    def test_a_token_decides_who_asks(self):
        self.assertEqual(self.error("POST", "/api/v1/operations/system.health")[0], 401)
        for wrong in ("Bearer nonsense", "Bearer ", f"Basic {TOKEN}", f"Bearer {TOKEN}x", f"Bearer {TOKEN[:-1]}"):
            self.assertEqual(self.server.request("POST", "/api/v1/operations/system.health", "{}", {"Authorization": wrong, "Content-Type": "application/json"})[0], 401, wrong)
        self.assertIn("unauthenticated", [item["kind"] for item in self.server.operation("security.list", {})[1]["items"]])
        self.assertEqual(self.server.operation("system.health", {})[0], 200)
        self.assertEqual(self.server.operation("system.health", {}, token=VIEWER)[0], 200)
        self.assertEqual(self.server.operation("patients.lookup", {"phone": "+12125550101"}, token=VIEWER)[0], 403)
        self.assertEqual(self.server.operation("system.health", {}, token=VIEWER, tenant="willow-medspa")[0], 404)
        self.assertEqual(self.server.operation("conversations.list", {}, tenant="nobody")[0], 404)

    def test_a_webhook_cannot_be_forged_through_the_api(self):
        status, _ = self.server.operation("inbound.twilio_message", {"url": PUBLIC, "body": ""})
        self.assertEqual(status, 403)

    def test_errors_have_one_shape_and_the_right_status(self):
        json_headers = {**BEARER, "Content-Type": "application/json"}
        path = "/api/v1/operations/system.health"
        self.assertEqual(self.error("GET", "/nowhere")[0], 404)
        self.assertEqual(self.error("POST", "/api/v1/operations/no.such", "{}", json_headers)[0], 404)
        self.assertEqual(self.error("GET", path, None, json_headers)[0], 405)
        self.assertEqual(self.server.request("GET", path, None, json_headers)[1]["allow"], "POST")
        self.assertEqual(self.error("POST", path, "{}", {**BEARER, "Content-Type": "text/plain"})[0], 415)
        for broken in ("{", "[]", "\xff", '{"a":' * 40 + "1" + "}" * 40):
            self.assertEqual(self.error("POST", path, broken.encode("latin-1"), json_headers)[0], 400, broken[:10])
        self.assertEqual(self.error("POST", path, "{" + " " * 1_100_000 + "}", json_headers)[0], 413)
        status, error = self.error("POST", "/api/v1/operations/conversations.message", '{"from":"+12125550101","text":"hi","colour":"red"}', json_headers)
        self.assertEqual((status, list(error["fields"])), (422, ["colour"]))
        self.assertEqual(self.error("GET", "/health", None, {"X-Big": "a" * 20_000})[0], 431)

    def test_a_request_id_is_kept_when_it_is_harmless(self):
        self.assertEqual(self.server.request("GET", "/health", None, {"X-Request-Id": "abc-123.4"})[1]["x-request-id"], "abc-123.4")
        for odd in ("a b", "x" * 65, '"><script>'):
            self.assertNotEqual(self.server.request("GET", "/health", None, {"X-Request-Id": odd})[1]["x-request-id"], odd)

    def test_events_arrive_live_and_resume_where_a_client_left(self):
        self.assertEqual(self.server.request("GET", "/api/v1/events", None, {"X-Forwarded-For": "203.0.113.9"})[0], 401)
        stream = EventStream(self.server, "/api/v1/events?tenant=lakeside-dental", BEARER)
        self.server.operation("conversations.message", {"from": "+12125550131", "text": "Hello"}, tenant="willow-medspa")
        self.server.operation("conversations.message", {"from": "+12125550132", "text": "Hello"}, tenant="lakeside-dental")
        event_id, event = stream.until("message.created")
        self.assertEqual((event["tenant_id"], event["data"]["text"]), ("lakeside-dental", "Hello"))
        stream.close()
        self.server.operation("conversations.message", {"from": "+12125550133", "text": "While you were away"}, tenant="lakeside-dental")
        again = EventStream(self.server, "/api/v1/events?tenant=lakeside-dental", {**BEARER, "Last-Event-ID": event_id})
        texts = []
        while "While you were away" not in texts:
            texts.append(again.until("message.created")[1]["data"]["text"])
        again.close()
        stranger = EventStream(self.server, "/api/v1/events", {**BEARER, "Last-Event-ID": "yesterday-17"})
        self.server.operation("conversations.message", {"from": "+12125550134", "text": "Hello"})
        self.assertEqual(stranger.next()[1], "gap")
        stranger.close()

    def test_one_practice_does_not_hear_of_another(self):
        viewer = {"Authorization": f"Bearer {VIEWER}", "X-Forwarded-For": "203.0.113.9"}
        self.assertEqual(self.server.request("GET", "/api/v1/events", None, viewer)[0], 403)  # events hold what people wrote
        stream = EventStream(self.server, "/api/v1/events", {"Authorization": f"Bearer {STAFF}", "X-Forwarded-For": "203.0.113.9"})
        self.server.operation("conversations.message", {"from": "+12125550135", "text": "Spa"}, tenant="willow-medspa")
        self.server.operation("conversations.message", {"from": "+12125550136", "text": "Dental"}, tenant="lakeside-dental")
        while True:
            _, event = stream.until("message.created")
            self.assertEqual(event["tenant_id"], "lakeside-dental")
            if event["data"]["text"] == "Dental":
                break
        stream.close()

    def test_the_simulator_is_for_a_browser_on_this_machine(self):
        status, headers, page = self.server.request("GET", "/")
        self.assertEqual(status, 200)
        self.assertIn("default-src 'none'", headers["content-security-policy"])
        token = page.split('name="callwell-token" content="')[1].split('"')[0]
        self.assertTrue(token.startswith("sim_"))
        self.assertEqual(self.server.operation("conversations.message", {"from": "+12125550137", "text": "hi"}, token=token)[0], 200)
        self.assertEqual(self.server.operation("patients.lookup", {"phone": "+12125550137"}, token=token)[0], 403)
        for foreign in ({"Host": "evil.example.com"}, {"X-Forwarded-For": "203.0.113.9"}, {"Sec-Fetch-Site": "cross-site"}):
            self.assertEqual(self.server.request("GET", "/", None, foreign)[0], 403, foreign)
            self.assertEqual(self.server.operation("conversations.message", {"from": "+12125550137", "text": "hi"}, token=token, **foreign)[0], 401, foreign)


class Process(unittest.TestCase):
    def test_a_taken_port_is_said_and_the_next_one_used(self):
        first = Server(harness.PRACTICES)
        second = Server(harness.PRACTICES, port=first.port)
        self.assertGreater(second.port, first.port)
        self.assertIn(f"Port {first.port} is taken; using {second.port}.\n", second.output)
        self.assertEqual((first.stop(), second.stop()), (0, 0))
        self.assertEqual(second.output[-1], "Stopped.\n")

    def test_it_stops_while_somebody_listens(self):
        server = Server(harness.PRACTICES)
        stream = EventStream(server, headers=BEARER)
        self.assertEqual(server.stop(), 0)
        stream.close()

    def test_a_broken_practice_file_is_told_line_by_line(self):
        folder = harness.temporary_folder(type(self))
        text = (harness.PRACTICES / "lakeside_dental.yaml").read_text(encoding="utf-8")
        (folder / "broken.yaml").write_text(text.replace("time_zone: America/New_York", "time_zone: Moon/Base").replace("languages: [en, es]", "languages: [xx]"))
        with self.assertRaises(RuntimeError) as failed:
            Server(folder)
        self.assertIn("exit 2", str(failed.exception))
        self.assertIn("broken.yaml:8:", str(failed.exception))
        self.assertIn("broken.yaml:9:", str(failed.exception))

    def test_what_was_said_survives_the_process(self):
        folder = harness.temporary_folder(type(self))
        first = Server(harness.PRACTICES, "--database", str(folder / "c.db"))
        _, said = first.operation("conversations.message", {"from": "+12125550141", "text": "Hello"}, tenant="lakeside-dental")
        self.assertEqual(first.stop(), 0)
        second = Server(harness.PRACTICES, "--database", str(folder / "c.db"))
        status, seen = second.operation("conversations.view", {"conversation_id": said["conversation_id"]}, tenant="lakeside-dental")
        self.assertEqual((status, seen["messages"][0]["text"]), (200, "Hello"))
        self.assertEqual(second.stop(), 0)


if __name__ == "__main__":
    unittest.main(verbosity=2)
