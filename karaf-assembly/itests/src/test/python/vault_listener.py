# SPDX-License-Identifier: Apache-2.0
"""Prints the services that it hears of as the window of py-vault-multicast lists them.

vault_listener.py ADDRESS TYPE: TYPE is a part of the types that count. The first line says that it
listens; each further one is the JSON of a service that has type and addr, and is new or changed.
"""
import json
import socket
import sys

GROUP = ("224.1.1.1", 5004)
BUFFER = 1400


def main(address, wanted):
    s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    s.bind(("", GROUP[1]))
    membership = socket.inet_aton(GROUP[0]) + socket.inet_aton(address)
    s.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, membership)
    print("listening", flush=True)
    services = {}
    while True:
        try:
            message = json.loads(s.recv(BUFFER).decode("utf8"))
            known = services.get(str(message["addr"]))
            new = wanted in message["type"] and message != known
        except (ValueError, KeyError, TypeError):
            continue
        if new:
            services[str(message["addr"])] = message
            print(json.dumps(message), flush=True)


main(*sys.argv[1:])
