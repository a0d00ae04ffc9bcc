// SPDX-License-Identifier: Apache-2.0
package io.kitty.ipp;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/**
 * The printer of the CUPS project's {@code ippeveprinter}, on the loopback interface. It cannot run
 * without Avahi, which has a D-Bus of its own here, and the loopback interface only.
 */
final class IppEvePrinter implements AutoCloseable {

  private static final List<String> PROGRAMS =
      List.of("ippeveprinter", "ipptool", "dbus-daemon", "avahi-daemon", "unshare");
  private static final Duration SOON = Duration.ofSeconds(10);

  private final Path folder = Files.createTempDirectory("kitty-ipp-");
  private final Deque<Process> processes = new ArrayDeque<>();
  private final int port = freePort();

  IppEvePrinter() throws IOException {
    try {
      configure();
      bus();
      printer();
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Returns whether all that it needs is installed, and allowed. */
  static boolean isPossible() throws IOException, InterruptedException {
    for (String each : PROGRAMS) {
      if (path(each).findFirst().isEmpty()) {
        return false;
      }
    }
    return new ProcessBuilder("unshare", "-m", "true").start().waitFor() == 0;
  }

  private static Stream<Path> path(String program) {
    return Stream.of("/usr/bin", "/usr/sbin", "/bin", "/sbin")
        .map(each -> Path.of(each, program))
        .filter(Files::isExecutable);
  }

  private void configure() throws IOException {
    write(
        "bus.conf",
        """
        <busconfig>
          <type>system</type>
          <listen>unix:path=%s</listen>
          <auth>EXTERNAL</auth>
          <policy context="default">
            <allow user="*"/><allow own="*"/><allow send_type="method_call"/>
            <allow send_destination="*"/><allow receive_sender="*"/>
          </policy>
        </busconfig>
        """
            .formatted(folder.resolve("bus")));
    write(
        "avahi.conf",
        """
        [server]
        host-name=printer
        use-ipv6=no
        allow-interfaces=lo
        enable-dbus=yes
        """);
    write(
        "printer.conf",
        """
        ATTR name marker-names "Black Ink","Cyan Ink","Waste"
        ATTR name marker-colors "#000000","#00FFFF","none"
        ATTR keyword marker-types ink,ink,waste-ink
        ATTR integer marker-levels 45,80,-2
        ATTR text printer-make-and-model "Acme Laser 1"
        ATTR mimeMediaType document-format-supported text/plain
        ATTR mimeMediaType document-format-default text/plain
        """);
    write("document.txt", "Hello\n");
    Path command =
        write(
            "print",
            """
            #!/bin/sh
            echo "STATE: +media-low-warning" >&2
            echo "ATTR: marker-levels=44,79,-2" >&2
            while [ ! -e %s ]; do sleep 0.05; done
            echo "STATE: -media-low-warning" >&2
            """
                .formatted(folder.resolve("printed")));
    Files.setPosixFilePermissions(command, PosixFilePermissions.fromString("rwx------"));
    Files.createDirectory(folder.resolve("spool"));
    Files.createDirectory(folder.resolve("keys"));
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  /** Avahi has the file with its process id in a fixed place, which is another one here. */
  private void bus() throws IOException {
    start("dbus-daemon", "--config-file=" + folder.resolve("bus.conf"), "--nofork", "--nopidfile");
    await("D-Bus").atMost(SOON).until(() -> Files.exists(folder.resolve("bus")));
    String avahi =
        "mount -t tmpfs none /run && mkdir /run/avahi-daemon && exec avahi-daemon"
            + " --no-drop-root --no-chroot --no-rlimits -f "
            + folder.resolve("avahi.conf");
    start("unshare", "-m", "sh", "-c", avahi);
    await("Avahi")
        .atMost(SOON)
        .until(() -> Files.readString(folder.resolve("log")).contains("startup complete"));
  }

  private void printer() throws IOException {
    start(
        "ippeveprinter",
        "-p",
        String.valueOf(port),
        "-n",
        "localhost",
        "-r",
        "off",
        "-d",
        folder.resolve("spool").toString(),
        "-K",
        folder.resolve("keys").toString(),
        "-a",
        folder.resolve("printer.conf").toString(),
        "-c",
        folder.resolve("print").toString(),
        "Test printer");
    await("the printer").atMost(SOON).until(this::listens);
  }

  private boolean listens() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private Process start(String... command) throws IOException {
    command[0] = path(command[0]).findFirst().orElseThrow().toString();
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()));
    builder.environment().put("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=" + folder.resolve("bus"));
    Process process = builder.start();
    processes.push(process);
    return process;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  int port() {
    return port;
  }

  /** Sends a document, which it prints until {@link #finish}. */
  void print() throws IOException, InterruptedException {
    Process ipptool =
        start(
            "ipptool",
            "-f",
            folder.resolve("document.txt").toString(),
            "ipp://127.0.0.1:" + port + "/ipp/print",
            "print-job.test");
    if (ipptool.waitFor() != 0) {
      throw new IOException(Files.readString(folder.resolve("log")));
    }
  }

  /** Ends the printing. */
  void finish() throws IOException {
    write("printed", "");
  }

  @Override
  public void close() throws IOException {
    while (!processes.isEmpty()) {
      processes.pop().destroyForcibly().onExit().join();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }
}
