// SPDX-License-Identifier: Apache-2.0
package io.kitty.benchmarks.peers;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A row of the table of peers: some work that the hub and another program do in turn. It makes the
 * network that it needs itself, in a network namespace that nothing else is in, and removes it when
 * it is closed.
 */
public interface PeerRow extends AutoCloseable {

  /** Returns the names of the figures of each round, in their order, with units: {@code wall s}. */
  List<String> figures();

  /** Describes the work. */
  String work();

  /**
   * Returns the other program with its version.
   *
   * @throws MissingException if this machine lacks it
   */
  String peer() throws Exception;

  /** Makes the network and starts the hub. */
  void prepare() throws Exception;

  /**
   * Returns a part that {@link #prepare} makes.
   *
   * @throws NullPointerException if it did not
   */
  static <T> T prepared(@Nullable T part) {
    return Objects.requireNonNull(part, "it was not prepared");
  }

  /** Returns the hub's figures of one round. */
  double[] ours() throws Exception;

  /** Returns the other program's figures of one round. */
  double[] theirs() throws Exception;

  @Override
  void close() throws Exception;

  /** What a row needs is missing on this machine. */
  final class MissingException extends Exception {
    private static final long serialVersionUID = 1;

    public MissingException(String message) {
      super(message);
    }
  }
}
