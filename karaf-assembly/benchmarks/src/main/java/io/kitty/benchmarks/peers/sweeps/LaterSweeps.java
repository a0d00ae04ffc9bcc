// SPDX-License-Identifier: Apache-2.0
package io.kitty.benchmarks.peers.sweeps;

import io.kitty.benchmarks.Closing;
import io.kitty.benchmarks.peers.PeerRow;
import io.kitty.benchmarks.peers.Program;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Sweeps of a network by a hub that has been running for a while. */
public final class LaterSweeps implements PeerRow {

  private static final String ROUTED = "10.78.0.0";

  private final String work;
  private final String network;
  private final Map<String, String> settings;
  private final Callable<String> version;
  private final Callable<Program.Run> peer;
  private @Nullable RoutedNetwork cable;
  private @Nullable SweepingHub hub;

  private LaterSweeps(
      String work,
      String network,
      Map<String, String> settings,
      Callable<String> version,
      Callable<Program.Run> peer) {
    this.work = work;
    this.network = network;
    this.settings = settings;
    this.version = version;
    this.peer = peer;
  }

  public static PeerRow routed() {
    return besideFping("routed /16, a tenth alive, later sweeps", ROUTED + "/16");
  }

  public static PeerRow loopback() {
    return besideFping("127.0.0.0/16, all alive", "127.0.0.0/16");
  }

  /** Both as fast as they can, with one probe a host. */
  private static PeerRow besideFping(String work, String network) {
    return new LaterSweeps(
        work,
        network,
        Map.of("rate", "0", "retries", "0"),
        Fping::version,
        () -> Fping.sweep(network));
  }

  /** As people call nmap, which sends three other packets to each silent host, too. */
  public static PeerRow budget() {
    return besideNmap("routed /20, an eighth alive, default budget");
  }

  /** Both send echo requests only. */
  public static PeerRow budgetOfEchoes() {
    return besideNmap("routed /20, default budget, echo only", "-PE");
  }

  private static PeerRow besideNmap(String work, String... options) {
    String network = ROUTED + "/20";
    List<String> command = new ArrayList<>(List.of("nmap", "-sn", "-n", "-T4"));
    command.addAll(List.of(options));
    command.add(network);
    return new LaterSweeps(
        work,
        network,
        Map.of(),
        LaterSweeps::nmap,
        () -> Program.measure(command.toArray(String[]::new)));
  }

  private static String nmap() throws Exception {
    Program.require("bash", "--version"); // which measures it
    return Program.require("nmap", "--version");
  }

  @Override
  public List<String> figures() {
    return List.of("wall s", "cpu s");
  }

  @Override
  public String work() {
    return work;
  }

  @Override
  public String peer() throws Exception {
    RoutedNetwork.requirePrograms();
    return version.call();
  }

  @Override
  public void prepare() throws Exception {
    if (network.startsWith(ROUTED)) {
      cable = new RoutedNetwork();
      cable.liveTenth();
    }
    Map<String, String> all = new LinkedHashMap<>(settings);
    all.put("subnets", network);
    all.put("interval", "3600");
    hub = new SweepingHub(all);
    hub.firstSweep();
    hub.listAll();
  }

  @Override
  public double[] ours() throws Exception {
    return PeerRow.prepared(hub).sweep();
  }

  @Override
  public double[] theirs() throws Exception {
    Program.Run run = peer.call();
    return new double[] {run.wall(), run.cpu()};
  }

  @Override
  public void close() throws Exception {
    Closing.all(hub, cable);
  }
}
