# SPDX-License-Identifier: Apache-2.0
"""Answers slicers as a printer does: one question, one answer, then it hangs up.

printer.py ADDRESS SERIAL MODEL NAME [HEX]: the first line that it prints says that it listens; the
others are the questions. What is no question gets silence. HEX is sent after each answer, at once.
"""
import json
import socket
import struct
import sys

PORT = 3000


def read(s):
    head = s.recv(4, socket.MSG_WAITALL)
    magic, length = struct.unpack("<2sH", head)
    rest = s.recv(length - 4, socket.MSG_WAITALL)
    if magic != b"\xa5\xa5" or rest[-2:] != b"\xa7\xa7":
        raise ValueError(head + rest)
    return json.loads(rest[:-2])


def answer(s, serial, model, name, more=""):
    question = read(s)["login"]
    print(json.dumps(question), flush=True)
    if question["command"] == "detect":
        login = {
            "command": "detect",
            "sequence_id": question["sequence_id"],
            "id": serial,
            "model": model,
            "name": name,
            "version": "01.07.02.00",
            "bind": "free",
            "connect": "lan",
            "dev_cap": 1,
        }
        text = json.dumps({"login": login}, separators=(",", ":")).encode()
        frame = b"\xa5\xa5" + struct.pack("<H", len(text) + 6) + text + b"\xa7\xa7"
        s.sendall(frame + bytes.fromhex(more))


def main(address, *said):
    server = socket.create_server((address, PORT))
    print("listening", flush=True)
    while True:
        s, _ = server.accept()
        with s:
            s.settimeout(10)
            try:
                answer(s, *said)
            except (OSError, ValueError, KeyError, struct.error):
                continue


main(*sys.argv[1:])
