// SPDX-License-Identifier: Apache-2.0
package io.kitty.web;

/**
 * All devices that are present, as the first event of a stream.
 *
 * @param position the number of the last event that it surely contains
 * @param takenNanos when it was taken, on the monotonic clock
 */
record Snapshot(long position, long takenNanos, ChunkedDeviceArray pages) {}
