"""The agent and a telephone system of several calls that belong together (peer.py): attended transfers, hanging up in every state, a way that
has to stay open, and bytes that are no SIP."""
import random
import socket
import ssl
import subprocess
import tempfile
import threading
import time
import unittest

import peer
from agent import PATIENCE, Agent


class AttendedTransfers(unittest.TestCase):
    """Key 0 asks for a person; the person's telephone is another call of the same peer."""

    def test_the_person_hears_who_is_waiting_before_the_caller_comes(self):
        with Agent("--transfer", "warm", "--extension", "100", password="open sesame") as agent, peer.Peer(agent.port, password="open sesame") as pbx:
            caller = pbx.ask_for_a_person("caller")
            refer = caller.wait_for("REFER")
            person = next(leg for leg in pbx.legs.values() if leg is not caller)
            self.assertIn("sip:+19145550169@", person.invite.split("\r\n")[0])
            self.assertGreater(person.sound.spoken, 50, "a second of the summary")
            written = pbx.wait_for(lambda: [m for m in pbx.others if m.startswith("MESSAGE")], 1, "MESSAGE")
            self.assertRegex(written, r"A caller .*asked for a person\. \+19145550123")
            replaces = f"Replaces={person.call_id}%3Bto-tag%3D{person.ours}%3Bfrom-tag%3D{person.theirs}"
            self.assertIn(replaces.replace("@", "%40"), peer.header(refer, "Refer-To"))
            pbx.notify(caller, "200 OK")
            caller.wait_for("BYE")
            agent.wait_for("transfer.ends call=1 outcome=connected")
            agent.wait_for("call.done call=1 disposition=handed_over")
            person.wait_for("BYE")

    def test_the_caller_is_back_when_the_person_does_not_come(self):
        ways = {"busy": (lambda leg, request: 486, "refused"), "silent": (lambda leg, request: None, "no_answer")}
        for name, (takes, outcome) in ways.items():
            with self.subTest(name), Agent("--transfer", "warm") as agent, peer.Peer(agent.port, takes) as pbx:
                caller = pbx.ask_for_a_person("caller")
                agent.wait_for(f"transfer.ends call=1 outcome={outcome}")
                if takes(None, None) is None:
                    pbx.wait_for_event("person1 CANCEL")
                heard = caller.sound.spoken
                pbx.wait_for(lambda: [1] if caller.sound.spoken > heard + 25 else [], 1, "word to the caller")
                self.assertFalse([e for e in pbx.events if "REFER" in e])
                caller.bye()
                agent.wait_for("call.ends call=1 by=caller")

    def test_the_person_may_hang_up_or_the_system_refuse_and_the_caller_is_back(self):
        with Agent("--transfer", "warm") as agent, peer.Peer(agent.port) as pbx:
            first = pbx.ask_for_a_person("first")
            pbx.wait_for_event("person1 ACK")
            pbx.legs[next(c for c, leg in pbx.legs.items() if leg.ours == "person1")].request("BYE")
            agent.wait_for("transfer.ends call=1 outcome=refused")
            first.bye()
            second = pbx.ask_for_a_person("second")
            second.wait_for("REFER")
            pbx.notify(second, "603 Decline")
            agent.wait_for("transfer.ends call=2 outcome=refused")
            pbx.wait_for_event("person3 BYE")
            second.bye()


class HangUps(unittest.TestCase):
    """At every state a call can be in, the caller is gone; nothing stays."""

    def states(self, pbx, name):
        call_id = name.replace(" ", "-").replace(",", "")
        if name == "answered, not acknowledged":
            leg = pbx.call(call_id)
            leg.wait_for("200 OK")
            return leg
        leg = pbx.talk(call_id)
        if name == "on hold":
            leg.request("INVITE", leg.sound.description().replace("sendrecv", "sendonly"))
            leg.wait_for("200 OK", 2)
            leg.request("ACK", cseq=leg.cseq)
        if name.startswith("in transfer"):
            time.sleep(1.5)
            leg.request("INFO", "Signal=0\r\n", "application/dtmf-relay")
            pbx.wait_for_event({"in transfer, ringing": r"INVITE sip:\+19145550169", "in transfer, told": "person[0-9]+ ACK", "in transfer, referred": f"{leg.ours} REFER"}[name])
        return leg

    def test_the_caller_hangs_up_in_every_state(self):
        rings = threading.Event()
        with Agent("--transfer", "warm") as agent, peer.Peer(agent.port, lambda leg, request: None if rings.is_set() else 200) as pbx:
            names = ("answered, not acknowledged", "greeted", "on hold", "in transfer, told", "in transfer, referred", "in transfer, ringing")
            pbx.talk("warm-up").bye()
            agent.wait_for("call.ends .* by=caller")
            files, _ = agent.resources()
            for count, name in enumerate(names, start=2):
                with self.subTest(name):
                    pbx.events.clear()
                    if name == "in transfer, ringing":
                        rings.set()
                    leg = self.states(pbx, name)
                    leg.request("BYE")
                    agent.wait_for("call.ends .* by=caller", times=count)
                    if name.startswith("in transfer"):
                        pbx.wait_for_event("person[0-9]+ (BYE|CANCEL)")
            pbx.wait_for(lambda: [1] if agent.resources()[0] <= files else [], 1, "files closed")
        self.assertEqual(agent.process.returncode, 0)


class Hostile(unittest.TestCase):
    """Bytes that no SIP stack sends; afterwards a call is answered as before."""
    INVITE = ("INVITE sip:a@127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:9;branch=z9hG4bK1\r\nFrom: <sip:b@127.0.0.1>;tag=1\r\nTo: <sip:a@127.0.0.1>\r\n"
              "Call-ID: hostile{}\r\nCSeq: 1 INVITE\r\nContact: <sip:b@127.0.0.1:9>\r\nMax-Forwards: 70\r\n")

    def messages(self):
        dice = random.Random(1)
        whole = self.INVITE.format(0) + "Content-Type: application/sdp\r\nContent-Length: 5\r\n\r\nv=0\r\n"
        yield from (whole[:length].encode() for length in range(0, len(whole), 7))
        for length in ("-1", "4294967295", "99999999999999999999", "100000", "x", ""):
            yield (self.INVITE.format("length" + length) + f"Content-Length: {length}\r\n\r\nv=0\r\n").encode()
        yield (self.INVITE.format("long") + "X: " + "a" * 60_000 + "\r\n\r\n").encode()
        yield (self.INVITE.format("many") + "X: a\r\n" * 7_000 + "\r\n").encode()
        yield (self.INVITE.format("vias") + "Via: SIP/2.0/UDP h;branch=z9hG4bK1\r\n" * 1_000 + "\r\n").encode()
        yield (self.INVITE.format("timer") + "Session-Expires: 99999999999999;refresher=;;;=\r\nMin-SE: -5\r\nRequire: timer,,,\r\n\r\n").encode()
        for _ in range(3_000):
            text = bytearray(whole, "ascii")
            for _ in range(dice.randrange(1, 12)):
                text[dice.randrange(len(text))] = dice.randrange(256)
            yield bytes(text)
        for _ in range(500):
            yield dice.randbytes(dice.randrange(1, 1400))

    def test_no_message_stops_it(self):
        with Agent("--allow", "127.0.0.1") as agent, peer.Peer(agent.port) as pbx:
            pbx.talk("before").bye()
            with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp:
                for count, message in enumerate(self.messages()):
                    udp.sendto(message, ("127.0.0.1", agent.port))
                    if count % 100 == 0:
                        time.sleep(0.02)  # they shall be read, not dropped by the system
            for message in list(self.messages())[::25]:
                with socket.create_connection(("127.0.0.1", agent.port)) as tcp:
                    try:
                        tcp.sendall(message)
                    except OSError:
                        pass  # it hung up on us
            idle = [socket.create_connection(("127.0.0.1", agent.port)) for _ in range(20)]
            flood = socket.create_connection(("127.0.0.1", agent.port))
            try:
                for _ in range(64):
                    flood.sendall(b"X: " + b"a" * 65_000)
            except OSError:
                pass
            pbx.talk("after").bye()
            self.assertIsNone(agent.process.poll())
            for connection in [*idle, flood]:
                connection.close()
        self.assertEqual(agent.process.returncode, 0)


class Reachability(unittest.TestCase):
    """Behind a router calls come only while something keeps the way open."""

    def test_an_empty_line_keeps_the_way_to_the_registrar_open(self):
        with peer.Peer(0) as registrar, Agent("--registrar", f"127.0.0.1:{registrar.port}", "--extension", "100"):
            registrar.wait_for_event("REGISTER")
            registrar.wait_for_event("empty line")

    def registers_over_tls(self, registrar, secure, *options):
        """Whether a REGISTER comes out of the tunnel."""
        with Agent("--registrar", f"127.0.0.1:{registrar.getsockname()[1]}", "--transport", "tls", "--extension", "100", *options) as agent:
            try:
                with secure.wrap_socket(registrar.accept()[0], server_side=True) as connection:
                    connection.settimeout(PATIENCE)
                    request = connection.recv(65536).decode()
                    lines = [line for line in request.split("\r\n") if line.startswith(("Via", "From", "Call-ID", "CSeq", "Contact"))]
                    connection.sendall("\r\n".join(["SIP/2.0 200 OK", *lines, f"To: {peer.header(request, 'To')};tag=1", "Content-Length: 0", "", ""]).encode())
                    if request.startswith("REGISTER"):
                        agent.wait_for("registration.stands")
                    return request.startswith("REGISTER")
            except OSError:
                agent.wait_for("registration.failed")
                return False

    def test_tls_is_spoken_with_the_registrar_and_nobody_who_only_says_so(self):
        with tempfile.TemporaryDirectory() as folder, socket.create_server(("127.0.0.1", 0)) as registrar:
            registrar.settimeout(PATIENCE)
            for name, address in (("good", "127.0.0.1"), ("other", "192.0.2.1")):
                subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=pbx", "-addext", f"subjectAltName=IP:{address}", "-keyout",
                                f"{folder}/{name}.key", "-out", f"{folder}/{name}.pem"], check=True, capture_output=True)
            for name, options, comes in (("good", ["--tls-ca", f"{folder}/good.pem"], True), ("good", [], False), ("other", ["--tls-ca", f"{folder}/other.pem"], False)):
                secure = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
                secure.load_cert_chain(f"{folder}/{name}.pem", f"{folder}/{name}.key")
                with self.subTest(name, options=bool(options)):
                    self.assertEqual(self.registers_over_tls(registrar, secure, *options), comes)

    def test_a_connection_that_breaks_is_made_anew_and_registered(self):
        with socket.create_server(("127.0.0.1", 0)) as registrar:
            registrar.settimeout(PATIENCE)
            with Agent("--registrar", f"127.0.0.1:{registrar.getsockname()[1]}", "--transport", "tcp", "--extension", "100") as agent:
                for times in (1, 2):
                    connection, _ = registrar.accept()
                    with connection:
                        connection.settimeout(PATIENCE)
                        said, registered = "", False
                        while not registered:
                            said += connection.recv(65536).decode()
                            while "\r\n\r\n" in said:
                                request, said = said.split("\r\n\r\n", 1)
                                lines = [line for line in request.split("\r\n") if line.startswith(("Via", "From", "Call-ID", "CSeq", "Contact"))]
                                to = peer.header(request, "To").split(";")[0]
                                connection.sendall("\r\n".join(["SIP/2.0 200 OK", *lines, f"To: {to};tag=1", "Content-Length: 0", "", ""]).encode())
                                registered = registered or "expires=0" not in request
                        agent.wait_for("registration.stands", times)
                agent.wait_for("registration.connection_lost", 2)
