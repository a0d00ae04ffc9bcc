# SPDX-License-Identifier: Apache-2.0
"""Prints all devices in Redis as KITTY's API lists them: a JSON array of objects.

reader.py URL: the members of the set are keys, which are handed to HGETALL as they are.
"""
import json
import sys

import redis


def main(url):
    r = redis.Redis.from_url(url)
    devices = []
    for key in r.smembers("devices:all"):
        fields = r.hgetall(key)
        if fields:
            devices.append({name.decode(): value.decode() for name, value in fields.items()})
    print(json.dumps(devices))


main(*sys.argv[1:])
