"""The SIP agent against peers that are not ours: SIPp calls it, hangs up on it, puts it on hold, and plays its
registrar; baresip telephones."""
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time
import unittest
import wave

import scenarios

AGENT = os.environ["CALLWELL_SIP"]
HERE = pathlib.Path(__file__).resolve().parent
PATIENCE = 60  # seconds until something that should have happened counts as never
FOLDER = tempfile.TemporaryDirectory()
scenarios.write_all(FOLDER.name)


def free_port():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Agent:
    """callwell-sip as a process; its log lines."""

    def __init__(self, *options, password=""):
        self.port = free_port()
        self.lines = []
        self.changed = threading.Condition()
        self.process = subprocess.Popen([AGENT, "--practices", str(HERE / "practice.yaml"), "--port", str(self.port), *options],
                                        stderr=subprocess.PIPE, text=True, env={**os.environ, "CW_SIP_PASSWORD": password})
        threading.Thread(target=self.read, daemon=True).start()

    def read(self):
        for line in self.process.stderr:
            with self.changed:
                self.lines.append(line.rstrip())
                self.changed.notify_all()
        with self.changed:
            self.lines.append("(ended)")
            self.changed.notify_all()

    def log(self):
        with self.changed:
            return list(self.lines)

    def count(self, pattern):
        return sum(1 for line in self.log() if re.search(pattern, line))

    def wait_for(self, pattern, times=1):
        with self.changed:
            if not self.changed.wait_for(lambda: sum(1 for line in self.lines if re.search(pattern, line)) >= times, PATIENCE):
                raise AssertionError(f"no {pattern!r} in:\n" + "\n".join(self.lines))

    def __enter__(self):
        self.wait_for("sip.listens|ended")
        return self

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(PATIENCE)
        finally:
            self.process.kill()
            self.process.stderr.close()


def sipp(name, port, *options, media=True):
    """Runs a scenario to its end; what SIPp prints is in the failure."""
    ran = subprocess.run(["sipp", f"127.0.0.1:{port}", "-sf", f"{FOLDER.name}/{name}.xml", "-i", "127.0.0.1", "-mi", "127.0.0.1", "-p", str(free_port()),
                          *(["-mp", str(free_port() & ~1)] if media else []), "-m", "1", "-nostdin", "-deadcall_wait", "0", "-timeout", "90", "-timeout_error",
                          "-trace_err", "-error_file", f"{FOLDER.name}/{name}.err", *options],
                         stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    errors = pathlib.Path(FOLDER.name, name + ".err")
    return ran.returncode, errors.read_text(encoding="utf-8", errors="replace") if errors.exists() else ""


class SipTest(unittest.TestCase):
    def run_scenario(self, agent, name, *options):
        code, errors = sipp(name, agent.port, *options)
        self.assertEqual(code, 0, f"{name}: {errors}\n" + "\n".join(agent.log()))


class Calls(SipTest):
    def test_answers_hears_and_is_hung_up_on(self):
        with Agent() as agent:
            self.run_scenario(agent, "talk", "-d", "4000")
            agent.wait_for("call.ends call=1 by=caller lost=0")
        self.assertEqual(agent.process.returncode, 0)
        self.assertTrue(agent.count("call.answered call=1 codec=PCMA keypad=events"))

    def test_a_caller_who_gives_up_while_it_rings_leaves_no_call(self):
        with Agent("--answer-after", "5") as agent:
            self.run_scenario(agent, "cancel")
            agent.wait_for("call.ends call=1 by=cancelled")
        self.assertEqual(agent.count("call.answered"), 0)

    def test_what_belongs_to_no_call_gets_the_answer_the_standard_asks_for(self):
        with Agent() as agent:
            for name in ("options", "unknown_method", "stray_bye"):
                with self.subTest(name):
                    self.run_scenario(agent, name)

    def test_calls_that_cannot_be_are_refused_with_the_reason(self):
        with Agent() as agent:
            for name in ("malformed_description", "no_common_codec", "other_body", "required_extension"):
                with self.subTest(name):
                    self.run_scenario(agent, name)
            self.assertEqual(agent.count("call.rings"), 0)

    def test_offers_of_every_kind_are_answered(self):
        with Agent() as agent:
            for name in ("no_offer", "video_too", "opus"):
                with self.subTest(name):
                    self.run_scenario(agent, name)

    def test_hold_and_back(self):
        with Agent() as agent:
            self.run_scenario(agent, "hold")
            self.assertEqual((agent.count("call.held"), agent.count("call.resumed")), (1, 1))

    def test_an_invite_that_comes_again_after_the_answer_is_no_second_call(self):
        with Agent() as agent:
            self.run_scenario(agent, "duplicate_invite")
            agent.wait_for("call.ends call=1 by=caller")
            self.assertEqual(agent.count("call.rings"), 1)

    def test_the_answer_is_repeated_until_it_is_acknowledged(self):
        with Agent() as agent:
            self.run_scenario(agent, "lost_ack")

    def test_a_call_above_the_limit_is_told_when_to_try_again(self):
        with Agent("--calls", "1") as agent:
            first = threading.Thread(target=sipp, args=("quiet", agent.port, "-d", "4000"))
            first.start()
            agent.wait_for("call.answered")
            self.run_scenario(agent, "overload")
            first.join()

    def test_calls_from_elsewhere_are_forbidden(self):
        with Agent("--allow", "192.0.2.7") as agent:
            code, _ = sipp("quiet", agent.port, "-d", "100")
            self.assertEqual(code, 1)
            agent.wait_for("call.refused reason=source")


@unittest.skipUnless(shutil.which("baresip"), "skipped: needs baresip (package baresip-core)")
class SoftPhone(unittest.TestCase):
    CONFIG = ["poll_method epoll", "sip_listen 127.0.0.1:0", "net_interface 127.0.0.1", "module_path /usr/lib/baresip/modules", "module stdio.so", "module g711.so",
              "module aufile.so", "module_tmp account.so", "module_app menu.so", "audio_player aufile,/dev/null"]

    def test_a_soft_phone_calls_and_sound_goes_both_ways(self):
        with tempfile.TemporaryDirectory() as folder, Agent() as agent:
            with wave.open(folder + "/quiet.wav", "wb") as quiet:
                quiet.setparams((1, 2, 8000, 0, "NONE", ""))
                quiet.writeframes(bytes(2 * 8000 * 7))  # it hangs up at its end
            pathlib.Path(folder, "config").write_text("\n".join([*self.CONFIG, f"audio_source aufile,{folder}/quiet.wav"]) + "\n", encoding="utf-8")
            pathlib.Path(folder, "accounts").write_text("<sip:+19145550123@127.0.0.1>;regint=0\n", encoding="utf-8")
            pathlib.Path(folder, "contacts").write_text("", encoding="utf-8")
            ran = subprocess.run(["baresip", "-f", folder, "-e", f"d sip:callwell@127.0.0.1:{agent.port}", "-t", "9"], capture_output=True, text=True, check=False, timeout=PATIENCE)
            agent.wait_for("call.ends call=1 by=caller lost=0")
            self.assertRegex(ran.stdout + ran.stderr, r"audio=6\d{4}/6\d{4}")  # bits a second, as the soft phone counts them


class ManyCalls(SipTest):
    def test_two_hundred_calls_at_once(self):
        with Agent("--calls", "200") as agent:
            self.run_scenario(agent, "quiet", "-m", "200", "-l", "200", "-r", "25", "-d", "10000")
            agent.wait_for("call.ends .* by=caller", times=200)
        self.assertEqual(agent.process.returncode, 0)

    def test_calls_are_ended_with_a_goodbye_when_the_agent_stops(self):
        with Agent() as agent:
            caller = threading.Thread(target=sipp, args=("quiet", agent.port, "-d", "60000"))
            caller.start()
            agent.wait_for("call.answered")
        self.assertEqual(agent.process.returncode, 0)
        caller.join(PATIENCE)
        self.assertFalse(caller.is_alive())


class Transfers(SipTest):
    def test_key_0_puts_the_caller_through(self):
        with Agent() as agent:
            self.run_scenario(agent, "transfer")
            agent.wait_for("transfer.ends call=1 outcome=connected")
            agent.wait_for("call.done call=1 disposition=handed_over")

    def test_the_caller_comes_back_when_nobody_takes_the_call(self):
        for name, outcome in (("transfer_fails", "refused"), ("transfer_refused", "refused"), ("transfer_never_told", "no_answer")):
            with self.subTest(name), Agent() as agent:
                self.run_scenario(agent, name)
                agent.wait_for(f"transfer.ends call=1 outcome={outcome}")
                agent.wait_for("call.ends call=1 by=caller")


class Registrations(SipTest):
    def register(self, scenario, *options, password="open sesame"):
        port = free_port()
        registrar = subprocess.Popen(["sipp", "-sf", f"{FOLDER.name}/{scenario}.xml", "-i", "127.0.0.1", "-p", str(port), "-m", "1", "-nostdin", "-timeout", "40", "-deadcall_wait", "0"],
                                     stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.addCleanup(registrar.kill)
        time.sleep(0.5)  # SIPp does not say when it listens; an early REGISTER is repeated after half a second anyway
        return registrar, Agent("--registrar", f"127.0.0.1:{port}", "--extension", "100", "--auth-user", "desk-100", *options, password=password)

    def test_the_right_password_registers(self):
        _, agent = self.register("registrar")
        with agent:
            agent.wait_for("registration.stands")  # the registrar checks the digest before it says so

    def test_a_wrong_password_is_tried_once_and_ends_the_program(self):
        _, agent = self.register("registrar", password="guess")
        with agent:
            agent.wait_for("ended")
            self.assertEqual(agent.process.wait(PATIENCE), 3)
            agent.wait_for("registrar refused")

    def test_a_registration_is_refreshed_before_it_ends(self):
        registrar, agent = self.register("registrar_for_ten_seconds")
        with agent:
            self.assertEqual(registrar.wait(PATIENCE), 0)


class CommandLine(unittest.TestCase):
    def test_says_what_is_wrong_and_where(self):
        for options, words in ((["--practices", "nowhere.yaml"], "nowhere.yaml"), (["--practices", str(HERE / "practice.yaml"), "--address", "0.0.0.0"], "--address"),
                               (["--practices", str(HERE / "practice.yaml"), "--rtp-ports", "9-5"], "--rtp-ports")):
            ran = subprocess.run([AGENT, *options], capture_output=True, text=True, check=False, timeout=PATIENCE)
            self.assertEqual((ran.returncode, words in ran.stdout + ran.stderr), (2, True), ran.stderr)


if __name__ == "__main__":
    if not shutil.which("sipp") or os.geteuid() != 0:
        print("skipped: needs " + ("SIPp (package sip-tester)" if not shutil.which("sipp") else "root, for SIPp to play captured sound"))
        raise SystemExit(77)
    unittest.main()
