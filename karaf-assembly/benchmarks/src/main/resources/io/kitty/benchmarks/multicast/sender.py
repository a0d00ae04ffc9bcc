# SPDX-License-Identifier: Apache-2.0
"""Sends announcements on loopback. Reads lines "RATE PACKETS SERVICES TIMESTAMPS", prints the packets a second it reached.

32 packets leave the program at a time and are taken apart by the kernel (UDP_SEGMENT of udp(7)), which takes a fraction
of the time of as many calls. All have the same length, as that needs.
"""
import socket
import sys
import time

BATCH = 32
UDP_SEGMENT = 103
GROUP = ("224.1.1.1", 5004)


def packet(number, services, timestamps):
    service = number % services
    time_of_it = f', "timestamp": {1_700_000_000 + number}.25' if timestamps else ""
    return (
        f'{{"type": "benchmark", "name": "service-{service:06}", "addr": "127.50.0.1:{10_000 + service}"{time_of_it}}}'
    ).encode()


channel = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
channel.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4 << 20)
channel.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, socket.inet_aton("127.0.0.1"))
channel.bind(("127.0.0.1", 0))
channel.connect(GROUP)

for line in sys.stdin:
    rate, count, services, timestamps = map(int, line.split())
    packets = [packet(number, services, timestamps) for number in range(count)]
    batches = [b"".join(packets[start : start + BATCH]) for start in range(0, count, BATCH)]
    channel.setsockopt(socket.IPPROTO_UDP, UDP_SEGMENT, len(packets[0]))
    begin = time.perf_counter()
    for number, batch in enumerate(batches):
        due = begin + number * BATCH / rate
        while time.perf_counter() < due:
            pass
        channel.send(batch)
    print(round(count / (time.perf_counter() - begin)), flush=True)
