"""callwell-sip as a process, SIPp beside it, and ports for both."""
import os
import pathlib
import random
import re
import signal
import socket
import subprocess
import tempfile
import threading

import scenarios

AGENT = os.environ["CALLWELL_SIP"]
HERE = pathlib.Path(__file__).resolve().parent
PATIENCE = 60  # seconds until something that should have happened counts as never
FOLDER = tempfile.TemporaryDirectory()
scenarios.write_all(FOLDER.name)


PORTS = iter(random.sample(range(33_000, 60_000, 4), 6_000))  # even, each with the odd one behind it for SIPp's second stream
PORTS_TURN = threading.Lock()


def free_port():
    with PORTS_TURN:
        for port in PORTS:
            try:
                for kind in (socket.SOCK_DGRAM, socket.SOCK_STREAM):
                    with socket.socket(socket.AF_INET, kind) as probe:
                        probe.bind(("127.0.0.1", port))
                return port
            except OSError:
                continue
    raise AssertionError("no port is free")


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

    def resources(self):
        """Open files, and memory in KiB."""
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        return len(os.listdir(f"/proc/{self.process.pid}/fd")), int(re.search(r"VmRSS:\s+(\d+)", status).group(1))

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
    own = free_port()
    errors = pathlib.Path(FOLDER.name, f"{name}.{own}.err")
    ran = subprocess.run(["sipp", f"127.0.0.1:{port}", "-sf", f"{FOLDER.name}/{name}.xml", "-i", "127.0.0.1", "-mi", "127.0.0.1", "-p", str(own),
                          *(["-mp", str(free_port())] if media else []), "-m", "1", "-nostdin", "-deadcall_wait", "0", "-timeout", "90", "-timeout_error",
                          "-trace_err", "-error_file", str(errors), *options],
                         stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return ran.returncode, errors.read_text(encoding="utf-8", errors="replace") if errors.exists() else ""
