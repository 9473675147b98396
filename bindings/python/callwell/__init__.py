"""Callwell: the agent that answers a clinic's phone, texts and WhatsApp.

    import callwell

    with callwell.Agent("practices/lakeside_dental.yaml") as agent:
        talk = callwell.Conversation(agent, contact="+19145550123")
        print(talk.say("Hi, I'd like to book a cleaning"))
"""
from ._callwell import version as _version
from .agent import Agent, Port, PortRequest, Runtime, Subscription, operations, practice_schema
from .conversation import Conversation
from .errors import CallwellError, Status
from .session import Action, Channel, Kind, Session

__all__ = ["Action", "Agent", "CallwellError", "Channel", "Conversation", "Kind", "Port", "PortRequest", "Runtime", "Session", "Status",
           "Subscription", "operations", "practice_schema"]
__version__ = _version()
