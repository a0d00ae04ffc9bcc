// SPDX-License-Identifier: Apache-2.0
package io.kitty.itests;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** While it is open, a running process can open no file or socket: prlimit(1). */
public final class DescriptorLimit implements AutoCloseable {
  private final String pid;
  private final String before;

  /** Limits a process to the files and sockets that it has open. */
  public DescriptorLimit(long process) throws IOException {
    pid = Long.toString(process);
    before = prlimit("--nofile", "--output", "SOFT", "--noheadings");
    try (Stream<Path> open = Files.list(Path.of("/proc", pid, "fd"))) {
      set(Long.toString(open.count()));
    }
  }

  private void set(String files) throws IOException {
    String complaint = prlimit("--nofile=" + files + ":");
    if (!complaint.isEmpty()) {
      throw new IOException(complaint);
    }
  }

  private String prlimit(String... arguments) throws IOException {
    ProcessBuilder builder = new ProcessBuilder("prlimit", "--pid", pid);
    builder.command().addAll(List.of(arguments));
    Process process = builder.redirectErrorStream(true).start();
    return new String(process.getInputStream().readAllBytes(), UTF_8).strip();
  }

  @Override
  public void close() throws IOException {
    set(before);
  }
}
