// SPDX-License-Identifier: Apache-2.0
package io.kitty.itests;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.net.NetworkInterface;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * A network of two hosts, for tests that the loopback interface does not allow: this one, with the
 * interface {@link #HERE}, and another in a network namespace of its own, which sends given
 * datagrams from any address. Used only if the tests run in a namespace that has nothing but
 * loopback.
 */
public final class TwoHostNetwork implements AutoCloseable {
  /** The interface of this host. */
  public static final String HERE = "wire0";

  /** That of the other one. */
  public static final String THERE = "wire1";

  private static final int MDNS = 5353;

  private final List<Process> programs = new CopyOnWriteArrayList<>();
  private final List<String> here;
  private final List<String> there;
  private final Process holder;
  private final BufferedWriter orders;
  private final BufferedReader replies;

  /**
   * Sets it up; see {@link Assumptions#secondHost}.
   *
   * @param here the addresses of this host, with prefix lengths
   * @param there those of the other one
   */
  public TwoHostNetwork(List<String> here, List<String> there) throws Exception {
    holder = new ProcessBuilder("unshare", "-n", "sh", "-c", "echo && exec cat").start();
    holder.inputReader().readLine(); // it has a namespace of its own by now
    this.here = List.copyOf(here);
    this.there = List.copyOf(there);
    plug();
    Process sender = start(RemoteSender.class, THERE);
    orders = sender.outputWriter(US_ASCII);
    replies = sender.inputReader(US_ASCII);
  }

  /** Returns whether this host is isolated, so that further networks do no harm. */
  public static boolean isPossible() throws IOException {
    return NetworkInterface.networkInterfaces()
            .allMatch(each -> each.getName().matches("lo|" + HERE))
        && succeeds("unshare", "-n", "true")
        && succeeds("ip", "-V")
        && succeeds("nsenter", "-V");
  }

  /** Returns whether a command can be run, and succeeds. */
  static boolean succeeds(String... command) {
    try {
      Process process = new ProcessBuilder(command).start();
      return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private String inside() {
    return "nsenter -n -t " + holder.pid();
  }

  /** Adds the wire's interfaces, with their addresses. */
  public void plug() throws Exception {
    run("ip link add " + HERE + " type veth peer name " + THERE + " netns " + holder.pid());
    up(HERE, here, "");
    up(THERE, there, inside());
  }

  /** Removes the wire's interfaces. */
  public void unplug() throws Exception {
    run("ip link del " + HERE);
  }

  private static void up(String link, List<String> addresses, String where) throws Exception {
    for (String each : addresses) {
      run(where + " ip addr add " + each + " dev " + link + (each.contains(":") ? " nodad" : ""));
    }
    run(where + " ip link set " + link + " up");
  }

  /** Starts a program of the tests on the other host. */
  public Process start(Class<?> program, String... arguments) throws Exception {
    Path classes = Path.of(program.getProtectionDomain().getCodeSource().getLocation().toURI());
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classes.toString(),
                program.getName()));
    command.addAll(List.of(arguments));
    return start(command);
  }

  /** Starts a program on the other host; it ends with this network at the latest. */
  public Process start(List<String> command) throws IOException {
    List<String> words = new ArrayList<>(List.of(inside().split(" ")));
    words.addAll(command);
    Process program =
        new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    programs.add(program);
    return program;
  }

  /** Runs a command, of words without blanks, on the other host. */
  public void runThere(String command) throws Exception {
    run(inside() + " " + command);
  }

  /** Runs a command, of words without blanks, to its end. */
  public static void run(String command) throws Exception {
    Process process =
        new ProcessBuilder(command.strip().split(" "))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    if (!process.waitFor(10, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new IOException(command + " failed");
    }
  }

  /** Sends a datagram from port 5353 of an address of the other host to that port. */
  public void send(String from, String to, byte[] payload) throws IOException {
    send(from, to, MDNS, payload);
  }

  /** Sends a datagram from a port of an address of the other host to that port. */
  public void send(String from, String to, int port, byte[] payload) throws IOException {
    orders.write("%s %s %d %s%n".formatted(from, to, port, HexFormat.of().formatHex(payload)));
    orders.flush();
    String reply = replies.readLine();
    if (!"sent".equals(reply)) {
      throw new IOException("the other host says " + reply);
    }
  }

  /** Sends an announcement over multicast DNS from the other host. */
  public void announce(String from, DnsMessage message) throws IOException {
    send(from, "224.0.0.251", message.bytes());
  }

  @Override
  public void close() throws Exception {
    for (Process each : programs) {
      each.destroyForcibly().waitFor();
    }
    holder.destroyForcibly().waitFor(); // its namespace goes, and the wire with it
  }
}
