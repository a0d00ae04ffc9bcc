# SPDX-License-Identifier: Apache-2.0
"""Writes devices to Redis as KITTY's discovery service does, again and again.

writer.py URL TTL SECONDS DEVICE...: each DEVICE is a JSON object with id, ip, name, kind, status and
source; SECONDS from round to round.
"""
import json
import sys
import time

import redis


def upsert(r, device, ttl):
    key = "device:" + device["id"]
    r.hset(key, mapping={**device, "last_seen": time.time()})
    r.sadd("devices:all", key)
    r.expire(key, ttl)
    if device["status"].upper() == "IDLE":
        r.publish("events:printer_idle", json.dumps({k: device[k] for k in ("id", "ip", "name")}))


def main(url, ttl, seconds, *devices):
    r = redis.Redis.from_url(url)
    while True:
        for device in devices:
            upsert(r, json.loads(device), int(ttl))
        print("written", flush=True)
        time.sleep(float(seconds))


main(*sys.argv[1:])
