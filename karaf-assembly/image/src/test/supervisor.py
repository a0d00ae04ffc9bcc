#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A stand-in for Home Assistant's supervisor: supervisor.py HOST PEER TOKEN PORT PASSWORD

Answers the two requests of the app on port 80, and then, as a browser behind the ingress, asks for the page under a prefix: the requests
come from PEER, go to HOST:PORT, and have the headers that Home Assistant sends. Prints what is wrong, and exits with 1.
"""
import http.client
import json
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

host, peer, token, port, password = sys.argv[1:]
PREFIX = "/api/hassio_ingress/abc-DEF_123"
ANSWERS = {
    "/addons/self/info": {"slug": "local_kitty_discovery", "ingress_port": int(port), "state": "started"},
    "/services/mqtt": {"host": "127.0.0.1", "port": 1884, "ssl": False, "username": "addons", "password": password, "protocol": "3.1.1"},
}


class Supervisor(BaseHTTPRequestHandler):
    def do_GET(self):
        allowed = self.headers["Authorization"] == f"Bearer {token}"
        data = ANSWERS.get(self.path) if allowed else None
        body = json.dumps({"result": "ok" if data else "error", "data": data or {}}, indent=2).encode()
        self.send_response(200 if data else 403)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def ask(path, source, **headers):
    connection = http.client.HTTPConnection(host, int(port), timeout=10, source_address=(source, 0))
    connection.request("GET", path, headers={"Host": "homeassistant.local:8123", "X-Forwarded-For": "192.0.2.7",
                                             "X-Forwarded-Proto": "http", "X-Ingress-Path": PREFIX, **headers})
    answer = connection.getresponse()
    body = answer.read(200000) if not path.startswith("/events") else answer.read(1)
    return answer, body


def main():
    threading.Thread(target=ThreadingHTTPServer(("127.0.0.1", 80), Supervisor).serve_forever, daemon=True).start()
    print("ready", flush=True)
    deadline = time.monotonic() + 180
    while True:
        try:
            answer, body = ask("/health", peer)
            if answer.status == 200 and json.loads(body)["status"] != "starting":
                break
        except OSError:
            pass
        if time.monotonic() > deadline:
            return ["the page is not there"]
        time.sleep(0.5)
    wrong = []

    def check(path, source, status, sentence=lambda answer, body: True):
        answer, body = ask(path, source)
        if answer.status != status or not sentence(answer, body):
            wrong.append(f"{path} from {source}: {answer.status} {dict(answer.getheaders())} {body[:200]}")

    framed = lambda answer, body: "frame-ancestors 'self'" in answer.getheader("Content-Security-Policy", "")
    check("/", peer, 200, lambda answer, body: framed(answer, body) and b'="/' not in body)
    check("/dashboard/main.js", peer, 200)
    check("/devices", peer, 200, lambda answer, body: isinstance(json.loads(body), list))
    check("/events", peer, 200)
    modules = json.loads(ask("/modules", peer)[1])
    if not any(module["id"] == "mqtt" and module["state"] != "disabled" for module in modules):
        wrong.append("mqtt is off")
    # The header is believed from the supervisor only.
    answer, _ = ask("/", "172.30.32.9")
    if "frame-ancestors 'self'" in answer.getheader("Content-Security-Policy", ""):
        wrong.append("another host may set X-Ingress-Path")
    return wrong


problems = main()
print("\n".join(problems) or "fine")
sys.exit(1 if problems else 0)
