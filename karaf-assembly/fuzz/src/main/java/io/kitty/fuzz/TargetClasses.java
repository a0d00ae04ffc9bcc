// SPDX-License-Identifier: Apache-2.0
package io.kitty.fuzz;

import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The fuzz targets: the classes of this module whose names end in {@code Fuzz}. */
final class TargetClasses {

  private static final String SUFFIX = "Fuzz.class";

  private TargetClasses() {}

  /** Returns the names of all targets, ordered by the simple name. */
  static List<String> names() throws IOException {
    Path root = root();
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(file -> file.toString().endsWith(SUFFIX))
          .map(file -> root.relativize(file).toString().replaceAll("[/\\\\]", "."))
          .map(name -> name.substring(0, name.length() - ".class".length()))
          .sorted(Comparator.comparing(TargetClasses::simpleName))
          .toList();
    }
  }

  /** Returns the name without the package, which no two targets share. */
  static String simpleName(String target) {
    return target.substring(target.lastIndexOf('.') + 1);
  }

  /** Returns the method of a target that takes an input. */
  static Method method(String target) {
    try {
      return Class.forName(target).getMethod("fuzzerTestOneInput", byte[].class);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(target + " is no target", e);
    }
  }

  private static Path root() {
    try {
      return Path.of(
          TargetClasses.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
