# SPDX-License-Identifier: Apache-2.0
"""Finds servers by broadcast, as the client of django-udp-discovery does, and prints them.

discover_client.py ADDRESS BROADCAST SECONDS: it asks from ADDRESS, and waits for SECONDS. A JSON
array of objects with ip and port; those that are no answers are left out.
"""
import ipaddress
import json
import socket
import sys
import time

PORT = 9999
MESSAGE = "DISCOVER_SERVER"
RESPONSE_PREFIX = "SERVER_IP:"
DEFAULT_APP_PORT = 8000


def parse(data):
    text = data.decode("utf-8")
    if not text.startswith(RESPONSE_PREFIX):
        raise ValueError(text)
    ip, _, port = text[len(RESPONSE_PREFIX):].strip().partition(":")
    number = int(port) if port.strip() else DEFAULT_APP_PORT
    if not 1 <= number <= 65535:
        raise ValueError(text)
    return str(ipaddress.IPv4Address(ip.strip())), number


def main(address, broadcast, seconds):
    servers = set()
    s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    s.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
    s.bind((address, 0))
    s.sendto(MESSAGE.encode(), (broadcast, PORT))
    end = time.monotonic() + float(seconds)
    while (left := end - time.monotonic()) > 0:
        s.settimeout(left)
        try:
            servers.add(parse(s.recv(1024)))
        except (socket.timeout, ValueError):
            continue
    print(json.dumps([{"ip": ip, "port": port} for ip, port in sorted(servers)]))


main(*sys.argv[1:])
