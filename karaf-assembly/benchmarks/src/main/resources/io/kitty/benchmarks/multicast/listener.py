# SPDX-License-Identifier: Apache-2.0
"""Listens to announcements on loopback and keeps the newest of each name. Prints how many it has read for each line that it reads."""
import json
import socket
import sys
import threading

GROUP = ("224.1.1.1", 5004)

newest = {}
received = 0


def report():
    for _ in sys.stdin:
        print(received, flush=True)


channel = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
channel.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
channel.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4 << 20)  # as the hub
channel.bind(GROUP)
membership = socket.inet_aton(GROUP[0]) + socket.inet_aton("127.0.0.1")
channel.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, membership)
threading.Thread(target=report, daemon=True).start()
while True:
    message = json.loads(channel.recv(2048))
    newest[message["name"]] = message
    received += 1
