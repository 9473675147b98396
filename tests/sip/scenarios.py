"""The SIPp scenarios of these tests, written as calls are told: INVITE, an answer, what is heard, a goodbye. write_all() makes the XML."""
import pathlib

PCAP = "/usr/share/sip-tester/"
AGENT = "sip:+19145550160@[remote_ip]:[remote_port]"
IN_CALL = "sip:callwell@[remote_ip]:[remote_port]"
VIA = "Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]"
SAME_VIA = "Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=z9hG4bK-same-[call_number]"
FROM = "From: <sip:+19145550123@[local_ip]:[local_port]>;tag=[pid]SIPpTag00[call_number]"
TO = f"To: <{AGENT}>"
OPTIONAL = ' optional="true"'
PATIENT = "Contact: <sip:patient@[local_ip]:[local_port];transport=[transport]>"


# ---- the parts of a scenario ------------------------------------------------------------------------------------

def send(lines, again=False):
    text = "\n".join(lines)
    return f'  <send{" retrans=" + chr(34) + "500" + chr(34) if again else ""}>\n<![CDATA[\n{text}\n]]>\n  </send>\n'


def request(method, body=(), to=TO + "[peer_tag_param]", uri=IN_CALL, cseq="[cseq]", via=VIA, extra=(), kind="application/sdp", again=False):
    head = [f"{method} {uri} SIP/2.0", via, FROM, to, "Call-ID: [call_id]", f"CSeq: {cseq} {method}", PATIENT, "Max-Forwards: 70", *extra]
    if body:
        head.append(f"Content-Type: {kind}")
    return send([*head, "Content-Length: [len]", "", *body], again)


def response(status, extra=(), to="[last_To:]"):
    return send([f"SIP/2.0 {status}", "[last_Via:]", "[last_From:]", to, "[last_Call-ID:]", "[last_CSeq:]", *extra, "Content-Length: 0", ""])


def receive(what, body=None, header=None, matching="", attributes=""):
    """A response by number or a request by name; `body` or the `header` must match."""
    kind = f'response="{what}"' if isinstance(what, int) else f'request="{what}"'
    if not body and not header:
        return f"  <recv {kind}{attributes}/>\n"
    where = f'{body}" search_in="body"' if body else f'{matching}" search_in="hdr" header="{header}:"'
    return f'  <recv {kind}{attributes}>\n    <action><ereg regexp="{where} check_it="true" assign_to="1"/></action>\n  </recv>\n'


def pause(ms=None):
    return f'  <pause milliseconds="{ms}"/>\n' if ms else "  <pause/>\n"


def play(capture):
    return f'  <nop>\n    <action><exec play_pcap_audio="{PCAP}{capture}"/></action>\n  </nop>\n'


def description(formats="8 101", maps=("8 PCMA/8000", "101 telephone-event/8000"), direction="sendrecv"):
    return ["v=0", "o=patient 1 1 IN IP[local_ip_type] [local_ip]", "s=-", "c=IN IP[media_ip_type] [media_ip]", "t=0 0",
            f"m=audio [media_port] RTP/AVP {formats}", *(f"a=rtpmap:{line}" for line in maps), f"a={direction}"]


# ---- whole exchanges --------------------------------------------------------------------------------------------

RINGS = receive(100, attributes=OPTIONAL) + receive(180, attributes=OPTIONAL)
ACK = request("ACK")
GOODBYE = request("BYE", again=True, cseq="90") + receive(200)
AGENT_SAYS_GOODBYE = receive("BYE", attributes=' timeout="20000"') + response("200 OK", [PATIENT])
PRESS_0 = request("INFO", ["Signal=0", "Duration=160"], kind="application/dtmf-relay", cseq="50", again=True) + receive(200)


def invite(body=None, **more):
    return request("INVITE", description() if body is None else body, to=TO, uri=AGENT, via=SAME_VIA, again=True, **more)


# What ends an INVITE that was not answered carries the branch of that INVITE.
def of_invite(method, to=TO + "[peer_tag_param]"):
    return request(method, to=to, uri=AGENT, cseq="1", via=SAME_VIA)


def answered(offer=None, expect=None):
    return invite(offer) + RINGS + receive(200, body=expect) + ACK


def refused(code, offer=None, header=None, matching="", **more):
    return invite(offer, **more) + receive(100, attributes=OPTIONAL) + receive(code, header=header, matching=matching) + of_invite("ACK")


def changed(direction, expect, **more):
    return request("INVITE", description(direction=direction), again=True, **more) + receive(100, attributes=OPTIONAL) + receive(200, body=expect) + ACK + pause(300)


def wishes(interval, supported="timer", allow="INVITE, ACK, BYE"):
    return [f"Session-Expires: {interval}", *([f"Supported: {supported}"] if supported else []), f"Allow: {allow}"]


def timed(expect, **wish):
    """Answered with that Session-Expires, and at once on hold, so that silence is no reason to end."""
    return (invite(extra=wishes(**wish)) + RINGS + receive(200, header="Session-Expires", matching=expect) + ACK + changed("inactive", "a=inactive"))


KEY = "4fl6DT4Bi+DWT6MsBt5BOQ7Gda1Jiv7rtpYLOqvm"


def sealed(protocol="RTP/SAVP", key=KEY):
    plain = description()
    return [*plain[:5], plain[5].replace("RTP/AVP", protocol), f"a=crypto:3 AES_CM_128_HMAC_SHA1_80 inline:{key}", *plain[6:]]


def asked_for_a_person(how):
    return answered() + pause(1500) + how + receive("REFER", header="Refer-To", matching=r"sip:\+19145550169@", attributes=' timeout="20000"')


def notify(cseq, status, state):
    return send([f"NOTIFY {IN_CALL} SIP/2.0", VIA, FROM, TO + "[peer_tag_param]", "Call-ID: [call_id]", f"CSeq: {cseq} NOTIFY", PATIENT, "Max-Forwards: 70", "Event: refer",
                 f"Subscription-State: {state}", "Content-Type: message/sipfrag", "Content-Length: [len]", "", f"SIP/2.0 {status}", ""], again=True) + receive(200)


TRYING = response("202 Accepted", [PATIENT]) + notify(61, "100 Trying", "active;expires=60")
LET_IN = response("200 OK", ["[last_Contact:]"], to="[last_To:];tag=[pid]registrar[call_number]")
CHALLENGE = response("401 Unauthorized", ['WWW-Authenticate: Digest realm="pbx.example.com", nonce="abcdef0123456789", algorithm=MD5, qop="auth"'],
                     to="[last_To:];tag=[pid]registrar[call_number]")
OUR_CONTACT = '  <recv request="REGISTER">\n    <action><ereg regexp="&lt;sip:[^&gt;]*&gt;" search_in="hdr" header="Contact:" assign_to="1"/></action>\n  </recv>\n'
CHECKED = ('  <recv request="REGISTER">\n    <action><verifyauth assign_to="2" username="desk-100" password="open sesame"/></action>\n  </recv>\n'
           '  <nop test="2" next="1"/>\n')

SCENARIOS = {
    "talk": answered(expect="m=audio [0-9]+ RTP/AVP 8 101") + play("g711a.pcap") + pause() + GOODBYE,
    "quiet": answered() + pause() + GOODBYE,
    "cancel": invite() + receive(100, attributes=OPTIONAL) + receive(180) + of_invite("CANCEL", to=TO) + receive(200) + receive(487)
              + of_invite("ACK"),
    "options": request("OPTIONS", to=TO) + receive(200, header="Allow", matching="INVITE"),
    "unknown_method": request("PUBLISH", to=TO) + receive(405, header="Allow", matching="INVITE"),
    "stray_bye": request("BYE", to=TO + ";tag=nobody") + receive(481),
    "malformed_description": refused(488, ["v=0", "o=x", "m=audio notaport RTP/AVP"]),
    "no_common_codec": refused(488, description("18", ["18 G729/8000"])),
    "other_body": refused(415, ["hello"], header="Accept", matching="application/sdp", kind="text/plain"),
    "required_extension": refused(420, header="Unsupported", matching="100rel", extra=["Require: 100rel"]),
    "overload": refused(503, header="Retry-After", matching="[0-9]+"),
    "no_offer": invite(()) + RINGS + receive(200, body="m=audio [0-9]+ RTP/AVP 0 101")
                + request("ACK", description("0 101", ["0 PCMU/8000", "101 telephone-event/8000"])) + pause(1000) + GOODBYE,
    "video_too": answered(description() + ["m=video 9 RTP/AVP 96", "a=rtpmap:96 H264/90000"], "m=video 0 RTP/AVP 96") + pause(500) + GOODBYE,
    "opus": answered(description("111 0 110", ["111 opus/48000/2", "110 telephone-event/48000"]), "a=rtpmap:111 opus/48000/2") + pause(1000) + GOODBYE,
    "hold": answered() + pause(500) + changed("sendonly", "a=recvonly") + changed("inactive", "a=inactive") + changed("sendrecv", "a=sendrecv")
            + changed("sendrecv", "a=sendrecv") + GOODBYE,
    # SIPp takes answers that come again for what they are and does not show them.
    "duplicate_invite": invite() + RINGS + receive(200) + request("INVITE", description(), to=TO, uri=AGENT, cseq="1", via=SAME_VIA)
                        + request("ACK", cseq="1") + pause(1000) + GOODBYE,
    "lost_ack": invite() + RINGS + receive(200) + pause(2000) + ACK + pause(300) + GOODBYE,
    "transfer": asked_for_a_person(play("dtmf_2833_0.pcap")) + TRYING + notify(62, "180 Ringing", "active;expires=60")
                + notify(63, "200 OK", "terminated;reason=noresource") + AGENT_SAYS_GOODBYE,
    "transfer_fails": asked_for_a_person(PRESS_0) + TRYING + notify(62, "486 Busy Here", "terminated;reason=noresource") + pause(1500) + GOODBYE,
    "transfer_refused": asked_for_a_person(PRESS_0) + response("603 Decline") + pause(1500) + GOODBYE,
    "transfer_never_told": asked_for_a_person(PRESS_0) + TRYING + receive("SUBSCRIBE", attributes=' timeout="40000"') + response("200 OK", [PATIENT])
                           + pause(1500) + GOODBYE,
    "bye_while_ringing": invite() + receive(100, attributes=OPTIONAL) + receive(180) + request("BYE", again=True, cseq="2") + receive(200) + receive(487)
                         + of_invite("ACK"),
    "too_short": refused(422, header="Min-SE", matching="90", extra=wishes("60;refresher=uac")),
    "they_refresh": timed("90;refresher=uac", interval="90;refresher=uac")
                    + request("INVITE", description(direction="inactive"), again=True, extra=wishes("90;refresher=uac")) + receive(100, attributes=OPTIONAL)
                    + receive(200, header="Session-Expires", matching="90;refresher=uac") + ACK + pause(300)
                    + request("UPDATE", again=True, extra=wishes("100;refresher=uac")) + receive(200, header="Session-Expires", matching="100;refresher=uac")
                    + request("UPDATE", again=True, extra=wishes("20;refresher=uac")) + receive(422, header="Min-SE", matching="90") + GOODBYE,
    "nobody_refreshes": timed("90;refresher=uac", interval="90;refresher=uac") + receive("BYE", attributes=' timeout="75000"') + response("200 OK", [PATIENT]),
    "we_refresh": timed("90;refresher=uas", interval="90;refresher=uas", allow="INVITE, ACK, BYE, UPDATE")
                  + receive("UPDATE", header="Session-Expires", matching="90;refresher=uac", attributes=' timeout="60000"') + response("200 OK", [PATIENT]) + pause(300) + GOODBYE,
    "we_refresh_by_invite": timed("90;refresher=uas", interval="90", supported="")
                            + receive("INVITE", body="m=audio [0-9]+ RTP/AVP 8 101", attributes=' timeout="60000"')
                            + send(["SIP/2.0 200 OK", "[last_Via:]", "[last_From:]", "[last_To:]", "[last_Call-ID:]", "[last_CSeq:]", PATIENT, "Content-Type: application/sdp",
                                    "Content-Length: [len]", "", *description(direction="inactive")]) + receive("ACK") + pause(300) + GOODBYE,
    "sealed": answered(sealed(), "m=audio [0-9]+ RTP/SAVP 8 101") + pause(1000) + request("INVITE", description(), again=True) + receive(100, attributes=OPTIONAL)
              + receive(488) + of_invite("ACK").replace("CSeq: 1 ACK", "CSeq: [cseq] ACK").replace(AGENT + " SIP", IN_CALL + " SIP") + GOODBYE,
    "sealed_if_you_can": answered(sealed("RTP/AVP"), "a=crypto:3 AES_CM_128_HMAC_SHA1_80 inline:[A-Za-z0-9+/]{40}") + pause(500) + GOODBYE,
    "sealed_in_vain": refused(488, sealed()),
    "plain_in_vain": refused(488),
    "we_seal": invite(()) + RINGS + receive(200, body="m=audio [0-9]+ RTP/SAVP 0 101.*a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:[A-Za-z0-9+/]{40}")
               + request("ACK", [line.replace("RTP/SAVP 8 101", "RTP/SAVP 0 101").replace("crypto:3", "crypto:1") for line in sealed()]) + pause(500) + GOODBYE,
    "registrar": receive("REGISTER") + CHALLENGE + CHECKED + LET_IN.replace("200 OK", "403 Forbidden") + '  <nop next="2"/>\n  <label id="1"/>\n' + LET_IN + '  <label id="2"/>\n',
    "registrar_with_sha256": receive("REGISTER") + CHALLENGE.replace("MD5", "SHA-256"),
    "registrar_for_ten_seconds": OUR_CONTACT + LET_IN.replace("[last_Contact:]", "Contact: [$1];expires=10") + receive("REGISTER", attributes=' timeout="12000"') + LET_IN,
}


def write_all(folder):
    for name, parts in SCENARIOS.items():
        used = ",".join(n for n in "12" if f'assign_to="{n}"' in parts)
        reference = f'  <Reference variables="{used}"/>\n' if used else ""
        pathlib.Path(folder, name + ".xml").write_text(f'<?xml version="1.0" encoding="UTF-8"?>\n<scenario name="{name}">\n{parts}{reference}</scenario>\n', encoding="utf-8")
