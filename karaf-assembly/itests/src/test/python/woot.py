# SPDX-License-Identifier: Apache-2.0
"""Announces a host by beacons and prints those of others, until its standard input ends.

woot.py ADDRESS HOST PORT: it says UP when it starts, ALIVE once for each new host, DOWN when it
stops. Each beacon of others becomes a line, a JSON object with host, port and status.
"""
import json
import socket
import sys
import threading

SERVICE = "_woot._tcp.local."
GROUP = ("224.0.0.251", 5354)


def beacon(address, host, port, status):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
        s.bind((address, 0))
        s.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, socket.inet_aton(address))
        s.sendto("|".join((SERVICE, port, host, status)).encode("ascii"), GROUP)


def browse(address, host, port, s):
    services = {}
    while True:
        fields = s.recv(1024).decode("ascii").split("|")
        if fields[0] != SERVICE or fields[2] == host:
            continue
        other = {"host": fields[2], "port": int(fields[1]), "status": fields[3]}
        print(json.dumps(other), flush=True)
        if other["status"] == "DOWN":
            del services[other["host"]]
        elif other["host"] not in services:
            services[other["host"]] = other
            beacon(address, host, port, "ALIVE")


def main(address, host, port):
    s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    s.bind(("", GROUP[1]))
    membership = socket.inet_aton(GROUP[0]) + socket.inet_aton(address)
    s.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, membership)
    threading.Thread(target=browse, args=(address, host, port, s), daemon=True).start()
    beacon(address, host, port, "UP")
    sys.stdin.read()
    beacon(address, host, port, "DOWN")


main(*sys.argv[1:])
