# SPDX-License-Identifier: Apache-2.0
"""Announces a service as py-vault-multicast does, every two seconds, the first time after five.

vault_publisher.py ADDRESS MESSAGE: MESSAGE is a JSON text.
"""
import json
import socket
import sys
import time

GROUP = ("224.1.1.1", 5004)


def main(address, message):
    data = json.dumps(json.loads(message)).encode("utf8")
    s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    s.bind((address, 0))
    s.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_TTL, 2)
    s.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, socket.inet_aton(address))
    time.sleep(5)
    while True:
        s.sendto(data, GROUP)
        time.sleep(2)


main(*sys.argv[1:])
