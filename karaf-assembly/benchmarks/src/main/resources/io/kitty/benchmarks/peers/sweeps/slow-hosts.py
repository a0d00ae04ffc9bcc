# SPDX-License-Identifier: Apache-2.0
"""Replies to ICMP echo requests (RFC 792) for all addresses of this network namespace, some of them late."""
import heapq
import select
import socket
import sys
import time

with open("/proc/sys/net/ipv4/icmp_echo_ignore_all", "w") as setting:
    setting.write("1")
channel = socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_ICMP)
channel.setsockopt(socket.IPPROTO_IP, socket.IP_HDRINCL, 1)
channel.setsockopt(socket.SOL_SOCKET, 33, 4 << 20)  # SO_RCVBUFFORCE
channel.setblocking(False)
print("!", flush=True)


def delay(address):
    """Seconds until the host with this address replies."""
    if address[2] == 7 or address[3] % 20 == 10:
        return 0.6
    return 0.3 if address[3] % 20 == 0 else 0


def checksum(data):
    total = sum(data[0::2]) * 256 + sum(data[1::2])
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


def reply(request):
    """The reply to a packet with an IPv4 header of 20 bytes."""
    icmp = bytearray(request[20:])
    icmp[0] = 0
    icmp[2:4] = b"\0\0"
    icmp[2:4] = checksum(icmp + b"\0" * (len(icmp) % 2)).to_bytes(2, "big")
    header = bytearray(20)
    header[0] = 0x45
    header[8] = 64
    header[9] = socket.IPPROTO_ICMP
    header[12:16] = request[16:20]
    header[16:20] = request[12:16]
    return bytes(header) + bytes(icmp)  # the kernel fills in length and checksum


waiting = []
while True:
    left = max(0, waiting[0][0] - time.monotonic()) if waiting else None
    if select.select([channel], [], [], left)[0]:
        try:
            while True:
                packet = channel.recv(2048)
                if len(packet) >= 28 and packet[0] == 0x45 and packet[20] == 8:
                    due = time.monotonic() + delay(packet[16:20])
                    heapq.heappush(waiting, (due, reply(packet)))
        except BlockingIOError:
            pass
    while waiting and waiting[0][0] <= time.monotonic():
        packet = heapq.heappop(waiting)[1]
        channel.sendto(packet, (socket.inet_ntoa(packet[16:20]), 0))
