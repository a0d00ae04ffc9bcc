// SPDX-License-Identifier: Apache-2.0
package io.kitty.itests;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.net.NetworkInterface;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A network of two hosts, for tests that the loopback interface does not allow: this one, with the
 * interface {@link #HERE}, and another in a network namespace of its own, which sends given
 * datagrams from any address. Used only if the tests run in a namespace that has nothing but
 * loopback.
 */
public final class TwoHostNetwork implements AutoCloseable {
  /** The interface of this host. */
  public static final String HERE = "wire0";

  private static final String THERE = "wire1";

  private final Process holder;
  private final Process sender;
  private final BufferedWriter orders;
  private final BufferedReader replies;

  /**
   * Sets it up; see {@link Assumptions#secondHost}.
   *
   * @param here the addresses of this host, with prefix lengths
   * @param there those of the other one
   */
  public TwoHostNetwork(List<String> here, List<String> there) throws Exception {
    holder = new ProcessBuilder("unshare", "-n", "sh", "-c", "echo && exec sleep 600").start();
    holder.inputReader().readLine(); // it has a namespace of its own by now
    run("ip link add " + HERE + " type veth peer name " + THERE + " netns " + holder.pid());
    up(HERE, here, "");
    up(THERE, there, inside());
    Path classes =
        Path.of(TwoHostNetwork.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Stream<String> java =
        Stream.of(
            Path.of(System.getProperty("java.home"), "bin/java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            classes.toString(),
            RemoteSender.class.getName(),
            THERE);
    sender =
        new ProcessBuilder(
                Stream.concat(Stream.of(inside().split(" ")), java).collect(Collectors.toList()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
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

  private static void up(String link, List<String> addresses, String where) throws Exception {
    for (String each : addresses) {
      run(where + " ip addr add " + each + " dev " + link + (each.contains(":") ? " nodad" : ""));
    }
    run(where + " ip link set " + link + " up");
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
    orders.write(from + " " + to + " " + HexFormat.of().formatHex(payload) + "\n");
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
    sender.destroyForcibly().waitFor();
    holder.destroyForcibly().waitFor(); // its namespace goes, and the wire with it
  }
}
