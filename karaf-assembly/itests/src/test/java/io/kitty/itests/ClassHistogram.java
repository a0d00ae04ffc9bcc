// SPDX-License-Identifier: Apache-2.0
package io.kitty.itests;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The reachable objects of another Java process, as the JDK's jcmd counts them after a full
 * collection.
 */
public final class ClassHistogram {
  private static final Pattern LOADER =
      Pattern.compile("org\\.apache\\.felix\\.framework\\.\\S*BundleClassLoader");

  /** The fields of a line: rank, instances, bytes and name of a class; or a sum without a rank. */
  private final List<String[]> lines;

  private ClassHistogram(List<String[]> lines) {
    this.lines = lines;
  }

  /** Collects the garbage of a process and counts what is left. */
  public static ClassHistogram of(long pid) throws IOException {
    return new ClassHistogram(
        jcmd(pid, "GC.class_histogram")
            .lines()
            .map(line -> line.strip().split("\\s+"))
            .filter(fields -> fields.length > 2)
            .toList());
  }

  /** Returns what the JDK's jcmd prints for a command to a process. */
  public static String jcmd(long pid, String... command) throws IOException {
    String[] start = {
      Path.of(System.getProperty("java.home"), "bin/jcmd").toString(), Long.toString(pid)
    };
    String[] all = Arrays.copyOf(start, start.length + command.length);
    System.arraycopy(command, 0, all, start.length, command.length);
    Process process = new ProcessBuilder(all).redirectErrorStream(true).start();
    return new String(process.getInputStream().readAllBytes(), UTF_8);
  }

  /** Returns the number of the class loaders of bundles. */
  public int bundleLoaders() {
    return lines.stream()
        .filter(fields -> fields.length > 3 && LOADER.matcher(fields[3]).matches())
        .mapToInt(fields -> Integer.parseInt(fields[1]))
        .findFirst()
        .orElseThrow();
  }

  /** Returns the size of all objects. */
  public long bytes() {
    return lines.stream()
        .filter(fields -> fields[0].equals("Total"))
        .mapToLong(fields -> Long.parseLong(fields[2]))
        .findFirst()
        .orElseThrow();
  }
}
