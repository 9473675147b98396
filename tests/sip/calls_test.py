"""The agent and one peer at a time: SIPp calls it, hangs up on it, puts it on hold, and plays its registrar; baresip telephones."""
import concurrent.futures
import pathlib
import shutil
import subprocess
import tempfile
import threading
import time
import unittest
import wave

from agent import AGENT, FOLDER, HERE, PATIENCE, Agent, free_port, sipp


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
            for name in ("cancel", "bye_while_ringing"):
                with self.subTest(name):
                    self.run_scenario(agent, name)
            agent.wait_for("call.ends .* by=cancelled", times=2)
        self.assertEqual(agent.count("call.answered"), 0)

    def test_what_belongs_to_no_call_gets_the_answer_the_standard_asks_for(self):
        with Agent() as agent:
            for name in ("options", "unknown_method", "stray_bye"):
                with self.subTest(name):
                    self.run_scenario(agent, name)

    def test_calls_that_cannot_be_are_refused_with_the_reason(self):
        with Agent() as agent:
            for name in ("malformed_description", "no_common_codec", "other_body", "required_extension", "too_short", "sealed_in_vain"):
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


class SessionTimers(SipTest):
    def test_calls_are_refreshed_by_who_said_so_and_end_when_nobody_does(self):
        with Agent() as agent, concurrent.futures.ThreadPoolExecutor() as pool:
            names = ("they_refresh", "nobody_refreshes", "we_refresh", "we_refresh_by_invite")
            for name, done in [(name, pool.submit(sipp, name, agent.port)) for name in names]:
                with self.subTest(name):
                    code, errors = done.result()
                    self.assertEqual(code, 0, errors + "\n".join(agent.log()))
            agent.wait_for("call.ends .* by=caller", times=3)
            agent.wait_for("call.ends .* by=not_refreshed")


class Encryption(SipTest):
    def test_sound_is_sealed_where_both_can(self):
        with Agent("--srtp", "offer") as agent:
            for name in ("sealed", "sealed_if_you_can"):
                with self.subTest(name):
                    self.run_scenario(agent, name)
            agent.wait_for("call.answered .*encrypted=yes", times=2)
            self.run_scenario(agent, "quiet", "-d", "500")
            agent.wait_for("call.answered .*encrypted=no")

    def test_plain_sound_is_refused_where_it_must_be_sealed(self):
        with Agent("--srtp", "require") as agent:
            for name in ("plain_in_vain", "we_seal"):
                with self.subTest(name):
                    self.run_scenario(agent, name)
            agent.wait_for("call.refused reason=encryption")
            agent.wait_for("call.agreed .*encrypted=yes")


@unittest.skipUnless(shutil.which("baresip"), "skipped: needs baresip (package baresip-core)")
class SoftPhone(unittest.TestCase):
    CONFIG = ["poll_method epoll", "sip_listen 127.0.0.1:0", "net_interface 127.0.0.1", "module_path /usr/lib/baresip/modules", "module g711.so",
              "module aufile.so", "module srtp.so", "module_tmp account.so", "module_app menu.so", "audio_player aufile,/dev/null"]

    def call(self, agent, encryption=""):
        """A call of some seconds; the soft phone hangs up itself."""
        with tempfile.TemporaryDirectory() as folder:
            with wave.open(folder + "/quiet.wav", "wb") as quiet:
                quiet.setparams((1, 2, 8000, 0, "NONE", ""))
                quiet.writeframes(bytes(2 * 8000 * 20))
            pathlib.Path(folder, "config").write_text("\n".join([*self.CONFIG, f"audio_source aufile,{folder}/quiet.wav"]) + "\n", encoding="utf-8")
            pathlib.Path(folder, "accounts").write_text(f"<sip:+19145550123@127.0.0.1>;regint=0{encryption}\n", encoding="utf-8")
            pathlib.Path(folder, "contacts").write_text("", encoding="utf-8")
            ran = subprocess.run(["baresip", "-f", folder, "-e", f"d sip:callwell@127.0.0.1:{agent.port}", "-t", "14"], stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
                                 timeout=PATIENCE)
            return ran.stdout + ran.stderr

    def test_a_soft_phone_calls_and_sound_and_reports_go_both_ways(self):
        with Agent() as agent:
            said = self.call(agent)
            agent.wait_for("call.ends call=1 by=caller lost=0 .*reports=yes lost_there=0")  # the soft phone reports what it heard
            self.assertIn("receiving from", said)

    def test_a_soft_phone_that_seals_its_sound_hears_and_is_heard(self):
        for encryption in ("srtp", "srtp-mand"):
            with self.subTest(encryption), Agent("--srtp", "require") as agent:
                said = self.call(agent, f";mediaenc={encryption}")
                agent.wait_for("call.answered .*encrypted=yes")
                agent.wait_for("call.ends call=1 by=caller lost=0 late=0 foreign=[0-3] .*reports=yes lost_there=0")  # its first packets open the way, and are plain
                self.assertIn("receiving from", said)

    test_a_soft_phone_calls_and_sound_and_reports_go_both_ways.alone = True  # its seconds are counted from when it starts
    test_a_soft_phone_that_seals_its_sound_hears_and_is_heard.alone = True


class ManyCalls(SipTest):
    def test_two_hundred_calls_at_once_again_and_again_leave_nothing_behind(self):
        with Agent("--calls", "200") as agent:
            used = []
            for round_ in range(1, 4):
                self.run_scenario(agent, "quiet", "-m", "200", "-l", "200", "-r", "40", "-d", "6000")
                agent.wait_for("call.ends .* by=caller", times=200 * round_)
                used.append(agent.resources())
            (files, memory), (last_files, last_memory) = used[1:]
            self.assertLessEqual(last_files, files)
            self.assertLess(last_memory, memory + 8 * 1024, used)  # a leak of one call's state would be a hundred times that
        self.assertEqual(agent.process.returncode, 0)

    test_two_hundred_calls_at_once_again_and_again_leave_nothing_behind.alone = True

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

    def test_a_digest_that_is_not_known_is_named(self):
        _, agent = self.register("registrar_with_sha256")
        with agent:
            agent.wait_for("registration.failed code=401 .*MD5")
            self.assertEqual(agent.process.wait(PATIENCE), 3)

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
