// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.config;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The name of a cfg file as Felix File Install takes it apart: {@code PID.cfg}, or {@code
 * PID-NAME.cfg} for one of several configurations.
 *
 * @param file the file
 */
record CfgName(Path file) {

  /** What the names of all of them end in. */
  static final String SUFFIX = ".cfg";

  private static final String OURS = "io.kitty.";

  private String base() {
    String name = file.getFileName().toString();
    return name.substring(0, name.length() - SUFFIX.length());
  }

  /** The PID, or that of the factory. */
  String pid() {
    return base().replaceFirst("-.*", "");
  }

  /** Whether it is one of several. */
  boolean factory() {
    return base().indexOf('-') > 0;
  }

  /** Whether it is meant for a part of the hub. */
  boolean ours() {
    return base().startsWith(OURS);
  }

  /** By what Felix File Install finds the configuration of the file. */
  String uri() {
    return file.toFile().getAbsoluteFile().toURI().toString();
  }

  /**
   * That a file is for one of several where there is only one, or the other way round, so that
   * nobody takes it.
   *
   * @param schemas what the configurations of a PID may hold
   * @return the sentence about it, if any
   */
  List<String> misfit(Function<String, @Nullable Schema> schemas) {
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
