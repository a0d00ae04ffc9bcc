// SPDX-License-Identifier: Apache-2.0
package io.kitty.core;

import io.kitty.commons.LruMap;
import io.kitty.device.Device;
import io.kitty.discovery.NetworkLink;
import io.kitty.discovery.Subnet;
import io.kitty.identifier.DeviceId;
import io.kitty.identifier.Identifier.Mac;
import io.kitty.net.udp.UdpSockets;
import io.kitty.wake.WakeOnLan;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends magic packets (AMD's white paper 20213, "Magic Packet Technology"): six octets FF and
 * sixteen times the MAC address, by UDP port 9 (discard) as usual. They are broadcast at each
 * interface in use, since a device in sleep answers no ARP request, and repeated, since UDP may
 * lose them.
 */
final class WakeOnLanService implements WakeOnLan {

  /** The port that wake-up packets are usually sent to; nothing listens on it. */
  static final int PORT = 9;

  private static final Logger LOG = LoggerFactory.getLogger(WakeOnLanService.class);
  private static final int SYNC_LENGTH = 6;
  private static final int REPETITIONS = 16;
  private static final int TIMES = 3;
  private static final int MAX_MACS = 4;
  private static final int MAX_REMEMBERED = 1024;
  private static final long MIN_PAUSE = TimeUnit.SECONDS.toNanos(1);
  private static final byte[] LIMITED_BROADCAST = {-1, -1, -1, -1};

  private final Function<DeviceId, Optional<Device>> devices;
  private final Supplier<List<NetworkLink>> links;
  private final LongSupplier nanos;
  private final int port;
  private final Map<DeviceId, Long> woken = new LruMap<>(MAX_REMEMBERED);

  /**
   * @param devices finds a device by id or alias
   * @param links returns the interfaces to send at
   * @param nanos the monotonic clock
   * @param port the destination port
   */
  WakeOnLanService(
      Function<DeviceId, Optional<Device>> devices,
      Supplier<List<NetworkLink>> links,
      LongSupplier nanos,
      int port) {
    this.devices = devices;
    this.links = links;
    this.nanos = nanos;
    this.port = port;
  }

  @Override
  public Outcome wake(DeviceId id) {
    Device device = devices.apply(id).orElse(null);
    if (device == null) {
      return Outcome.UNKNOWN_DEVICE;
    }
    List<Mac> macs =
        device.identifiers().stream().filter(Mac.class::isInstance).map(Mac.class::cast).toList();
    List<Mac> stable = macs.stream().filter(mac -> !mac.isLocal()).limit(MAX_MACS).toList();
    if (stable.isEmpty()) {
      return macs.isEmpty() ? Outcome.NO_MAC : Outcome.RANDOM_MAC;
    }
    if (!isDue(device.id())) {
      return Outcome.TOO_SOON;
    }
    boolean sent = false;
    for (NetworkLink link : links.get()) {
      for (Subnet subnet : link.subnets()) {
        sent |= subnet.ipv4() && send(subnet, stable);
      }
    }
    return sent ? Outcome.SENT : Outcome.NOT_SENT;
  }

  private boolean isDue(DeviceId id) {
    long now = nanos.getAsLong();
    synchronized (woken) {
      Long last = woken.get(id);
      boolean due = last == null || now - last >= MIN_PAUSE;
      if (due) {
        woken.put(id, now);
      }
      return due;
    }
  }

  /** Sends from an address, so that the limited broadcast leaves by its interface, too. */
  private boolean send(Subnet subnet, List<Mac> macs) {
    boolean sent = false;
    try (DatagramChannel channel =
        UdpSockets.open(
            StandardProtocolFamily.INET, new InetSocketAddress(subnet.address(), 0), false)) {
      for (int i = 0; i < TIMES; i++) {
        for (Mac mac : macs) {
          sent |= send(channel, mac, InetAddress.getByAddress(LIMITED_BROADCAST));
          Optional<InetAddress> directed = subnet.broadcast();
          sent |= directed.isPresent() && send(channel, mac, directed.get());
        }
      }
    } catch (IOException e) {
      LOG.debug("Cannot send from {}", subnet, e);
    }
    return sent;
  }

  private boolean send(DatagramChannel channel, Mac mac, InetAddress to) {
    try {
      return channel.send(ByteBuffer.wrap(packet(mac)), new InetSocketAddress(to, port)) > 0;
    } catch (IOException e) {
      LOG.debug("Cannot send to {}", to, e);
      return false;
    }
  }

  private static byte[] packet(Mac mac) {
    byte[] octets = mac.octets();
    ByteBuffer packet = ByteBuffer.allocate(SYNC_LENGTH + REPETITIONS * octets.length);
    byte[] sync = new byte[SYNC_LENGTH];
    Arrays.fill(sync, (byte) 0xff);
    packet.put(sync);
    for (int i = 0; i < REPETITIONS; i++) {
      packet.put(octets);
    }
    return packet.array();
  }
}
