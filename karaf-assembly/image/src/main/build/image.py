#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes the container image: image.py ARCHIVE RUNTIME VERSION TIME TARGET

ARCHIVE is the tar.gz of the distribution, RUNTIME the folder with its Java, TIME (ISO 8601, UTC) that of all files, TARGET the folder for
the result. Needs Debian's apt-get and dpkg-deb for the C library and BusyBox; neither root nor a registry of images. The result is an OCI
layout in a tar file, which is a Docker archive, too. The same input and packages give the same bytes, but for Java's class-data archive.
"""
import gzip
import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
import tarfile
from datetime import datetime
from pathlib import Path

PACKAGES = ["libc6", "libc-bin", "libgcc-s1", "libstdc++6", "zlib1g", "busybox"]
# Of the packages; the rest serves other programs.
WANTED = ("lib/", "lib64/", "usr/lib/", "bin/busybox", "usr/share/doc/")
UNWANTED = ("gconv", "/share/doc/libc-bin/", "changelog", "NEWS")
USER = 10001
HOME = "usr/share/kitty-discovery"
VOLUME = "var/lib/kitty-discovery"
RUNTIME = "usr/lib/jvm/kitty"
# linux/capability.h: revision 2, effective; CAP_NET_RAW is bit 13.
NET_RAW = {"SCHILY.xattr.security.capability": "\x01\0\0\2\0\x20" + "\0" * 14}


def run(*command, **options):
    return subprocess.run([str(part) for part in command], check=True, stdout=subprocess.PIPE, text=True, **options).stdout


def debian(target):
    """Returns a folder with the files of the packages, and the packages' versions."""
    packages, root = target / "packages", target / "debian"
    packages.mkdir(parents=True, exist_ok=True)
    if not list(packages.glob("*.deb")):
        run("apt-get", "download", *PACKAGES, cwd=packages)
    shutil.rmtree(root, ignore_errors=True)
    versions = {}
    for package in sorted(packages.glob("*.deb")):
        run("dpkg-deb", "-x", package, root)
        name, version = run("dpkg-deb", "-f", package, "Package", "Version").splitlines()
        versions[name.removeprefix("Package: ")] = version.removeprefix("Version: ")
    return root, versions


class Layer:
    """A layer of the image: a tar file with files in the order of their names, all of one time."""

    def __init__(self, time):
        self.time = time
        self.entries = {}

    def add(self, name, data=b"", kind=tarfile.REGTYPE, mode=0o644, link="", user=0, attributes=None):
        for parent in Path(name).parents:
            if str(parent) != "." and str(parent) not in self.entries:
                self.add(str(parent), kind=tarfile.DIRTYPE, mode=0o755)
        entry = tarfile.TarInfo(name)
        entry.type, entry.mode, entry.linkname, entry.size = kind, mode, link, len(data)
        entry.uid = entry.gid = user
        entry.mtime = self.time
        entry.pax_headers = attributes or {}
        self.entries[name] = (entry, data)

    def add_file(self, name, path):
        if path.is_symlink():
            self.add(name, kind=tarfile.SYMTYPE, mode=0o777, link=os.readlink(path))
        elif path.is_file():
            self.add(name, path.read_bytes(), mode=0o755 if os.access(path, os.X_OK) else 0o644)

    def add_folder(self, name, folder, wanted=lambda path: True):
        for path in sorted(folder.rglob("*")):
            relative = path.relative_to(folder).as_posix()
            if wanted(relative):
                self.add_file(f"{name}/{relative}".lstrip("/"), path)

    def tar(self):
        out = io.BytesIO()
        with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as tar:
            for name in sorted(self.entries):
                entry, data = self.entries[name]
                tar.addfile(entry, io.BytesIO(data))
        return out.getvalue()


def base_layer(time, runtime, target):
    """Returns the layer of all that the hub needs of a system, and the versions of its packages."""
    layer = Layer(time)
    root, versions = debian(target)
    layer.add_folder("", root, lambda path: path.startswith(WANTED) and not any(part in path for part in UNWANTED))
    busybox = root / "bin/busybox"
    # The scripts compare checksums with each other only; BusyBox has no cksum.
    layer.add("bin/cksum", b'#!/bin/sh\nexec sha256sum "$@"\n', mode=0o755)
    for applet in run(busybox, "--list").split():
        if applet != "busybox":
            layer.add(f"bin/{applet}", kind=tarfile.SYMTYPE, mode=0o777, link="busybox")
    # Gives its right to open raw sockets to the program that it runs, if the container has that right.
    layer.add("usr/libexec/setpriv", busybox.read_bytes(), mode=0o755, attributes=NET_RAW)
    layer.add("etc/passwd", f"root:x:0:0:root:/:/bin/sh\nkitty:x:{USER}:{USER}::/{VOLUME}:/bin/sh\n".encode())
    layer.add("etc/group", f"root:x:0:\nkitty:x:{USER}:\n".encode())
    layer.add("etc/nsswitch.conf", b"hosts: files dns\n")
    for mounted in ("dev", "proc", "sys"):
        layer.add(mounted, kind=tarfile.DIRTYPE, mode=0o755)
    layer.add("tmp", kind=tarfile.DIRTYPE, mode=0o1777)
    layer.add(VOLUME, kind=tarfile.DIRTYPE, mode=0o700, user=USER)
    layer.add_folder(RUNTIME, Path(runtime))
    return layer, versions


def hub_layer(time, archive, sources):
    """Returns the layer with the distribution."""
    layer = Layer(time)
    with tarfile.open(archive) as tar:
        for member in tar.getmembers():
            name = member.name.rstrip("/").partition("/")[2]
            if member.isfile():
                layer.add(f"{HOME}/{name}", tar.extractfile(member).read(), mode=0o755 if member.mode & 0o100 else 0o644)
    layer.add(f"{HOME}/deploy", kind=tarfile.DIRTYPE, mode=0o755)
    for script in sorted(sources.iterdir()):
        layer.add_file(f"usr/bin/{script.name}", script)
    return layer


def config(version, created, packages, architecture, layers):
    """Returns the image's configuration."""
    labels = {
        "org.opencontainers.image.title": "Kitty Discovery",
        "org.opencontainers.image.description": "LAN device discovery",
        "org.opencontainers.image.version": version,
        "org.opencontainers.image.licenses": "Apache-2.0",
        "io.kitty.packages": " ".join(f"{name}={packages[name]}" for name in sorted(packages)),
    }
    return {
        "created": created,
        "architecture": architecture,
        "os": "linux",
        "config": {
            "User": f"{USER}:{USER}",
            "Env": ["PATH=/usr/bin:/bin", "LC_CTYPE=C.UTF-8", f"JAVA_HOME=/{RUNTIME}",
                    f"KARAF_ETC=/{VOLUME}/etc", f"KARAF_DATA=/{VOLUME}/data"],
            "Entrypoint": ["/usr/bin/kitty"],
            "WorkingDir": f"/{VOLUME}",
            "Volumes": {f"/{VOLUME}": {}},
            "ExposedPorts": {"8088/tcp": {}},
            "StopSignal": "SIGTERM",
            "Healthcheck": {"Test": ["CMD", "/usr/bin/healthy"], "Interval": 30 * 10**9, "Timeout": 10 * 10**9,
                            "StartPeriod": 60 * 10**9, "Retries": 3},
            "Labels": labels,
        },
        "rootfs": {"type": "layers", "diff_ids": [digest(layer) for layer in layers]},
        "history": [{"created": created, "comment": "libraries and Java"}, {"created": created, "comment": "the hub"}],
    }


def digest(data):
    return "sha256:" + hashlib.sha256(data).hexdigest()


def pretty(value):
    return json.dumps(value, indent=1, sort_keys=True).encode()


def write_image(path, time, version, configuration, layers):
    """Writes the OCI layout; manifest.json is for programs that read Docker's format only."""
    image = Layer(time)

    def blob(media_type, data):
        image.add("blobs/" + digest(data).replace(":", "/"), data)
        return {"mediaType": f"application/vnd.oci.image.{media_type}", "digest": digest(data), "size": len(data)}

    layer_blobs = [blob("layer.v1.tar+gzip", gzip.compress(layer, 9, mtime=0)) for layer in layers]
    config_blob = blob("config.v1+json", pretty(configuration))
    manifest = blob("manifest.v1+json", pretty({
        "schemaVersion": 2, "mediaType": "application/vnd.oci.image.manifest.v1+json",
        "config": config_blob, "layers": layer_blobs}))
    name = f"localhost/kitty-discovery:{version}"
    manifest["annotations"] = {"org.opencontainers.image.ref.name": version, "io.containerd.image.name": name}
    image.add("oci-layout", pretty({"imageLayoutVersion": "1.0.0"}))
    image.add("index.json", pretty({"schemaVersion": 2, "manifests": [manifest]}))
    path_of = lambda descriptor: "blobs/" + descriptor["digest"].replace(":", "/")
    image.add("manifest.json", pretty([{
        "Config": path_of(config_blob), "RepoTags": [name], "Layers": [path_of(layer) for layer in layer_blobs]}]))
    path.write_bytes(image.tar())


def write_app(path, time, version, sources):
    """Writes the archive of the app for Home Assistant, with the version in its files."""
    app = Layer(time)
    app.add_folder("", sources)
    for entry, data in list(app.entries.values()):
        if entry.isfile() and not entry.name.endswith(".png"):
            app.add(entry.name, data.replace(b"VERSION", version.encode()), mode=entry.mode)
    path.write_bytes(gzip.compress(app.tar(), 9, mtime=0))


def main(archive, runtime, version, created, target):
    target = Path(target).resolve()
    time = int(datetime.fromisoformat(created.replace("Z", "+00:00")).timestamp())
    base, packages = base_layer(time, runtime, target)
    hub = hub_layer(time, archive, Path(__file__).parent.parent / "root/bin")
    layers = [base.tar(), hub.tar()]
    architecture = run("dpkg", "--print-architecture").strip()
    path = target / f"kitty-discovery-{version}-oci.tar"
    write_image(path, time, version, config(version, created, packages, architecture, layers), layers)
    write_app(target / f"kitty-discovery-{version}-home-assistant.tar.gz", time, version,
              Path(__file__).parent.parent / "home-assistant")
    print(f"{path}: {path.stat().st_size >> 20} MiB, unpacked {sum(map(len, layers)) >> 20} MiB")


if __name__ == "__main__":
    main(*sys.argv[1:])
