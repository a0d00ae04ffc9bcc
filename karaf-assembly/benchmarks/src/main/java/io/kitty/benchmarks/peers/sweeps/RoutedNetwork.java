// SPDX-License-Identifier: Apache-2.0
package io.kitty.benchmarks.peers.sweeps;

import io.kitty.benchmarks.Await;
import io.kitty.benchmarks.peers.PeerRow;
import io.kitty.benchmarks.peers.Program;
import java.io.IOException;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A second network namespace at the end of a cable: 10.77.0.1/16 is here, 10.77.0.2/16 there, and
 * 10.78.0.0/16 behind it, all silent at first. Needs to run in a namespace of its own.
 */
public final class RoutedNetwork implements AutoCloseable {

  private final Process holder;

  /**
   * Checks that the programs that make it are there.
   *
   * @throws PeerRow.MissingException if one is not installed
   */
  public static void requirePrograms() throws Exception {
    Program.require("ip", "-V");
    for (String each : List.of("sysctl", "unshare", "nsenter")) {
      Program.require(each, "--version");
    }
  }

  /** Makes it. */
  public RoutedNetwork() throws Exception {
    holder = new ProcessBuilder("unshare", "-n", "sleep", "infinity").start();
    try {
      connect();
    } catch (Exception e) {
      close();
      throw e;
    }
  }

  private void connect() throws Exception {
    Path mine = Path.of("/proc/self/ns/net");
    Path other = Path.of("/proc/" + holder.pid() + "/ns/net");
    Await.until(
        "the second namespace",
        System.nanoTime(),
        () -> !Files.readSymbolicLink(other).equals(Files.readSymbolicLink(mine)));
    here("ip link add lan0 type veth peer name lan0 netns " + holder.pid());
    here("ip link set lan0 up");
    there("ip link set lo up");
    there("ip link set lan0 up");
    // a machine replies for its own address only
    there("sysctl -qw net.ipv4.conf.all.arp_ignore=1");
    there("sysctl -qw net.ipv4.ip_forward=1");
    there("sysctl -qw net.ipv4.icmp_ratelimit=0");
    here("sysctl -qw net.ipv4.ping_group_range=0 2147483647");
    here("ip addr add 10.77.0.1/16 dev lan0");
    there("ip addr add 10.77.0.2/16 dev lan0");
    here("ip route add 10.78.0.0/16 via 10.77.0.2");
    there("ip route add blackhole 10.78.0.0/16");
  }

  /** Has every address of a network reply. */
  public void live(String network) throws Exception {
    there("ip route add local " + network + " dev lo");
  }

  /** Has every address of each tenth /24 reply, of all that are behind the cable. */
  public void liveTenth() throws Exception {
    for (int i = 0; i < 256; i += 10) {
      live("10.78." + i + ".0/24");
    }
  }

  /** Adds machines to the attached network, each with a hardware address of its own. */
  public void attach(List<String> addresses) throws Exception {
    Path batch = Files.createTempFile("machines", ".txt");
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < addresses.size(); i++) {
      lines.add("link add link lan0 name m" + i + " type macvlan mode bridge");
      lines.add("link set m" + i + " up");
      lines.add("addr add " + addresses.get(i) + "/32 dev m" + i);
    }
    Files.write(batch, lines);
    there("ip -batch " + batch);
    Files.delete(batch);
  }

  /** Runs a command at the other end, with arguments that contain no blank. */
  private void there(String command) throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(there());
    line.addAll(words(command));
    Program.output(line);
  }

  /** Returns what a command line starts with that is to run at the other end. */
  public List<String> there() {
    return List.of("nsenter", "-t", Long.toString(holder.pid()), "-n");
  }

  private static void here(String command) throws IOException, InterruptedException {
    Program.output(words(command));
  }

  /** The value of a setting may contain blanks. */
  private static List<String> words(String command) {
    String[] parts = command.split(" ", command.startsWith("sysctl") ? 3 : 0);
    return Arrays.asList(parts);
  }

  @Override
  public void close() throws InterruptedException {
    holder.destroyForcibly().waitFor();
    // the cable goes with the namespace, a moment later
    Await.until(
        "the end of the cable",
        System.nanoTime(),
        () -> NetworkInterface.getByName("lan0") == null);
  }
}
