"""Every operation as a typed method. Written by generate_operations.py from the library's registry: do not edit."""
from __future__ import annotations

from typing import Any, Callable, Dict, List, Literal, Mapping, Optional, TypedDict, Union, cast

Call = Callable[[str, Mapping[str, Any]], Dict[str, Any]]


def _given(fields: Mapping[str, Any]) -> Dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None}


class AppointmentsListAnswer(TypedDict, total=False):
    appointments: List[Dict[str, Any]]


class Appointments:
    """Operations named appointments.*"""

    def __init__(self, call: Call) -> None:
        self._call = call

    def list(self, *, from_: Optional[str] = None, to: Optional[str] = None) -> AppointmentsListAnswer:
        """The practice's calendar between two times. Permission: patients.read."""
        return cast(AppointmentsListAnswer, self._call("appointments.list", _given({"from": from_, "to": to})))


class AuditCheckAnswer(TypedDict, total=False):
    valid: bool
    tree_size: int
    first_bad: Optional[int]


class AuditListAnswer(TypedDict, total=False):
    items: List[Dict[str, Any]]


class AuditVerifyAnswer(TypedDict, total=False):
    valid: bool
    tree_size: int
    root: str
    first_bad: Optional[int]


class Audit:
    """Operations named audit.*"""

    def __init__(self, call: Call) -> None:
        self._call = call

    def check(self) -> AuditCheckAnswer:
        """Checks the practice's whole audit trail: every entry and every link. Permission: compliance.read."""
        return cast(AuditCheckAnswer, self._call("audit.check", _given({})))

    def list(self, *, from_: Optional[int] = None, object: Optional[str] = None, limit: Optional[int] = None) -> AuditListAnswer:
        """The audit trail, from a position on. Permission: compliance.read."""
        return cast(AuditListAnswer, self._call("audit.list", _given({"from": from_, "object": object, "limit": limit})))

    def verify(self, *, path: Optional[str] = None, leaves: Optional[List[str]] = None,
               proof: Optional[Mapping[str, Any]] = None) -> AuditVerifyAnswer:
        """Check an audit ledger, or an inclusion or consistency proof Permission: compliance.read."""
        return cast(AuditVerifyAnswer, self._call("audit.verify", _given({"path": path, "leaves": leaves, "proof": proof})))


class ComplianceClassifyKeywordAnswer(TypedDict, total=False):
    keyword: Literal["stop", "start", "help", "none"]
    confidence: float
    exact: bool


class ComplianceContactWindowAnswer(TypedDict, total=False):
    allowed: bool
    reason: str
    next_allowed_at: Optional[str]
    time_zones: List[str]


class ComplianceGeneraliseAnswer(TypedDict, total=False):
    value: Optional[str]


class ComplianceGuardReplyAnswer(TypedDict, total=False):
    allow: bool
    reasons: List[str]
    replacement: str


class ComplianceRedactAnswer(TypedDict, total=False):
    text: str
    spans: List[Dict[str, Any]]


class Compliance:
    """Operations named compliance.*"""

    def __init__(self, call: Call) -> None:
        self._call = call

    def classify_keyword(self, *, text: str, state: Optional[Literal["subscribed", "opted_out"]] = None,
                         language: Optional[str] = None) -> ComplianceClassifyKeywordAnswer:
        """Tell whether a text message asks to stop, start or get help Permission: compliance.read."""
        return cast(ComplianceClassifyKeywordAnswer, self._call("compliance.classify_keyword", _given({"text": text, "state": state,
            "language": language})))

    def contact_window(self, *, at: str, phone: Optional[str] = None, channel: Optional[Literal["voice", "sms", "whatsapp"]] = None,
                       time_zones: Optional[List[str]] = None, state: Optional[str] = None, open: Optional[str] = None,
                       close: Optional[str] = None, closed_days: Optional[List[str]] = None) -> ComplianceContactWindowAnswer:
        """May this number be contacted at this time, and if not, when Permission: compliance.read."""
        return cast(ComplianceContactWindowAnswer, self._call("compliance.contact_window", _given({"at": at, "phone": phone,
            "channel": channel, "time_zones": time_zones, "state": state, "open": open, "close": close, "closed_days": closed_days})))

    def generalise(self, *, field: str, value: Any, as_of: Optional[str] = None) -> ComplianceGeneraliseAnswer:
        """What HIPAA Safe Harbor leaves of one field Permission: compliance.read."""
        return cast(ComplianceGeneraliseAnswer, self._call("compliance.generalise", _given({"field": field, "value": value,
            "as_of": as_of})))

    def guard_reply(self, *, reply: str, caller: Optional[str] = None, language: Optional[str] = None,
                    knowledge: Optional[List[str]] = None) -> ComplianceGuardReplyAnswer:
        """Check a reply for medical advice, false comfort and unsafe answers to an emergency Permission: compliance.read."""
        return cast(ComplianceGuardReplyAnswer, self._call("compliance.guard_reply", _given({"reply": reply, "caller": caller,
            "language": language, "knowledge": knowledge})))

    def redact(self, *, text: str, language: Optional[str] = None, style: Optional[Literal["label", "mask", "pseudonym"]] = None,
               keep_types: Optional[List[str]] = None, session: Optional[str] = None) -> ComplianceRedactAnswer:
        """Find and hide personal and card data in a text Permission: compliance.read."""
        return cast(ComplianceRedactAnswer, self._call("compliance.redact", _given({"text": text, "language": language, "style": style,
            "keep_types": keep_types, "session": session})))


class ConsentsRecordAnswer(TypedDict, total=False):
    state: str


class ConsentsStateAnswer(TypedDict, total=False):
    state: str


class Consents:
    """Operations named consents.*"""

    def __init__(self, call: Call) -> None:
        self._call = call

    def record(self, *, phone: str, channel: str, state: Literal["subscribed", "opted_out"], source: Optional[str] = None,
               idempotency_key: Optional[str] = None) -> ConsentsRecordAnswer:
        """Records what a contact allowed or forbade on a channel; the last word holds. Permission: compliance.write."""
        return cast(ConsentsRecordAnswer, self._call("consents.record", _given({"phone": phone, "channel": channel, "state": state,
            "source": source, "idempotency_key": idempotency_key})))

    def state(self, *, phone: str, channel: str) -> ConsentsStateAnswer:
        """May this contact be written to on this channel? Permission: compliance.read."""
        return cast(ConsentsStateAnswer, self._call("consents.state", _given({"phone": phone, "channel": channel})))


class ConversationsAlertAnswer(TypedDict, total=False):
    alerted: bool


class ConversationsContinueByTextAnswer(TypedDict, total=False):
    queued: bool


class ConversationsHandOverAnswer(TypedDict, total=False):
    notified: int


class ConversationsHangupAnswer(TypedDict, total=False):
    conversation_id: str
    replies: List[Dict[str, Any]]
    view: Dict[str, Any]
    ended: bool
    disposition: str
    transfer_to: str
    duplicate: bool


class ConversationsJournalAnswer(TypedDict, total=False):
    journal: str


class ConversationsListAnswer(TypedDict, total=False):
    items: List[Dict[str, Any]]


class ConversationsMessageAnswer(TypedDict, total=False):
    conversation_id: str
    replies: List[Dict[str, Any]]
    view: Dict[str, Any]
    ended: bool
    disposition: str
    transfer_to: str
    duplicate: bool


class ConversationsMissedCallAnswer(TypedDict, total=False):
    conversation_id: str
    replies: List[Dict[str, Any]]
    view: Dict[str, Any]
    ended: bool
    disposition: str
    transfer_to: str
    duplicate: bool


class ConversationsProposeAnswer(TypedDict, total=False):
    text: str
    commands: List[Dict[str, Any]]


class ConversationsStartAnswer(TypedDict, total=False):
    conversation_id: str
    replies: List[Dict[str, Any]]
    view: Dict[str, Any]
    ended: bool
    disposition: str
    transfer_to: str
    duplicate: bool


class ConversationsTickAnswer(TypedDict, total=False):
    conversation_id: str
    replies: List[Dict[str, Any]]
    view: Dict[str, Any]
    ended: bool
    disposition: str
    transfer_to: str
    duplicate: bool


class ConversationsViewAnswer(TypedDict, total=False):
    view: Dict[str, Any]
    messages: List[Dict[str, Any]]


class Conversations:
    """Operations named conversations.*"""

    def __init__(self, call: Call) -> None:
        self._call = call

    def alert(self, *, conversation: str, kind: str, class_: Optional[str] = None,
              idempotency_key: Optional[str] = None) -> ConversationsAlertAnswer:
        """Alerts the practice's people, as in an emergency. Safe to repeat with the same idempotency key. Permission:
        conversations.write."""
        return cast(ConversationsAlertAnswer, self._call("conversations.alert", _given({"conversation": conversation, "kind": kind,
            "class": class_, "idempotency_key": idempotency_key})))

    def continue_by_text(self, *, conversation: str, to: str, text: str, idempotency_key: str) -> ConversationsContinueByTextAnswer:
        """Writes to somebody whose call fell silent. Safe to repeat with the same idempotency key. Permission: conversations.write."""
        return cast(ConversationsContinueByTextAnswer, self._call("conversations.continue_by_text", _given({"conversation": conversation,
            "to": to, "text": text, "idempotency_key": idempotency_key})))

    def hand_over(self, *, conversation: str, idempotency_key: Optional[str] = None, **more: Any) -> ConversationsHandOverAnswer:
        """Asks the practice's people to take a conversation over. Safe to repeat with the same idempotency key. Permission:
        conversations.write."""
        return cast(ConversationsHandOverAnswer, self._call("conversations.hand_over", _given({"conversation": conversation,
            "idempotency_key": idempotency_key, **more})))

    def hangup(self, *, from_: str, channel: Optional[Literal["phone", "sms", "whatsapp", "webchat"]] = None, to: Optional[str] = None,
               conversation_id: Optional[str] = None, language: Optional[str] = None) -> ConversationsHangupAnswer:
        """The person left. Permission: conversations.write."""
        return cast(ConversationsHangupAnswer, self._call("conversations.hangup", _given({"from": from_, "channel": channel, "to": to,
            "conversation_id": conversation_id, "language": language})))

    def journal(self, *, conversation_id: str) -> ConversationsJournalAnswer:
        """The journal of a conversation: every event and action, to replay. Permission: compliance.read."""
        return cast(ConversationsJournalAnswer, self._call("conversations.journal", _given({"conversation_id": conversation_id})))

    def list(self, *, limit: Optional[int] = None) -> ConversationsListAnswer:
        """Conversations, latest first. Permission: conversations.read."""
        return cast(ConversationsListAnswer, self._call("conversations.list", _given({"limit": limit})))

    def message(self, *, from_: str, text: str, channel: Optional[Literal["phone", "sms", "whatsapp", "webchat"]] = None,
                to: Optional[str] = None, conversation_id: Optional[str] = None, confidence: Optional[float] = None,
                language: Optional[str] = None) -> ConversationsMessageAnswer:
        """What a person wrote or said; gives the replies. Continues the open conversation with that contact on that channel. Never
        repeat it blindly. Permission: conversations.write."""
        return cast(ConversationsMessageAnswer, self._call("conversations.message", _given({"from": from_, "text": text, "channel": channel,
            "to": to, "conversation_id": conversation_id, "confidence": confidence, "language": language})))

    def missed_call(self, *, from_: str, channel: Optional[Literal["phone", "sms", "whatsapp", "webchat"]] = None, to: Optional[str] = None,
                    conversation_id: Optional[str] = None, language: Optional[str] = None) -> ConversationsMissedCallAnswer:
        """Nobody answered a call: writes to the caller. Never repeat it blindly. Permission: conversations.write."""
        return cast(ConversationsMissedCallAnswer, self._call("conversations.missed_call", _given({"from": from_, "channel": channel,
            "to": to, "conversation_id": conversation_id, "language": language})))

    def propose(self, *, utterance: str, language: Literal["en", "es"], said: Optional[str] = None, expecting: Optional[str] = None,
                flow: Optional[str] = None) -> ConversationsProposeAnswer:
        """Asks the practice's language model what somebody meant: commands of a closed set, or words. What it proposes is checked by the
        conversation that asked. Nothing in the input may identify anybody. Permission: conversations.write."""
        return cast(ConversationsProposeAnswer, self._call("conversations.propose", _given({"utterance": utterance, "language": language,
            "said": said, "expecting": expecting, "flow": flow})))

    def start(self, *, from_: str, channel: Optional[Literal["phone", "sms", "whatsapp", "webchat"]] = None, to: Optional[str] = None,
              conversation_id: Optional[str] = None, language: Optional[str] = None) -> ConversationsStartAnswer:
        """A call was answered: gives the greeting. Never repeat it blindly. Permission: conversations.write."""
        return cast(ConversationsStartAnswer, self._call("conversations.start", _given({"from": from_, "channel": channel, "to": to,
            "conversation_id": conversation_id, "language": language})))

    def tick(self, *, conversation_id: str) -> ConversationsTickAnswer:
        """Nothing happened until a conversation's deadline. Permission: conversations.write."""
        return cast(ConversationsTickAnswer, self._call("conversations.tick", _given({"conversation_id": conversation_id})))

    def view(self, *, conversation_id: str) -> ConversationsViewAnswer:
        """One conversation as the practice sees it: transcript, fields, what is offered and asked. Permission: conversations.read."""
        return cast(ConversationsViewAnswer, self._call("conversations.view", _given({"conversation_id": conversation_id})))


class FlowsDotAnswer(TypedDict, total=False):
    dot: str


class Flows:
    """Operations named flows.*"""

    def __init__(self, call: Call) -> None:
        self._call = call

    def dot(self) -> FlowsDotAnswer:
        """The flows as a Graphviz diagram. Permission: system.read."""
        return cast(FlowsDotAnswer, self._call("flows.dot", _given({})))


class InboundStreamEndAnswer(TypedDict, total=False):
    done: bool


class InboundStreamStartAnswer(TypedDict, total=False):
    tenant: str
    conversation_id: str


class InboundTelnyxMessageAnswer(TypedDict, total=False):
    status: int
    content_type: str
    body: str


class InboundTelnyxVoiceAnswer(TypedDict, total=False):
    status: int
    content_type: str
    body: str
    call_id: str
    transfer: Literal["taken", "refused"]


class InboundTwilioMessageAnswer(TypedDict, total=False):
    status: int
    content_type: str
    body: str


class InboundTwilioStatusAnswer(TypedDict, total=False):
    status: int
    content_type: str
    body: str


class InboundTwilioVoiceAnswer(TypedDict, total=False):
    status: int
    content_type: str
    body: str
    call_id: str
    transfer: Literal["taken", "refused"]


class Inbound:
    """Operations named inbound.*"""

    def __init__(self, call: Call) -> None:
        self._call = call

    def stream_end(self, *, carrier: Literal["telnyx"], call_id: str, dialled: str, how: Literal["transfer", "hang_up"],
                   transfer_to: Optional[str] = None) -> InboundStreamEndAnswer:
        """The agent is done with a streamed call: it is put through or ended at the carrier. Permission: inbound."""
        return cast(InboundStreamEndAnswer, self._call("inbound.stream_end", _given({"carrier": carrier, "call_id": call_id,
            "dialled": dialled, "how": how, "transfer_to": transfer_to})))

    def stream_start(self, *, carrier: Literal["twilio", "telnyx"], call_id: str, token: str, session_id: Optional[str] = None,
                     contact: Optional[str] = None, dialled: Optional[str] = None) -> InboundStreamStartAnswer:
        """A carrier's media stream begins: whose call it is, if its token proves that we answered it. Permission: inbound."""
        return cast(InboundStreamStartAnswer, self._call("inbound.stream_start", _given({"carrier": carrier, "call_id": call_id,
            "token": token, "session_id": session_id, "contact": contact, "dialled": dialled})))

    def telnyx_message(self, *, url: str, body: str, method: Optional[Literal["GET", "POST"]] = None,
                       headers: Optional[Mapping[str, Any]] = None) -> InboundTelnyxMessageAnswer:
        """A Telnyx messaging event, as received. Permission: inbound."""
        return cast(InboundTelnyxMessageAnswer, self._call("inbound.telnyx_message", _given({"url": url, "body": body, "method": method,
            "headers": headers})))

    def telnyx_voice(self, *, url: str, body: str, method: Optional[Literal["GET", "POST"]] = None,
                     headers: Optional[Mapping[str, Any]] = None, stream: Optional[Mapping[str, Any]] = None) -> InboundTelnyxVoiceAnswer:
        """A Telnyx call event, as received; commands go out by its interface. Permission: inbound."""
        return cast(InboundTelnyxVoiceAnswer, self._call("inbound.telnyx_voice", _given({"url": url, "body": body, "method": method,
            "headers": headers, "stream": stream})))

    def twilio_message(self, *, url: str, body: str, method: Optional[Literal["GET", "POST"]] = None,
                       headers: Optional[Mapping[str, Any]] = None) -> InboundTwilioMessageAnswer:
        """A Twilio message webhook or delivery callback, as received. Permission: inbound."""
        return cast(InboundTwilioMessageAnswer, self._call("inbound.twilio_message", _given({"url": url, "body": body, "method": method,
            "headers": headers})))

    def twilio_status(self, *, url: str, body: str, method: Optional[Literal["GET", "POST"]] = None,
                      headers: Optional[Mapping[str, Any]] = None) -> InboundTwilioStatusAnswer:
        """A Twilio call's progress: a missed call is answered by text. Permission: inbound."""
        return cast(InboundTwilioStatusAnswer, self._call("inbound.twilio_status", _given({"url": url, "body": body, "method": method,
            "headers": headers})))

    def twilio_voice(self, *, url: str, body: str, method: Optional[Literal["GET", "POST"]] = None,
                     headers: Optional[Mapping[str, Any]] = None, stream: Optional[Mapping[str, Any]] = None) -> InboundTwilioVoiceAnswer:
        """A Twilio voice webhook, turn by turn; the answer is TwiML. Permission: inbound."""
        return cast(InboundTwilioVoiceAnswer, self._call("inbound.twilio_voice", _given({"url": url, "body": body, "method": method,
            "headers": headers, "stream": stream})))


class LeadsListAnswer(TypedDict, total=False):
    leads: List[Dict[str, Any]]


class LeadsSaveAnswer(TypedDict, total=False):
    status: str


class Leads:
    """Operations named leads.*"""

    def __init__(self, call: Call) -> None:
        self._call = call

    def list(self) -> LeadsListAnswer:
        """What conversations have learned of possible patients, latest first. Permission: conversations.read."""
        return cast(LeadsListAnswer, self._call("leads.list", _given({})))

    def save(self, *, conversation: str, name: Optional[Mapping[str, Any]] = None, phone: Optional[str] = None, email: Optional[str] = None,
             service: Optional[str] = None, patient_type: Optional[str] = None,
             preference: Optional[Mapping[str, Any]] = None) -> LeadsSaveAnswer:
        """Keeps what a conversation has learned of a possible patient: the five qualifications. Permission: conversations.write."""
        return cast(LeadsSaveAnswer, self._call("leads.save", _given({"conversation": conversation, "name": name, "phone": phone,
            "email": email, "service": service, "patient_type": patient_type, "preference": preference})))


class NluAnalyzeAnswer(TypedDict, total=False):
    language: Literal["en", "es"]
    languages: List[Dict[str, Any]]
    intent: str
    confidence: float
    in_scope: bool
    intents: List[Dict[str, Any]]
    entities: List[Dict[str, Any]]
    sentiment: float
    emotion: str
    emergency: Dict[str, Any]


class NluClassifyAnswer(TypedDict, total=False):
    intent: str
    confidence: float
    in_scope: bool
    intents: List[Dict[str, Any]]


class NluEvaluateAnswer(TypedDict, total=False):
    examples: int
    accuracy: float
    macro_f1: float
    calibration_error: float
    languages: List[Dict[str, Any]]
    per_intent: List[Dict[str, Any]]
    confusions: List[Dict[str, Any]]
    reliability: List[Dict[str, Any]]
    worst: List[Dict[str, Any]]
    coverage: List[Dict[str, Any]]
    matrix: Dict[str, Any]


class NluFeedbackAnswer(TypedDict, total=False):
    index: int
    approved: bool


class NluMedicalTermsAnswer(TypedDict, total=False):
    terms: List[Dict[str, Any]]


class NluReviewAnswer(TypedDict, total=False):
    examples: int
    approved: int
    pending: List[Dict[str, Any]]


class NluTrainAnswer(TypedDict, total=False):
    examples: int
    intents: int
    seconds: float
    bytes: int
    held_out_accuracy: float


class NluTurnCompleteAnswer(TypedDict, total=False):
    complete: bool
    confidence: float


class Nlu:
    """Operations named nlu.*"""

    def __init__(self, call: Call) -> None:
        self._call = call

    def analyze(self, *, text: str, language: Optional[str] = None, time_zone: Optional[str] = None, country: Optional[str] = None,
                expecting: Optional[Mapping[str, Any]] = None, alternatives: Optional[List[str]] = None,
                model_path: Optional[str] = None) -> NluAnalyzeAnswer:
        """Understand one utterance: language, intent, entities, mood and emergencies Permission: nlu.read."""
        return cast(NluAnalyzeAnswer, self._call("nlu.analyze", _given({"text": text, "language": language, "time_zone": time_zone,
            "country": country, "expecting": expecting, "alternatives": alternatives, "model_path": model_path})))

    def classify(self, *, text: str, model_path: str) -> NluClassifyAnswer:
        """Ask a trained intent model about one text Permission: nlu.read."""
        return cast(NluClassifyAnswer, self._call("nlu.classify", _given({"text": text, "model_path": model_path})))

    def evaluate(self, *, examples_path: str, model_path: Optional[str] = None, folds: Optional[int] = None,
                 seed: Optional[int] = None) -> NluEvaluateAnswer:
        """Measure a model, the built-in one, or with folds the examples themselves: accuracy, confusions, calibration, worst mistakes,
        coverage Permission: nlu.train."""
        return cast(NluEvaluateAnswer, self._call("nlu.evaluate", _given({"examples_path": examples_path, "model_path": model_path,
            "folds": folds, "seed": seed})))

    def feedback(self, *, path: str, text: str, intent: str, language: Optional[str] = None,
                 reviewer: Optional[str] = None) -> NluFeedbackAnswer:
        """Propose a labelled example from a reviewed call; texts that identify somebody are refused, and nothing is learnt before it is
        approved Never repeat it blindly. Permission: nlu.train."""
        return cast(NluFeedbackAnswer, self._call("nlu.feedback", _given({"path": path, "text": text, "intent": intent,
            "language": language, "reviewer": reviewer})))

    def medical_terms(self, *, text: str) -> NluMedicalTermsAnswer:
        """Find lay and clinical terms, drug names and eponyms of dermatology, dentistry and aesthetic medicine Permission: nlu.read."""
        return cast(NluMedicalTermsAnswer, self._call("nlu.medical_terms", _given({"text": text})))

    def review(self, *, path: str, index: Optional[int] = None, approve: Optional[bool] = None,
               reviewer: Optional[str] = None) -> NluReviewAnswer:
        """Approve or reject a proposed example, or without index and approve list those that wait Permission: nlu.train."""
        return cast(NluReviewAnswer, self._call("nlu.review", _given({"path": path, "index": index, "approve": approve,
            "reviewer": reviewer})))

    def train(self, *, examples_path: str, model_path: str, seed: Optional[int] = None) -> NluTrainAnswer:
        """Train an intent model from labelled examples and write it to a file Never repeat it blindly. Permission: nlu.train."""
        return cast(NluTrainAnswer, self._call("nlu.train", _given({"examples_path": examples_path, "model_path": model_path,
            "seed": seed})))

    def turn_complete(self, *, text: str, expecting: Optional[Mapping[str, Any]] = None,
                      country: Optional[str] = None) -> NluTurnCompleteAnswer:
        """Is an utterance finished, given what was asked Permission: nlu.read."""
        return cast(NluTurnCompleteAnswer, self._call("nlu.turn_complete", _given({"text": text, "expecting": expecting,
            "country": country})))


class NoticesSendAnswer(TypedDict, total=False):
    notified: int


class Notices:
    """Operations named notices.*"""

    def __init__(self, call: Call) -> None:
        self._call = call

    def send(self, *, message: str, idempotency_key: str, kind: Optional[str] = None, conversation: Optional[str] = None,
             name: Optional[Mapping[str, Any]] = None, phone: Optional[str] = None, language: Optional[str] = None) -> NoticesSendAnswer:
        """Passes a patient's message on to the practice's people. Safe to repeat with the same idempotency key. Permission:
        conversations.write."""
        return cast(NoticesSendAnswer, self._call("notices.send", _given({"message": message, "idempotency_key": idempotency_key,
            "kind": kind, "conversation": conversation, "name": name, "phone": phone, "language": language})))


class PatientsLookupAnswer(TypedDict, total=False):
    found: bool
    appointments: List[Dict[str, Any]]


class Patients:
    """Operations named patients.*"""

    def __init__(self, call: Call) -> None:
        self._call = call

    def lookup(self, *, phone: Optional[str] = None, name: Optional[Mapping[str, Any]] = None, last_name: Optional[str] = None,
               birth_date: Optional[str] = None) -> PatientsLookupAnswer:
        """Is this a known patient, and which visits lie ahead? Family name and phone, or family name and birth date, must both fit.
        Permission: patients.read."""
        return cast(PatientsLookupAnswer, self._call("patients.lookup", _given({"phone": phone, "name": name, "last_name": last_name,
            "birth_date": birth_date})))


class PracticesCheckAnswer(TypedDict, total=False):
    valid: bool
    problems: List[Dict[str, Any]]


class PracticesListAnswer(TypedDict, total=False):
    practices: List[Dict[str, Any]]


class Practices:
    """Operations named practices.*"""

    def __init__(self, call: Call) -> None:
        self._call = call

    def check(self, *, yaml: str) -> PracticesCheckAnswer:
        """Checks a practice file and lists every fault with line, column and what would mend it. Permission: system.read."""
        return cast(PracticesCheckAnswer, self._call("practices.check", _given({"yaml": yaml})))

    def list(self) -> PracticesListAnswer:
        """The practices of this agent. Permission: system.read."""
        return cast(PracticesListAnswer, self._call("practices.list", _given({})))


class RecordingsEraseAnswer(TypedDict, total=False):
    recording_id: str
    erased: bool


class RecordingsExpireAnswer(TypedDict, total=False):
    done: int


class RecordingsExportAnswer(TypedDict, total=False):
    recording_id: str
    seconds: float
    wav: str
    path: str


class RecordingsListAnswer(TypedDict, total=False):
    recordings: List[Dict[str, Any]]


class RecordingsPauseAnswer(TypedDict, total=False):
    paused: bool


class Recordings:
    """Operations named recordings.*"""

    def __init__(self, call: Call) -> None:
        self._call = call

    def erase(self, *, recording_id: str) -> RecordingsEraseAnswer:
        """Makes a recording unreadable for ever: its key is forgotten and its file deleted. That it was made stays known. Permission:
        recordings.write."""
        return cast(RecordingsEraseAnswer, self._call("recordings.erase", _given({"recording_id": recording_id})))

    def expire(self) -> RecordingsExpireAnswer:
        """Erases recordings whose time is over and closes those whose process died. The managed runtime does it. Permission:
        recordings.write."""
        return cast(RecordingsExpireAnswer, self._call("recordings.expire", _given({})))

    def export(self, *, recording_id: str, from_second: Optional[int] = None, seconds: Optional[int] = None,
               path: Optional[str] = None) -> RecordingsExportAnswer:
        """The sound of a recording as WAV, the caller left, the agent right: up to five minutes of it in base64, or all of it into a new
        file on the agent's machine. Each hearing is on record. Permission: recordings.read."""
        return cast(RecordingsExportAnswer, self._call("recordings.export", _given({"recording_id": recording_id,
            "from_second": from_second, "seconds": seconds, "path": path})))

    def list(self, *, conversation_id: Optional[str] = None, limit: Optional[int] = None) -> RecordingsListAnswer:
        """Recordings of calls, latest first: when, how long, what of them is silenced, and until when they are kept. Permission:
        recordings.read."""
        return cast(RecordingsListAnswer, self._call("recordings.list", _given({"conversation_id": conversation_id, "limit": limit})))

    def pause(self, *, conversation_id: str, paused: Optional[bool] = None) -> RecordingsPauseAnswer:
        """Keeps nothing of a call that is being recorded, from now on; with paused false it goes on. The recording stays as long as the
        call. Permission: conversations.write."""
        return cast(RecordingsPauseAnswer, self._call("recordings.pause", _given({"conversation_id": conversation_id, "paused": paused})))


class SchedulingBookAnswer(TypedDict, total=False):
    appointment_id: str
    confirmation_code: str
    start: str
    end: str
    service: str
    provider: str
    location: str
    duplicate: bool


class SchedulingCancelAnswer(TypedDict, total=False):
    appointment_id: str
    confirmation_code: str
    start: str
    end: str
    service: str
    provider: str
    location: str
    duplicate: bool


class SchedulingFindSlotsAnswer(TypedDict, total=False):
    slots: List[Dict[str, Any]]
    matched: bool


class SchedulingHoldAnswer(TypedDict, total=False):
    hold_id: str
    expires_at: str


class SchedulingRescheduleAnswer(TypedDict, total=False):
    appointment_id: str
    confirmation_code: str
    start: str
    end: str
    service: str
    provider: str
    location: str
    duplicate: bool


class Scheduling:
    """Operations named scheduling.*"""

    def __init__(self, call: Call) -> None:
        self._call = call

    def book(self, *, slot_id: str, service: str, name: Mapping[str, Any], idempotency_key: str, phone: Optional[str] = None,
             email: Optional[str] = None, patient_type: Optional[Literal["new", "existing"]] = None,
             preference: Optional[Mapping[str, Any]] = None, conversation: Optional[str] = None, channel: Optional[str] = None,
             language: Optional[str] = None) -> SchedulingBookAnswer:
        """Books an opening exactly once and tells patient and practice. Safe to repeat with the same idempotency key. Permission:
        schedule.write."""
        return cast(SchedulingBookAnswer, self._call("scheduling.book", _given({"slot_id": slot_id, "service": service, "name": name,
            "idempotency_key": idempotency_key, "phone": phone, "email": email, "patient_type": patient_type, "preference": preference,
            "conversation": conversation, "channel": channel, "language": language})))

    def cancel(self, *, appointment_id: str, conversation: Optional[str] = None, channel: Optional[str] = None,
               language: Optional[str] = None, idempotency_key: Optional[str] = None) -> SchedulingCancelAnswer:
        """Cancels an appointment and frees its time. Permission: schedule.write."""
        return cast(SchedulingCancelAnswer, self._call("scheduling.cancel", _given({"appointment_id": appointment_id,
            "conversation": conversation, "channel": channel, "language": language, "idempotency_key": idempotency_key})))

    def find_slots(self, *, service: str, provider: Optional[str] = None, location: Optional[str] = None,
                   preference: Optional[Mapping[str, Any]] = None, conversation: Optional[str] = None,
                   limit: Optional[int] = None) -> SchedulingFindSlotsAnswer:
        """Openings that fit a service, a provider, a place and a preference, best first; the nearest others when none fits. Permission:
        schedule.read."""
        return cast(SchedulingFindSlotsAnswer, self._call("scheduling.find_slots", _given({"service": service, "provider": provider,
            "location": location, "preference": preference, "conversation": conversation, "limit": limit})))

    def hold(self, *, slot_id: str, service: str, conversation: Optional[str] = None) -> SchedulingHoldAnswer:
        """Keeps an opening for a conversation while it is being confirmed. Permission: schedule.write."""
        return cast(SchedulingHoldAnswer, self._call("scheduling.hold", _given({"slot_id": slot_id, "service": service,
            "conversation": conversation})))

    def reschedule(self, *, appointment_id: str, slot_id: str, idempotency_key: str, conversation: Optional[str] = None,
                   channel: Optional[str] = None, language: Optional[str] = None) -> SchedulingRescheduleAnswer:
        """Moves an appointment: the new time is taken and the old one freed in one step. Safe to repeat with the same idempotency key.
        Permission: schedule.write."""
        return cast(SchedulingRescheduleAnswer, self._call("scheduling.reschedule", _given({"appointment_id": appointment_id,
            "slot_id": slot_id, "idempotency_key": idempotency_key, "conversation": conversation, "channel": channel,
            "language": language})))


class SecurityListAnswer(TypedDict, total=False):
    items: List[Dict[str, Any]]


class SecurityRecordAnswer(TypedDict, total=False):
    recorded: bool


class Security:
    """Operations named security.*"""

    def __init__(self, call: Call) -> None:
        self._call = call

    def list(self) -> SecurityListAnswer:
        """Attempts that were turned away, latest first. Permission: compliance.read."""
        return cast(SecurityListAnswer, self._call("security.list", _given({})))

    def record(self, *, kind: str, source: Optional[str] = None, detail: Optional[str] = None) -> SecurityRecordAnswer:
        """Records an attempt that was turned away. Permission: inbound."""
        return cast(SecurityRecordAnswer, self._call("security.record", _given({"kind": kind, "source": source, "detail": detail})))


class SlotsFilterAnswer(TypedDict, total=False):
    slots: List[Union[Dict[str, Any], str]]
    indexes: List[int]


class SlotsSelectAnswer(TypedDict, total=False):
    outcome: Literal["selected", "ambiguous", "no_match", "rejected", "new_request", "not_a_selection"]
    index: Optional[int]
    candidates: List[int]
    request: Dict[str, Any]


class Slots:
    """Operations named slots.*"""

    def __init__(self, call: Call) -> None:
        self._call = call

    def filter(self, *, slots: List[Union[Mapping[str, Any], str]], time_zone: Optional[str] = None, language: Optional[str] = None,
               preference: Optional[Mapping[str, Any]] = None,
               preset: Optional[Literal["weekdays", "weekends", "businessHours", "afterWork", "morningOnly", "afternoonOnly"]] = None,
               provider: Optional[str] = None, location: Optional[str] = None) -> SlotsFilterAnswer:
        """Keep the slots that suit a preference, a preset, a provider or a location Permission: schedule.read."""
        return cast(SlotsFilterAnswer, self._call("slots.filter", _given({"slots": slots, "time_zone": time_zone, "language": language,
            "preference": preference, "preset": preset, "provider": provider, "location": location})))

    def select(self, *, slots: List[Union[Mapping[str, Any], str]], text: str, time_zone: Optional[str] = None,
               language: Optional[str] = None, preference: Optional[Mapping[str, Any]] = None) -> SlotsSelectAnswer:
        """Tell which of the offered slots a person means, or what else they want Permission: schedule.read."""
        return cast(SlotsSelectAnswer, self._call("slots.select", _given({"slots": slots, "text": text, "time_zone": time_zone,
            "language": language, "preference": preference})))


class SystemHealthAnswer(TypedDict, total=False):
    ok: bool
    components: Dict[str, Any]


class SystemMetricsAnswer(TypedDict, total=False):
    text: str


class SystemWorkAnswer(TypedDict, total=False):
    done: int


class System:
    """Operations named system.*"""

    def __init__(self, call: Call) -> None:
        self._call = call

    def health(self) -> SystemHealthAnswer:
        """Is everything in working order?"""
        return cast(SystemHealthAnswer, self._call("system.health", _given({})))

    def metrics(self) -> SystemMetricsAnswer:
        """Counters and histograms in the Prometheus text format. Permission: system.read."""
        return cast(SystemMetricsAnswer, self._call("system.metrics", _given({})))

    def work(self) -> SystemWorkAnswer:
        """One round of what falls due: silent conversations, queued messages, recordings whose time is over. The managed runtime runs
        it. Permission: inbound."""
        return cast(SystemWorkAnswer, self._call("system.work", _given({})))


class WaitlistAddAnswer(TypedDict, total=False):
    waitlist_id: str
    duplicate: bool


class WaitlistFillAnswer(TypedDict, total=False):
    candidates: List[Dict[str, Any]]


class Waitlist:
    """Operations named waitlist.*"""

    def __init__(self, call: Call) -> None:
        self._call = call

    def add(self, *, service: str, name: Mapping[str, Any], idempotency_key: str, provider: Optional[str] = None,
            location: Optional[str] = None, phone: Optional[str] = None, email: Optional[str] = None,
            preference: Optional[Mapping[str, Any]] = None, conversation: Optional[str] = None,
            language: Optional[str] = None) -> WaitlistAddAnswer:
        """Puts somebody on the waiting list for a service. Safe to repeat with the same idempotency key. Permission: schedule.write."""
        return cast(WaitlistAddAnswer, self._call("waitlist.add", _given({"service": service, "name": name,
            "idempotency_key": idempotency_key, "provider": provider, "location": location, "phone": phone, "email": email,
            "preference": preference, "conversation": conversation, "language": language})))

    def fill(self, *, slot_id: str) -> WaitlistFillAnswer:
        """Whom on the waiting list a freed time suits, in the order to ask. Permission: schedule.read."""
        return cast(WaitlistFillAnswer, self._call("waitlist.fill", _given({"slot_id": slot_id})))


class Operations:
    """All operations, by the first part of their names."""

    def __init__(self, call: Call) -> None:
        self.appointments = Appointments(call)
        self.audit = Audit(call)
        self.compliance = Compliance(call)
        self.consents = Consents(call)
        self.conversations = Conversations(call)
        self.flows = Flows(call)
        self.inbound = Inbound(call)
        self.leads = Leads(call)
        self.nlu = Nlu(call)
        self.notices = Notices(call)
        self.patients = Patients(call)
        self.practices = Practices(call)
        self.recordings = Recordings(call)
        self.scheduling = Scheduling(call)
        self.security = Security(call)
        self.slots = Slots(call)
        self.system = System(call)
        self.waitlist = Waitlist(call)
