# SPDX-License-Identifier: Apache-2.0
# Reads lines of an address and a message in hexadecimal digits, sends each message to the group of multicast DNS
# from that address, and prints the monotonic time in nanoseconds just before.
import socket
import sys
import time

for line in sys.stdin:
    address, message = line.split()
    data = bytes.fromhex(message)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as machine:
        machine.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        machine.setsockopt(socket.SOL_SOCKET, socket.SO_BINDTODEVICE, b"lan0")
        machine.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_TTL, 255)
        machine.bind((address, 5353))
        before = time.monotonic_ns()
        machine.sendto(data, ("224.0.0.251", 5353))
    print(before, flush=True)
