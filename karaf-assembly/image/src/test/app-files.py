#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Checks the files of the app for Home Assistant: app-files.py FOLDER

The rules are those of Home Assistant's documentation for developers. Needs python3-yaml. Prints what is wrong, and exits with 1.
"""
import re
import struct
import sys
from pathlib import Path

import yaml

ARCHITECTURES = {"aarch64", "amd64"}
KINDS = {
    "name": str, "version": str, "slug": str, "description": str, "arch": list, "startup": str, "boot": str, "init": bool,
    "host_network": bool, "privileged": list, "apparmor": bool, "ingress": bool, "ingress_port": int, "ingress_stream": bool,
    "panel_icon": str, "panel_title": str, "services": list, "map": list, "backup": str, "backup_exclude": list, "options": dict,
    "schema": dict,
}


def problems(folder):
    config = yaml.safe_load((folder / "config.yaml").read_text())
    for key, value in config.items():
        if key not in KINDS or not isinstance(value, KINDS[key]):
            yield f"{key}: {value!r} is not allowed"
    for key in ("name", "version", "slug", "description", "arch"):
        if not config.get(key):
            yield f"{key} is missing"
    if not re.fullmatch(r"[a-z0-9_]+", config["slug"]) or config["slug"] != folder.name:
        yield "slug has to be the name of the folder"
    if not set(config["arch"]) <= ARCHITECTURES:
        yield f"arch: only {sorted(ARCHITECTURES)} are built"
    if not set(config["services"]) <= {f"mqtt:{how}" for how in ("provide", "want", "need")}:
        yield "services: only mqtt is known"
    if config["ingress_port"] != 0 and config["host_network"]:
        yield "ingress_port: in the host's network the port is chosen by Home Assistant"
    if set(config["options"]) != set(config["schema"]):
        yield "options and schema have different keys"
    for language in sorted((folder / "translations").glob("*.yaml")):
        if set(yaml.safe_load(language.read_text())["configuration"]) != set(config["schema"]):
            yield f"{language.name} has other keys than schema"
    width, height = struct.unpack(">II", (folder / "icon.png").read_bytes()[16:24])
    if width != height:
        yield "icon.png is not square"
    for name in ("DOCS.md", "Dockerfile", "run"):
        if not (folder / name).is_file():
            yield f"{name} is missing"


wrong = list(problems(Path(sys.argv[1])))
print("\n".join(wrong) or "fine")
sys.exit(1 if wrong else 0)
