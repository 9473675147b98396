#!/usr/bin/env python3
"""Whole calls through each transport: the real programs answer, a scripted far side is what carriers and Asterisk would be. Only the
standard library is needed."""
import base64
import json
import os
import pathlib
import re
import shutil
import socket
import struct
import subprocess
import sys
import time
import unittest
import urllib.parse
import uuid
import wave
import xml.etree.ElementTree as ElementTree

sys.path.insert(0, os.environ["CALLWELL_E2E"])
import harness  # noqa: E402  (where it lies is told by the environment)
from harness import PATIENCE, Server  # noqa: E402

PUBLIC = "https://desk.example.com"
OAK, ELM, PERSON = "+13125550110", "+13125550120", "+13125550199"
FRAME = 0.02
TEXT, BINARY, CLOSE, PING, PONG = 1, 2, 8, 9, 10
LOUD = 500


def practice(name, number, adapter, settings):
    """A practice that is always open: whoever asks for a person is put through at any hour."""
    lines = "".join(f"      {key}: {json.dumps(value)}\n" for key, value in settings.items())
    return f"""id: {name}
name: {name.title()} Clinic
phone: {number}
time_zone: America/Chicago
languages: [en, es]
numbers: ["{number}"]
locations:
  - id: main
    name: Main Street
    address: 1 Main Street, Springfield
    hours: {{mon-sun: "00:00-24:00"}}
services:
  - {{id: cleaning, name: {{en: cleaning, es: limpieza}}, duration_minutes: 30}}
providers:
  - id: lee
    name: Dr. Lee
    shifts: [{{location: main, days: mon-fri, hours: "08:00-17:00"}}]
handoff: {{phone: {PERSON}, department: front desk}}
messaging:
  - adapter: {adapter}
    settings:
{lines}"""


def mulaw_loudness(codes):
    """The loudest sample of G.711 µ-law."""
    return max((((c & 0x0F) << 3) + 0x84 << (c >> 4 & 7)) - 0x84 for c in (~code & 0xFF for code in codes)) if codes else 0


def mulaw(sample):
    """G.711 µ-law of one sample."""
    sign, level = (0x80, -sample) if sample < 0 else (0, sample)
    level = min(level, 32635) + 0x84
    exponent = level.bit_length() - 8
    return ~(sign | exponent << 4 | level >> exponent + 3 & 0x0F) & 0xFF


def spoken(words, folder):
    """What somebody says, in frames of µ-law, with the silence after it that ends a turn."""
    path = folder / "spoken.wav"
    subprocess.run(["flite", "-voice", "kal", "-t", words, "-o", str(path)], check=True)
    with wave.open(str(path)) as sound:
        assert sound.getframerate() == 8000
        codes = bytes(mulaw(s) for (s,) in struct.iter_unpack("<h", sound.readframes(sound.getnframes())))
    codes += b"\xff" * (160 * 100 - len(codes) % 160)
    return [codes[i:i + 160] for i in range(0, len(codes), 160)]


class WebSocket:
    """A client of RFC 6455, as little of it as is needed."""

    def __init__(self, port, path):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        key = base64.b64encode(os.urandom(16)).decode()
        self.socket.sendall(f"GET {path} HTTP/1.1\r\nHost: desk.example.com\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                            f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n".encode())
        self.buffer = b""
        head = self._until(b"\r\n\r\n").decode()
        self.status = int(head.split(" ", 2)[1])
        self.closed = None

    def _until(self, end):
        while end not in self.buffer:
            self._more()
        head, self.buffer = self.buffer.split(end, 1)
        return head

    def _more(self):
        data = self.socket.recv(65536)
        if not data:
            raise ConnectionError("the server closed the connection")
        self.buffer += data

    def send(self, message, kind=TEXT):
        data = message if isinstance(message, bytes) else (message if isinstance(message, str) else json.dumps(message)).encode()
        size = len(data)
        head = bytes([0x80 | kind]) + (bytes([0x80 | size]) if size < 126 else bytes([0xFE]) + struct.pack(">H", size) if size < 65536 else bytes([0xFF]) + struct.pack(">Q", size))
        self.socket.sendall(head + b"\0\0\0\0" + data)  # a mask of zeros is a mask

    def receive(self, timeout):
        """The next message as JSON, None when none comes in time; after a close `closed` is its code."""
        end = time.monotonic() + timeout
        while True:
            frame = self._frame()
            if frame is None:
                left = end - time.monotonic()
                if left <= 0:
                    return None
                self.socket.settimeout(left)
                try:
                    self._more()
                except TimeoutError:
                    return None
                finally:
                    self.socket.settimeout(PATIENCE)
                continue
            kind, data = frame
            if kind == PING:
                self.send(data, PONG)
            elif kind == CLOSE:
                self.closed = struct.unpack(">H", data[:2])[0]
                try:
                    self.send(data[:2], CLOSE)
                except OSError:
                    pass  # it did not wait
                return None
            elif kind == TEXT:
                return json.loads(data)

    def _frame(self):
        if len(self.buffer) < 2:
            return None
        kind, size, at = self.buffer[0] & 15, self.buffer[1] & 127, 2
        if size >= 126:
            more = 2 if size == 126 else 8
            if len(self.buffer) < 2 + more:
                return None
            size, at = int.from_bytes(self.buffer[2:2 + more], "big"), 2 + more
        if len(self.buffer) < at + size:
            return None
        data, self.buffer = self.buffer[at:at + size], self.buffer[at + size:]
        return kind, data

    def until_closed(self):
        while self.closed is None:
            self.receive(PATIENCE)
        return self.closed

    def drop(self):
        self.socket.close()


class Carrier:
    """The far side of one stream: plays a caller at the pace of life and keeps what comes back."""

    def __init__(self, server, dialect, parameters, call_id):
        self.dialect, self.call_id, self.stream = dialect, call_id, "MZ" + uuid.uuid4().hex
        self.parameters = parameters
        self.socket = WebSocket(server.port, f"/media/{dialect}")
        self.chunk = self.loud = self.heard = 0
        self.marks, self.plays = [], True
        self.speech = []

    def connected(self):
        self.socket.send({"event": "connected", "protocol": "Call", "version": "1.0.0"})

    def start(self, rate=8000):
        if self.dialect == "twilio":
            body = {"event": "start", "sequenceNumber": "1", "streamSid": self.stream, "start": {
                "streamSid": self.stream, "accountSid": "AC1", "callSid": self.call_id, "tracks": ["inbound"], "customParameters": self.parameters,
                "mediaFormat": {"encoding": "audio/x-mulaw", "sampleRate": rate, "channels": 1}}}
        else:
            body = {"event": "start", "sequence_number": "1", "stream_id": self.stream, "start": {
                "call_control_id": self.call_id, "call_session_id": "s-" + self.call_id, "custom_parameters": self.parameters,
                "media_format": {"encoding": "PCMU", "sample_rate": rate, "channels": 1}}}
        self.socket.send(body)

    def say(self, audio=b"\xff" * 160):
        self.chunk += 1
        self.socket.send({"event": "media", "streamSid": self.stream, "stream_id": self.stream, "media": {
            "track": "inbound", "chunk": str(self.chunk), "timestamp": str(self.chunk * 20), "payload": base64.b64encode(audio).decode()}})

    def press(self, digit):
        self.socket.send({"event": "dtmf", "streamSid": self.stream, "dtmf": {"track": "inbound_track", "digit": digit}})

    def stop(self):
        self.socket.send({"event": "stop", "streamSid": self.stream, "stop": {"callSid": self.call_id}})

    def take(self, message):
        if message["event"] == "media":
            audio = base64.b64decode(message["media"]["payload"])
            self.heard += len(audio)
            self.loud += mulaw_loudness(audio) > LOUD
        elif message["event"] == "mark":
            self.marks.append(message["mark"]["name"])
            if self.plays:
                self.socket.send(message)

    def live(self, until):
        """A call goes on until something is so, or the stream is closed."""
        deadline = next_frame = time.monotonic()
        deadline += 2 * PATIENCE
        while not until(self) and self.socket.closed is None:
            if time.monotonic() > deadline:
                raise TimeoutError("it never came to that")
            message = self.socket.receive(max(0, next_frame - time.monotonic()))
            if message:
                self.take(message)
            while next_frame <= time.monotonic() and self.socket.closed is None:
                self.say(self.speech.pop(0) if self.speech else b"\xff" * 160)
                next_frame += FRAME
        return self


def heard_a_greeting(far):
    return far.loud >= 25  # half a second of sound


class Streams(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = harness.temporary_folder(cls)
        cls.carrier = harness.Carrier()
        cls.addClassCleanup(cls.carrier.close)
        cls.key = harness.TelnyxKey(cls.folder)
        practices = cls.folder / "practices"
        practices.mkdir()
        twilio = {"account_sid": "AC00000000000000000000000000000001", "auth_token": "twilio-secret", "from": OAK, "base_url": cls.carrier.url}
        telnyx = {"api_key": "KEY0", "from": ELM, "public_key": cls.key.public, "base_url": cls.carrier.url + "/v2"}
        (practices / "oak.yaml").write_text(practice("oak", OAK, "twilio", twilio), encoding="utf-8")
        (practices / "elm.yaml").write_text(practice("elm", ELM, "telnyx", telnyx), encoding="utf-8")
        cls.server = Server(practices, "--public-url", PUBLIC, "--stream-calls")
        cls.addClassCleanup(cls.server.stop)

    def twilio(self, step, call, **fields):
        """A signed voice webhook; the answer's TwiML."""
        form = {"CallSid": call, "From": self.caller, "To": OAK, "Direction": "inbound", "CallStatus": "in-progress", **fields}
        path = f"/webhooks/twilio/voice{step}"
        headers = {"X-Twilio-Signature": harness.twilio_signature("twilio-secret", PUBLIC + path, form), "Content-Type": "application/x-www-form-urlencoded"}
        status, _, body = self.server.request("POST", path, urllib.parse.urlencode(form), headers)
        self.assertEqual(status, 200, body)
        return ElementTree.fromstring(body)

    def telnyx(self, event_type, call, **payload):
        body = json.dumps({"data": {"event_type": event_type, "id": str(uuid.uuid4()), "payload": {
            "call_control_id": call, "call_session_id": "s-" + call, "from": self.caller, "to": ELM, **payload}}})
        status, _, text = self.server.request("POST", "/webhooks/telnyx/voice", body, self.key.headers(body))
        self.assertEqual(status, 200, text)

    def setUp(self):
        self.caller = f"+1212555{uuid.uuid4().int % 10000:04d}"

    def tearDown(self):
        self.assertNotIn(self.caller, "".join(self.server.output))  # nobody's number is in the log

    def answered(self):
        """A call that came in by webhook, and the stream Twilio opens for it."""
        call = "CA" + uuid.uuid4().hex
        stream = self.twilio("", call, CallStatus="ringing").find("Connect/Stream")
        self.assertEqual(stream.get("url"), "wss://desk.example.com/media/twilio")
        return Carrier(self.server, "twilio", {p.get("name"): p.get("value") for p in stream.findall("Parameter")}, call)

    def live_call(self):
        far = self.answered()
        far.connected()
        far.start()
        return far.live(heard_a_greeting)

    def test_a_call_at_twilio_is_answered_by_voice_put_through_and_taken_back(self):
        far = self.live_call()
        self.assertTrue(far.marks)
        far.press("0")
        far.live(lambda f: f.socket.closed is not None)
        self.assertEqual((far.socket.closed, far.marks[-1]), (1000, "end"))
        dial = self.twilio("/after-stream", far.call_id).find("Dial")
        self.assertEqual(dial.findtext("Number"), PERSON)
        self.assertTrue(dial.get("action").endswith("/webhooks/twilio/voice/after-dial"))
        stream = self.twilio("/after-dial", far.call_id, DialCallStatus="no-answer").find("Connect/Stream")
        again = Carrier(self.server, "twilio", {p.get("name"): p.get("value") for p in stream.findall("Parameter")}, far.call_id)
        again.connected()
        again.start()
        again.live(heard_a_greeting)  # the agent says that nobody was there
        again.stop()
        self.assertEqual(again.socket.until_closed(), 1000)
        _, listed = self.server.operation("conversations.list", {}, tenant="oak")
        self.assertEqual(len([i for i in listed["items"] if i["contact"] == self.caller]), 1)  # one conversation all along

    def test_a_call_at_telnyx_is_answered_by_voice_and_put_through(self):
        call = "v3:" + uuid.uuid4().hex
        self.telnyx("call.answered", call)
        path, sent, _ = self.carrier.requests.get(timeout=PATIENCE)
        self.assertEqual((path.rsplit("/", 1)[1], sent["stream_url"], sent["stream_bidirectional_mode"]), ("streaming_start", "wss://desk.example.com/media/telnyx", "rtp"))
        far = Carrier(self.server, "telnyx", sent["custom_parameters"], call)
        far.connected()
        far.start()
        far.live(heard_a_greeting)
        far.press("0")
        far.live(lambda f: not self.carrier.requests.empty())
        path, sent, _ = self.carrier.requests.get(timeout=PATIENCE)
        self.assertEqual((path.rsplit("/", 1)[1], sent["to"]), ("transfer", PERSON))
        self.telnyx("call.bridged", call, client_state=sent["client_state"])
        far.live(lambda f: f.socket.closed is not None)
        self.assertEqual(far.socket.closed, 1000)

    @unittest.skipUnless(shutil.which("flite"), "needs a voice for the caller")
    def test_what_a_caller_says_is_heard_and_answered(self):
        far = self.live_call()
        quiet = [far.loud, time.monotonic()]

        def agent_waits(f):  # a second without a sound
            if f.loud != quiet[0]:
                quiet[:] = [f.loud, time.monotonic()]
            return time.monotonic() - quiet[1] > 1
        far.live(agent_waits)
        before = far.loud
        far.speech = spoken("I would like to book a cleaning please.", self.folder)
        far.live(lambda f: f.loud > before + 25)
        far.stop()
        _, listed = self.server.operation("conversations.list", {}, tenant="oak")
        mine = [i for i in listed["items"] if i["contact"] == self.caller]
        _, seen = self.server.operation("conversations.view", {"conversation_id": mine[0]["conversation_id"]}, tenant="oak")
        self.assertIn("in", [message["direction"] for message in seen["messages"]])

    def test_a_pass_is_good_for_one_stream_at_a_time(self):
        far = self.live_call()
        second = Carrier(self.server, "twilio", far.parameters, far.call_id)
        second.start()
        self.assertEqual(second.socket.until_closed(), 1008)
        far.loud = 0
        far.stop()
        self.assertEqual(far.socket.until_closed(), 1000)

    def test_only_streams_of_calls_we_answered_are_heard(self):
        genuine = self.answered()
        for change in ({"token": "1.00"}, {"contact": "+12125550100"}, {"dialled": ELM}, {}):
            far = Carrier(self.server, "twilio", {**genuine.parameters, **change} if change else {}, genuine.call_id)
            far.connected()
            far.start()
            self.assertEqual(far.socket.until_closed(), 1008, change)
        other = Carrier(self.server, "twilio", genuine.parameters, "CA" + uuid.uuid4().hex)
        other.start()
        self.assertEqual(other.socket.until_closed(), 1008)
        genuine.socket.drop()

    def test_each_fault_closes_with_its_code(self):
        faults = ((lambda far: far.socket.send("{"), 1007), (lambda far: far.socket.send(b"\0\0", BINARY), 1003), (lambda far: far.start(rate=16000), 1003),
                  (lambda far: far.socket.send('{"a":"' + "x" * 70_000 + '"}'), 1009), (lambda far: far.socket.send(b"\xff\xfe", TEXT), 1007), (lambda far: None, 1008))
        for cause, code in faults:
            far = self.answered()
            cause(far)
            self.assertEqual(far.socket.until_closed(), code)

    def test_a_caller_may_hang_up_at_any_moment(self):
        steps = [lambda far: far.connected(), lambda far: far.start(), lambda far: far.say(), lambda far: far.live(lambda f: f.heard > 0), lambda far: far.live(heard_a_greeting),
                 lambda far: far.press("0"), lambda far: far.live(lambda f: "end" in f.marks)]
        for count in range(len(steps) + 1):
            for leave in (lambda far: far.stop(), lambda far: far.socket.drop()):
                far = self.answered()
                for step in steps[:count]:
                    step(far)
                try:
                    leave(far)
                except OSError:
                    pass  # the server was quicker
                far.socket.drop()
        self.assertEqual(self.server.request("GET", "/health")[0], 200)
        self.live_call().stop()

    def test_a_far_side_that_does_not_read_loses_the_connection(self):
        far = self.answered()
        far.plays = False
        far.start()
        far.live(heard_a_greeting)
        with self.assertRaises(OSError):
            for _ in range(400_000):
                far.say()
        self.assertEqual(self.server.request("GET", "/health")[0], 200)

    def test_it_ends_in_the_middle_of_a_call(self):
        server = Server(self.folder / "practices", "--public-url", PUBLIC, "--stream-calls")
        Streams.server, kept = server, Streams.server
        try:
            far = self.live_call()
            server.process.terminate()
            far.live(lambda f: f.socket.closed is not None)
            self.assertEqual((far.socket.closed, server.stop()), (1001, 0))
        finally:
            Streams.server = kept

    def test_there_is_no_such_stream(self):
        self.assertEqual(WebSocket(self.server.port, "/media/nobody").status, 404)
        self.assertEqual(self.server.request("GET", "/media/twilio")[0], 404)


class WithoutStreams(unittest.TestCase):
    def test_calls_go_turn_by_turn_unless_streams_are_asked_for(self):
        server = Server(harness.PRACTICES)
        self.assertEqual(WebSocket(server.port, "/media/twilio").status, 404)
        self.assertEqual(server.stop(), 0)

    def test_streams_need_a_public_address(self):
        with self.assertRaises(RuntimeError) as failed:
            Server(harness.PRACTICES, "--stream-calls")
        self.assertIn("--public-url", str(failed.exception))


class Asterisk:
    """One AudioSocket connection, as Asterisk opens it."""

    def __init__(self, port):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.buffer, self.loud, self.frames, self.last = b"", 0, 0, None

    def send(self, kind, payload=b""):
        self.socket.sendall(struct.pack(">BH", kind, len(payload)) + payload)

    def introduce(self, caller, dialled, back=False):
        self.send(0x01, bytes.fromhex(caller.strip("+").ljust(16, "f") + dialled.strip("+").ljust(15, "f") + ("e" if back else "f")))

    def say(self):
        self.send(0x10, b"\0" * 320)

    def take(self, timeout):
        """False when the connection has ended."""
        self.socket.settimeout(max(timeout, 0.001))
        try:
            data = self.socket.recv(65536)
        except TimeoutError:
            return True
        except OSError:
            return False
        self.buffer += data
        while len(self.buffer) >= 3 and len(self.buffer) >= 3 + int.from_bytes(self.buffer[1:3], "big"):
            size = int.from_bytes(self.buffer[1:3], "big")
            self.last, payload, self.buffer = self.buffer[0], self.buffer[3:3 + size], self.buffer[3 + size:]
            if self.last == 0x10:
                self.frames += 1
                self.loud += max(abs(s) for (s,) in struct.iter_unpack("<h", payload)) > LOUD
        return bool(data)

    def live(self, until, speaks=True):
        deadline = next_frame = time.monotonic()
        deadline += 2 * PATIENCE
        there = True
        while there and not until(self):
            if time.monotonic() > deadline:
                raise TimeoutError("it never came to that")
            there = self.take(next_frame - time.monotonic())
            while there and next_frame <= time.monotonic():
                next_frame += FRAME
                try:
                    if speaks:
                        self.say()
                except OSError:
                    there = self.take(0.1)
        return self


class AudioSocket(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = harness.temporary_folder(cls)
        (folder / "oak.yaml").write_text(practice("oak", OAK, "twilio", {"account_sid": "AC1", "auth_token": "x", "from": OAK, "base_url": "http://127.0.0.1:1"}), encoding="utf-8")
        cls.log = open(folder / "log", "w+", encoding="utf-8")  # noqa: SIM115  (as long as the process)
        cls.addClassCleanup(cls.log.close)
        cls.process = subprocess.Popen([os.environ["CALLWELL_AUDIOSOCKET"], "--practices", str(folder), "--port", "0"], stdout=subprocess.PIPE, stderr=cls.log, text=True)
        cls.addClassCleanup(cls.process.stdout.close)
        cls.addClassCleanup(cls.process.kill)
        cls.port = int(re.search(r":(\d+)$", cls.process.stdout.readline().strip()).group(1))

    def call(self):
        far = Asterisk(self.port)
        far.introduce("+12125550123", OAK)
        return far

    def test_a_call_is_answered_by_voice_and_given_back_to_the_dialplan(self):
        far = self.call().live(lambda f: f.loud >= 25)
        far.send(0x03, b"0")
        far.live(lambda f: f.last == 0x00)
        self.assertEqual(far.last, 0x00)

    def test_a_caller_whom_nobody_took_is_back_with_his_agent(self):
        far = self.call().live(lambda f: f.loud >= 25)
        far.send(0x03, b"0")
        far.live(lambda f: f.last == 0x00)
        again = Asterisk(self.port)
        again.introduce("+12125550123", OAK, back=True)
        again.live(lambda f: f.loud >= 25)  # what can be done without that person
        again.send(0x00)
        self.assertIn("transfer.taken_back", pathlib.Path(self.log.name).read_text(encoding="utf-8"))

    def test_a_leg_without_sound_is_spoken_to(self):
        self.call().live(lambda f: f.loud >= 25, speaks=False)

    def test_sound_without_an_id_ends_the_connection(self):
        far = Asterisk(self.port)
        far.say()
        far.live(lambda f: False, speaks=False)
        self.assertEqual(far.frames, 0)

    def test_a_caller_may_hang_up_at_any_moment(self):
        steps = [lambda far: far.introduce("+12125550123", OAK), lambda far: far.say(), lambda far: far.live(lambda f: f.frames > 0), lambda far: far.live(lambda f: f.loud >= 25),
                 lambda far: far.send(0x03, b"0")]
        for count in range(len(steps) + 1):
            for last in (b"\0\0\0", b"\xff\0\1\1", b"\x10\x01", b""):
                far = Asterisk(self.port)
                for step in steps[:count]:
                    step(far)
                far.socket.sendall(last)
                far.socket.close()
        self.call().live(lambda f: f.loud >= 25).send(0x00)
        self.assertIsNone(self.process.poll())

    def test_the_log_has_nobodys_number(self):
        self.call().live(lambda f: f.frames > 5).send(0x00)
        self.assertNotIn("2125550123", pathlib.Path(self.log.name).read_text(encoding="utf-8"))


if __name__ == "__main__":
    unittest.main(verbosity=2, warnings="ignore")  # sockets of callers who left: closing them all by hand would hide the calls
