# SPDX-License-Identifier: Apache-2.0
"""Asks a printer who it is, as slicers do before they bind to it, and prints the JSON that it says.

slicer.py ADDRESS
"""
import json
import socket
import struct
import sys

PORT = 3000


def frame(text):
    return b"\xa5\xa5" + struct.pack("<H", len(text) + 6) + text + b"\xa7\xa7"


def read(s):
    head = s.recv(4, socket.MSG_WAITALL)
    magic, length = struct.unpack("<2sH", head)
    rest = s.recv(length - 4, socket.MSG_WAITALL)
    if magic != b"\xa5\xa5" or rest[-2:] != b"\xa7\xa7":
        raise ValueError(head + rest)
    return json.loads(rest[:-2])


def main(address):
    question = {"login": {"command": "detect", "sequence_id": "20004"}}
    with socket.create_connection((address, PORT), timeout=10) as s:
        s.sendall(frame(json.dumps(question, separators=(",", ":")).encode()))
        print(json.dumps(read(s)))


main(*sys.argv[1:])
