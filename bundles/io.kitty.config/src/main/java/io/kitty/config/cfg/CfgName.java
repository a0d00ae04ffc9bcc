// SPDX-License-Identifier: Apache-2.0
package io.kitty.config.cfg;

import io.kitty.config.schema.Schema;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The name of a cfg file as Felix File Install parses it: {@code PID.cfg}, or {@code PID-NAME.cfg}
 * for one of several configurations.
 *
 * @param file the file
 */
record CfgName(Path file) {

  /** The suffix of all cfg files. */
  static final String SUFFIX = ".cfg";

  private static final String PREFIX = "io.kitty.";

  private String base() {
    String name = file.getFileName().toString();
    return name.substring(0, name.length() - SUFFIX.length());
  }

  /** Returns the PID, or the factory PID. */
  String pid() {
    return base().replaceFirst("-.*", "");
  }

  /** Returns whether it is one of several configurations. */
  boolean factory() {
    return base().indexOf('-') > 0;
  }

  /** Returns whether it belongs to the hub. */
  boolean ours() {
    return base().startsWith(PREFIX);
  }

  /** Returns the URI under which Felix File Install keeps the configuration of the file. */
  String uri() {
    return file.toFile().getAbsoluteFile().toURI().toString();
  }

  /**
   * Checks whether the name fits the schema: an instance file of a module with a single
   * configuration, or the reverse, is ignored.
   *
   * @param schemas returns the schema of a PID
   * @return the problem in one sentence, if any
   */
  List<String> mismatch(Function<String, @Nullable Schema> schemas) {
    Schema schema = ours() ? schemas.apply(pid()) : null;
    if (schema == null || schema.factory() == factory()) {
      return List.of();
    }
    return List.of(
        schema.factory()
            ? "%s is not used: the file of one of them is named %s-NAME.cfg".formatted(file, pid())
            : "%s is not used: there is one of them only, so the name goes without %s"
                .formatted(file, base().substring(pid().length())));
  }
}
