# SPDX-License-Identifier: Apache-2.0
# Runs avahi-browse on an interface, with a daemon and a bus that nothing else uses. Prints "ready" first, or what fails.
set -e

# Runs a command until it succeeds, for at most 20 seconds.
wait_for() {
  for _ in $(seq 400); do
    "$@" && return
    sleep 0.05
  done
  echo "never succeeded: $*"
  exit 1
}

mount -t tmpfs none /run
mkdir -p /run/dbus /run/avahi-daemon
cat >/run/bus.conf <<BUS
<busconfig>
  <type>system</type>
  <listen>unix:path=/run/dbus/system_bus_socket</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow user="*"/><allow own="*"/><allow send_type="method_call"/>
    <allow send_destination="*"/><allow receive_sender="*"/>
  </policy>
</busconfig>
BUS
cat >/run/avahi.conf <<AVAHI
[server]
host-name=bench
use-ipv6=no
allow-interfaces=$1
enable-dbus=yes
cache-entries-max=100000
AVAHI
dbus-daemon --config-file=/run/bus.conf --nofork --nopidfile >/dev/null 2>&1 &
wait_for [ -S /run/dbus/system_bus_socket ]
avahi-daemon --no-drop-root --no-chroot --no-rlimits -f /run/avahi.conf >/run/avahi.log 2>&1 &
wait_for grep -qs "startup complete" /run/avahi.log
echo ready
exec stdbuf -oL avahi-browse -p _http._tcp
