"""What the end-to-end tests share: the real server as a process, carriers that only exist here, and their signatures."""
import atexit
import base64
import hashlib
import hmac
import http.client
import http.server
import json
import os
import pathlib
import queue
import re
import signal
import subprocess
import tempfile
import threading
import time
import urllib.parse

SERVER = os.environ["CALLWELL_SERVER"]
PRACTICES = pathlib.Path(os.environ["CALLWELL_PRACTICES"])
TOKEN = "an-administrator-of-tests"
VIEWER = "a-viewer-of-one-practice"
STAFF = "somebody-at-the-front-desk"
PATIENCE = 20  # seconds until something that should have happened counts as never


class Carrier:
    """Twilio's and Telnyx's interfaces as our adapters use them. What is sent through it waits in `requests`."""

    def __init__(self):
        requests = self.requests = queue.Queue()

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
                form = self.path.endswith("Messages.json")
                sent = {k: v[0] for k, v in urllib.parse.parse_qs(body).items()} if form else json.loads(body)
                requests.put((self.path, sent, dict(self.headers)))
                answer = {"sid": "SM" + hashlib.md5(body.encode()).hexdigest()} if form else {"data": {"id": hashlib.md5(body.encode()).hexdigest()}}
                data = json.dumps(answer).encode()
                self.send_response(201 if form else 200)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def next_to(self, number):
        """The next message or command for that number; others on the way are dropped."""
        while True:
            path, sent, headers = self.requests.get(timeout=PATIENCE)
            if number in (sent.get("To"), sent.get("to")):
                return path, sent, headers

    def nothing_to(self, number):
        waiting = list(self.requests.queue)
        return not any(number in (sent.get("To"), sent.get("to")) for _, sent, _ in waiting)

    def close(self):
        self.server.shutdown()
        self.server.server_close()


class Server:
    """callwell-server as a process, on a port of its own."""

    def __init__(self, practices, *options, port=0, token=TOKEN):
        self.process = subprocess.Popen(
            [SERVER, "--practices", str(practices), "--port", str(port), *options], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            env={**os.environ, "CALLWELL_API_TOKEN": token, "TZ": "Asia/Tokyo"})
        atexit.register(self.process.kill)  # a test that failed half-way leaves none behind
        self.output = []
        self.port = self._read_port()
        self.drain = threading.Thread(target=self._drain, daemon=True)
        self.drain.start()

    def _read_port(self):
        for line in self.process.stdout:
            self.output.append(line)
            found = re.search(r"answers at http://[^:]+:(\d+)", line)
            if found:
                return int(found.group(1))
        self.process.stdout.close()
        raise RuntimeError(f"the server did not start, exit {self.process.wait(timeout=PATIENCE)}:\n" + "".join(self.output))

    def _drain(self):
        for line in self.process.stdout:
            self.output.append(line)

    def request(self, method, target, body=None, headers=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request(method, target, body=body, headers=headers or {})
            response = connection.getresponse()
            return response.status, {k.lower(): v for k, v in response.getheaders()}, response.read().decode()
        finally:
            connection.close()

    def operation(self, name, body, token=TOKEN, tenant=None, **headers):
        target = f"/api/v1/operations/{name}" + (f"?tenant={tenant}" if tenant else "")
        status, _, text = self.request("POST", target, json.dumps(body), {"Authorization": f"Bearer {token}", "Content-Type": "application/json", **headers})
        return status, json.loads(text)

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(timeout=PATIENCE)
        self.drain.join(timeout=PATIENCE)
        self.process.stdout.close()
        return code


class EventStream:
    """One client of /api/v1/events."""

    def __init__(self, server, target="/api/v1/events", headers=None):
        self.connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE)
        self.connection.request("GET", target, headers=headers or {})
        self.response = self.connection.getresponse()
        self.status = self.response.status

    def next(self):
        """(id, event) of the next event; comments are skipped."""
        fields, late = {}, time.monotonic() + PATIENCE
        while True:
            if time.monotonic() > late:
                raise TimeoutError("no event came")
            line = self.response.readline().decode()
            if not line:
                raise EOFError("the stream ended")
            line = line.rstrip("\n")
            if line.startswith(":"):
                continue
            if not line and "data" in fields:
                return fields.get("id"), fields.get("event"), json.loads(fields["data"])
            if line:
                name, _, value = line.partition(": ")
                fields[name] = value

    def until(self, kind):
        while True:
            event_id, _, event = self.next()
            if event.get("type") == kind:
                return event_id, event

    def close(self):
        self.response.close()
        self.connection.close()


def twilio_signature(token, url, fields):
    data = url + "".join(f"{name}{value}" for name, value in sorted(set(fields.items())))
    return base64.b64encode(hmac.new(token.encode(), data.encode(), hashlib.sha1).digest()).decode()


class TelnyxKey:
    """An Ed25519 key made for one run."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.path = self.folder / "telnyx.pem"
        subprocess.run(["openssl", "genpkey", "-algorithm", "ed25519", "-out", self.path], check=True)
        der = subprocess.run(["openssl", "pkey", "-in", self.path, "-pubout", "-outform", "DER"], check=True, capture_output=True).stdout
        self.public = base64.b64encode(der[-32:]).decode()

    def headers(self, body, at=None):
        timestamp = str(int(at if at is not None else time.time()))
        message = self.folder / "signed.bin"
        message.write_bytes(timestamp.encode() + b"|" + body.encode())
        signature = subprocess.run(["openssl", "pkeyutl", "-sign", "-rawin", "-inkey", self.path, "-in", message], check=True, capture_output=True).stdout
        return {"Content-Type": "application/json", "telnyx-timestamp": timestamp, "telnyx-signature-ed25519": base64.b64encode(signature).decode()}


def practices_with_carriers(folder, carrier, telnyx_public_key):
    """The demo practices, with carriers: the dental office at Twilio, the medical spa at Telnyx."""
    twilio = {"account_sid": "AC00000000000000000000000000000001", "auth_token": "twilio-secret", "from": "+19145550140", "base_url": carrier.url}
    telnyx = {"api_key": "KEY0", "from": "+13035550120", "public_key": telnyx_public_key, "base_url": carrier.url + "/v2"}
    for name, adapter, settings in (("lakeside_dental", "twilio", twilio), ("willow_medspa", "telnyx", telnyx)):
        lines = [f"messaging:\n  - adapter: {adapter}\n    settings:\n"] + [f"      {key}: {json.dumps(value)}\n" for key, value in settings.items()]
        text = (PRACTICES / f"{name}.yaml").read_text(encoding="utf-8")
        (folder / f"{name}.yaml").write_text(text + "\n" + "".join(lines), encoding="utf-8")


def temporary_folder(test_class):
    folder = tempfile.TemporaryDirectory(prefix="callwell-e2e-")
    test_class.addClassCleanup(folder.cleanup)
    return pathlib.Path(folder.name)
