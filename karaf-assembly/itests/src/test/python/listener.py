# SPDX-License-Identifier: Apache-2.0
"""Listens to Redis as KITTY's orchestration does, and prints each message on a line.

listener.py URL CHANNEL: a CHANNEL that ends in * is a pattern. The first line says that it listens;
the others are JSON objects with channel and data, which is parsed.
"""
import json
import sys

import redis


def main(url, channel):
    pubsub = redis.Redis.from_url(url).pubsub()
    if channel.endswith("*"):
        pubsub.psubscribe(channel)
    else:
        pubsub.subscribe(channel)
    for message in pubsub.listen():
        if message["type"] in ("subscribe", "psubscribe"):
            print("listening", flush=True)
        else:
            data = json.loads(message["data"])
            print(json.dumps({"channel": message["channel"].decode(), "data": data}), flush=True)


main(*sys.argv[1:])
