// SPDX-License-Identifier: Apache-2.0
package io.kitty.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * All targets as one, whose inputs begin with a byte that says for which target the rest is. The
 * tests fuzz all targets in one process, as most of the time of a short one is that of its start.
 */
public final class AllTargets {

  /** Names the folder for files that targets write, and for inputs that make them fail. */
  static final String FOLDER = "fuzz.folder";

  private static final List<Method> TARGETS = targets();

  private AllTargets() {}

  public static void fuzzerTestOneInput(byte[] input) throws Exception {
    int index = input.length == 0 ? TARGETS.size() : Byte.toUnsignedInt(input[0]);
    if (index < TARGETS.size()) {
      run(TARGETS.get(index), Arrays.copyOfRange(input, 1, input.length));
    }
  }

  /** Returns the folder for files that targets write. */
  public static Path folder() {
    return Path.of(System.getProperty(FOLDER, "target"));
  }

  private static void run(Method target, byte[] input) throws Exception {
    try {
      target.invoke(null, (Object) input.clone());
    } catch (InvocationTargetException e) {
      String name = target.getDeclaringClass().getSimpleName();
      String hash = "%s-%08x".formatted(name, Arrays.hashCode(input));
      Path file = folder().resolve(hash);
      Files.write(file, input);
      throw new AssertionError(
          "%s fails with %s: %s".formatted(name, file, HexFormat.of().formatHex(input)),
          e.getCause());
    }
  }

  private static List<Method> targets() {
    try {
      List<Method> targets = new ArrayList<>();
      for (String name : TargetClasses.names()) {
        targets.add(TargetClasses.method(name));
      }
      return targets;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes the committed inputs of all targets as inputs of this one. */
  static void writeCorpus(Path corpora, Path folder) throws IOException {
    for (int i = 0; i < TARGETS.size(); i++) {
      String name = TARGETS.get(i).getDeclaringClass().getSimpleName();
      try (Stream<Path> files = Files.list(corpora.resolve(name))) {
        for (Path file : files.toList()) {
          byte[] input = Files.readAllBytes(file);
          byte[] prefixed = new byte[input.length + 1];
          prefixed[0] = (byte) i;
          System.arraycopy(input, 0, prefixed, 1, input.length);
          Files.write(folder.resolve(name + "-" + file.getFileName()), prefixed);
        }
      }
    }
  }
}
