"""A telephone system in a few lines, for what one SIPp scenario cannot tell: several calls that belong together, in one order of events;
and messages no SIP stack would send. UDP, one thread that reads."""
import hashlib
import re
import socket
import threading
import time

PATIENCE = 60
REALM, NONCE = "pbx.example.com", "abcdef0123456789"
SILENCE = {0xFF, 0x7F, 0xD5, 0x55}


def header(message, name):
    found = re.search(rf"^{name}:[ \t]*(.*)$", message, re.MULTILINE | re.IGNORECASE)
    return found.group(1).strip() if found else ""


def tag(value):
    found = re.search(r";tag=([^;>\s]+)", value)
    return found.group(1) if found else ""


def pair():
    """Sockets of two ports that follow each other: sound and reports."""
    while True:
        first, second = (socket.socket(socket.AF_INET, socket.SOCK_DGRAM) for _ in range(2))
        first.bind(("127.0.0.1", 0))
        try:
            second.bind(("127.0.0.1", first.getsockname()[1] + 1))
            return first, second
        except OSError:
            first.close()


class Sound:
    """Where a leg's packets come in: counts those that are not silence."""

    def __init__(self):
        self.socket, self.reports = pair()
        self.port = self.socket.getsockname()[1]
        self.spoken = self.packets = 0
        threading.Thread(target=self.read, daemon=True).start()

    def read(self):
        while True:
            try:
                packet = self.socket.recv(2048)
            except OSError:
                return
            self.packets += 1
            self.spoken += len(set(packet[12:]) - SILENCE) > 8

    def description(self):
        return ("v=0\r\no=peer 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
                f"m=audio {self.port} RTP/AVP 0 101\r\na=rtpmap:0 PCMU/8000\r\na=rtpmap:101 telephone-event/8000\r\na=sendrecv\r\n")


class Leg:
    """One dialog of the peer's: made by `Peer.call`, or by a request of the agent's."""

    def __init__(self, peer, call_id, ours, theirs="", target=""):
        self.peer, self.call_id, self.ours, self.theirs, self.target = peer, call_id, ours, theirs, target
        self.cseq = 1
        self.sound = Sound()
        self.seen = []

    def request(self, method, body="", kind="application/sdp", extra=(), cseq=None, to_tag=True):
        if cseq is None:
            self.cseq += 1
        lines = [f"{method} {self.target} SIP/2.0", f"Via: SIP/2.0/UDP 127.0.0.1:{self.peer.port};branch=z9hG4bK{self.call_id}{cseq or self.cseq}{'' if method in ('ACK', 'CANCEL') else method}",
                 f"From: <sip:+19145550123@127.0.0.1>;tag={self.ours}", f"To: <{self.target}>" + (f";tag={self.theirs}" if self.theirs and to_tag else ""),
                 f"Call-ID: {self.call_id}", f"CSeq: {cseq or self.cseq} {method}", f"Contact: <sip:peer@127.0.0.1:{self.peer.port}>", "Max-Forwards: 70", *extra]
        if body:
            lines.append(f"Content-Type: {kind}")
        self.peer.send("\r\n".join([*lines, f"Content-Length: {len(body)}", "", body]))

    def wait_for(self, what, times=1):
        """Until a message of this leg begins like that; the message."""
        return self.peer.wait_for(lambda: [m for m in self.seen if m.startswith(what) or m.startswith(f"SIP/2.0 {what}")], times, f"{what} in {self.call_id}")

    def bye(self):
        self.request("BYE")
        self.wait_for("200", times=1)


class Peer:
    """`takes(leg, request)` says what becomes of an INVITE of the agent's: a status, or None to let it ring; 200 brings our description."""

    def __init__(self, agent_port, takes=lambda leg, request: 200, password=None):
        self.agent_port, self.takes, self.password = agent_port, takes, password
        self.legs, self.events, self.others = {}, [], []
        self.changed = threading.Condition()
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.bind(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        threading.Thread(target=self.read, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        """Nothing ends: the goodbyes of an agent that stops are still answered."""

    def send(self, text):
        self.socket.sendto(text if isinstance(text, bytes) else text.encode(), ("127.0.0.1", self.agent_port))

    def read(self):
        while True:
            try:
                data, source = self.socket.recvfrom(65536)
            except OSError:
                return
            self.agent_port = source[1]
            message = data.decode(errors="replace")
            with self.changed:
                if message.strip():
                    self.hear(message)
                else:
                    self.events.append("(empty line)")
                self.changed.notify_all()

    def wait_for(self, found, times, what):
        deadline = time.monotonic() + PATIENCE
        with self.changed:
            while len(found()) < times:
                if time.monotonic() > deadline:
                    raise AssertionError(f"no {what}; seen: {self.events}")
                self.changed.wait(0.1)  # messages wake it; sound and what the agent logs do not
            return found()[times - 1]

    def wait_for_event(self, pattern):
        return self.wait_for(lambda: [e for e in self.events if re.search(pattern, e)], 1, pattern)

    # ---- what comes ---------------------------------------------------------------------------------------------

    def hear(self, message):
        call_id, first = header(message, "Call-ID"), message.split("\r\n", 1)[0]
        leg = self.legs.get(call_id)
        method = "" if first.startswith("SIP/2.0") else first.split(" ", 1)[0]
        again = leg and message in leg.seen
        if leg:
            leg.seen.append(message)
            if not method and tag(header(message, "To")):
                leg.theirs = tag(header(message, "To"))
        if not again:
            self.events.append(f"{leg.ours if leg else '-'} {first}")
        if method and not again:
            self.others.append(message)
            self.answer(leg, method, message)

    def reply(self, request, status, to_tag="", body="", extra=()):
        to = header(request, "To") + (f";tag={to_tag}" if to_tag and not tag(header(request, "To")) else "")
        via = [f"Via: {v}" for v in re.findall(r"^Via:[ \t]*(.*)\r$", request, re.MULTILINE)]
        lines = [f"SIP/2.0 {status}", *via, f"From: {header(request, 'From')}", f"To: {to}", f"Call-ID: {header(request, 'Call-ID')}", f"CSeq: {header(request, 'CSeq')}",
                 f"Contact: <sip:person@127.0.0.1:{self.port}>", *extra]
        if body:
            lines.append("Content-Type: application/sdp")
        self.send("\r\n".join([*lines, f"Content-Length: {len(body)}", "", body]))

    def answer(self, leg, method, message):
        if method == "INVITE" and not tag(header(message, "To")):
            if self.password and not self.authorised(message, "INVITE"):
                return self.reply(message, "407 Proxy Authentication Required", "challenge", extra=[f'Proxy-Authenticate: Digest realm="{REALM}", nonce="{NONCE}", algorithm=MD5, qop="auth"'])
            leg = self.legs[header(message, "Call-ID")] = Leg(self, header(message, "Call-ID"), f"person{len(self.legs)}", tag(header(message, "From")),
                                                              re.search(r"<(.*?)>", header(message, "Contact")).group(1))
            leg.invite = message
            leg.seen.append(message)
            self.reply(message, "180 Ringing", leg.ours)
            status = self.takes(leg, message)
            if status == 200:
                self.reply(message, "200 OK", leg.ours, leg.sound.description())
            elif status:
                self.reply(message, f"{status} No", leg.ours)
        elif method == "CANCEL":
            self.reply(message, "200 OK", leg.ours)
            self.reply(leg.invite, "487 Request Terminated", leg.ours)
        elif method == "REFER":
            self.reply(message, "202 Accepted")
        elif method == "REGISTER":
            self.reply(message, "200 OK", "registrar", extra=[f"Contact: {header(message, 'Contact')}"])
        elif method != "ACK":
            self.reply(message, "200 OK")

    def authorised(self, message, method):
        given = dict(re.findall(r'(\w+)="?([^",]+)"?', header(message, "Proxy-Authorization")))
        if not given:
            return False
        h = lambda text: hashlib.md5(text.encode()).hexdigest()
        expected = h(":".join([h(f"{given['username']}:{REALM}:{self.password}"), NONCE, given["nc"], given["cnonce"], given["qop"], h(f"{method}:{given['uri']}")]))
        return given["response"] == expected

    # ---- what is done -------------------------------------------------------------------------------------------

    def call(self, call_id, extra=(), body=None):
        """Sends an INVITE to the agent; the leg."""
        leg = self.legs[call_id] = Leg(self, call_id, f"caller-{call_id}", target=f"sip:+19145550160@127.0.0.1:{self.agent_port}")
        leg.request("INVITE", leg.sound.description() if body is None else body, cseq=1, extra=extra)
        return leg

    def talk(self, call_id, extra=()):
        """…and waits until the agent has answered and been acknowledged."""
        leg = self.call(call_id, extra)
        leg.wait_for("200 OK")
        leg.request("ACK", cseq=1)
        return leg

    def ask_for_a_person(self, call_id):
        leg = self.talk(call_id)
        time.sleep(1.5)  # into the greeting
        leg.request("INFO", "Signal=0\r\nDuration=160\r\n", "application/dtmf-relay")
        return leg

    def notify(self, leg, status, state="terminated;reason=noresource"):
        leg.request("NOTIFY", f"SIP/2.0 {status}\r\n", "message/sipfrag", ["Event: refer", f"Subscription-State: {state}"])
