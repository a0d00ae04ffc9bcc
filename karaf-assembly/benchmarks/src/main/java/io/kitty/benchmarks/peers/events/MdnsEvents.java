// SPDX-License-Identifier: Apache-2.0
package io.kitty.benchmarks.peers.events;

import io.kitty.benchmarks.Closing;
import io.kitty.benchmarks.EventArrivals;
import io.kitty.benchmarks.MdnsAnnouncement;
import io.kitty.benchmarks.PythonScript;
import io.kitty.benchmarks.Report;
import io.kitty.benchmarks.peers.PeerRow;
import io.kitty.benchmarks.peers.Program;
import io.kitty.benchmarks.peers.sweeps.RoutedNetwork;
import io.kitty.itests.HubProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * From the packet by which a machine announces itself to the event that a program reads: the hub's
 * server-sent event, and the line of {@code avahi-browse}. Both run all the time, so that each
 * hears all packets. Before the first round, both have heard two rounds of other machines. Each
 * machine has an address of its own.
 */
public final class MdnsEvents implements PeerRow {

  private static final int ROUND = 200;

  /** The machines of a /24. */
  private static final int HOSTS = 250;

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private int machines;
  private @Nullable RoutedNetwork cable;
  private @Nullable PythonScript sender;
  private @Nullable AvahiBrowse avahi;
  private @Nullable HubProcess hub;
  private @Nullable EventArrivals events;

  @Override
  public List<String> figures() {
    return List.of("median ms", "p99 ms");
  }

  @Override
  public String work() {
    return "mDNS packet of a new machine to the event";
  }

  @Override
  public String peer() throws Exception {
    for (String each : List.of("python3", "dbus-daemon", "avahi-daemon", "stdbuf")) {
      Program.require(each, "--version");
    }
    RoutedNetwork.requirePrograms();
    return Program.require("avahi-browse", "--version");
  }

  @Override
  public void prepare() throws Exception {
    cable = new RoutedNetwork();
    cable.live("10.77.64.0/18"); // its machines
    sender = new PythonScript(MdnsEvents.class, "mdns-sender.py", cable.there());
    avahi = new AvahiBrowse("lan0");
    hub = HubProcess.prepare("peers");
    hub.configure("io.kitty.mdns", "interfaces", "lan0");
    hub.configure("io.kitty.ping", "enabled", "false");
    hub.start();
    events = new EventArrivals(hub.httpPort());
    events.await("[", PATIENCE); // the snapshot
    ours();
    theirs();
  }

  @Override
  public double[] ours() throws Exception {
    EventArrivals arrivals = PeerRow.prepared(events);
    return round(token -> arrivals.await(token, PATIENCE));
  }

  @Override
  public double[] theirs() throws Exception {
    AvahiBrowse lines = PeerRow.prepared(avahi);
    return round(token -> lines.await(token, PATIENCE));
  }

  /** Waits for the event about a machine, and returns its monotonic time. */
  private interface Reader {
    long await(String token) throws IOException, InterruptedException;
  }

  private double[] round(Reader reader) throws IOException, InterruptedException {
    PythonScript packets = PeerRow.prepared(sender);
    long[] nanos = new long[ROUND];
    for (int i = 0; i < ROUND; i++) {
      machines++;
      String name = "bench-%06d".formatted(machines);
      String address = "10.77.%d.%d".formatted(64 + machines / HOSTS, 1 + machines % HOSTS);
      byte[] packet = MdnsAnnouncement.of(name, address);
      long sent = packets.ask(address + " " + HexFormat.of().formatHex(packet));
      nanos[i] = reader.await(name) - sent;
      Thread.sleep(20);
    }
    return Report.medianAndP99(nanos);
  }

  @Override
  public void close() throws Exception {
    Closing.all(events, hub, avahi, sender, cable);
  }
}
