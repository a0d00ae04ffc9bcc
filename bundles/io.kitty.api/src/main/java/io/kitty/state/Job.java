// SPDX-License-Identifier: Apache-2.0
package io.kitty.state;

import org.jspecify.annotations.Nullable;

/**
 * The job of a machine, as far as it reports it: what is null is unknown.
 *
 * @param name the name of the job or its file, at most 256 characters; {@code ""} if unknown
 * @param progress how much of it is complete, 0 to 1
 * @param elapsed the seconds since it began, 0 to 31622400 (a year)
 * @param remaining the seconds until it is complete, 0 to 31622400
 * @param layer the layer that is printed, 0 to 1000000
 * @param layers the number of layers, 1 to 1000000
 */
public record Job(
    String name,
    @Nullable Double progress,
    @Nullable Long elapsed,
    @Nullable Long remaining,
    @Nullable Integer layer,
    @Nullable Integer layers) {

  /** A job of which nothing is known. */
  static final Job UNKNOWN = new Job("", null, null, null, null, null);
}
