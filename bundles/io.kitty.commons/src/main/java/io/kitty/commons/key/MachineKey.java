// SPDX-License-Identifier: Apache-2.0
package io.kitty.commons.key;

import io.kitty.commons.poll.PollTarget;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The key of one machine, from one factory configuration. Immutable; its text does not contain the
 * key.
 *
 * @param <C> what the machine asks for, for instance a {@link Secret}
 */
public final class MachineKey<C> {

  private static final String FILENAME = "felix.fileinstall.filename";

  private final String file;
  private final @Nullable MachineSelector machine;
  private final @Nullable C credential;
  private final String problem;

  private MachineKey(
      String file, @Nullable MachineSelector machine, @Nullable C credential, String problem) {
    this.file = file;
    this.machine = machine;
    this.credential = credential;
    this.problem = problem;
  }

  /**
   * Reads a configuration.
   *
   * @param properties those of the component, which name the file
   * @param enabled whether the configuration is enabled; if not, it is for no machine
   * @param machine returns which machine it is for
   * @param credential returns its key. Like {@code machine} it fails with an {@link
   *     IllegalArgumentException}, a sentence for people without any secret, if the configuration
   *     cannot be used
   */
  public static <C> MachineKey<C> of(
      Map<String, Object> properties,
      boolean enabled,
      Supplier<MachineSelector> machine,
      Supplier<C> credential) {
    String file = file(properties);
    if (!enabled) {
      return new MachineKey<>(file, null, null, "");
    }
    try {
      return new MachineKey<>(file, machine.get(), credential.get(), "");
    } catch (IllegalArgumentException e) {
      return new MachineKey<>(file, null, null, file + ": " + e.getMessage());
    }
  }

  /** Returns {@code etc/} and the name of the file or, without one, the PID. */
  private static String file(Map<String, Object> properties) {
    String pid = properties.getOrDefault("service.pid", "").toString();
    String file = properties.getOrDefault(FILENAME, "").toString();
    return file.isEmpty() ? pid : "etc/" + file.substring(file.lastIndexOf('/') + 1);
  }

  /** Returns the file that it is from, for people. */
  public String file() {
    return file;
  }

  /** Returns why it cannot be used, for people; {@code ""} if it can. */
  public String problem() {
    return problem;
  }

  /** Returns whether it is the key of this machine, and can be used. */
  public boolean isFor(PollTarget target) {
    return machine != null && machine.matches(target);
  }

  /**
   * Returns the key.
   *
   * @throws IllegalStateException if it cannot be used, as it is disabled or has a problem
   */
  public C credential() {
    if (credential == null) {
      throw new IllegalStateException(this + " cannot be used");
    }
    return credential;
  }

  @Override
  public String toString() {
    return "the key in " + file;
  }
}
