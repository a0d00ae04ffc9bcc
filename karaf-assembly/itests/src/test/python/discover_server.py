# SPDX-License-Identifier: Apache-2.0
"""Answers broadcasts with its address, as the server of django-udp-discovery does.

discover_server.py ADDRESS [PORT]: the stock server tells no port. The first line that it prints
says that it listens. It answers from ADDRESS, as a machine of that address would.
"""
import socket
import sys

DISCOVERY_PORT = 9999
DISCOVERY_MESSAGE = "DISCOVER_SERVER"
RESPONSE_PREFIX = "SERVER_IP:"
DISCOVERY_BUFFER_SIZE = 1024


def main(address, *port):
    questions = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    questions.bind(("0.0.0.0", DISCOVERY_PORT))
    answers = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    answers.bind((address, 0))
    print("listening", flush=True)
    while True:
        data, client = questions.recvfrom(DISCOVERY_BUFFER_SIZE)
        if data == DISCOVERY_MESSAGE.encode():
            answers.sendto((RESPONSE_PREFIX + ":".join((address, *port))).encode(), client)


main(*sys.argv[1:])
