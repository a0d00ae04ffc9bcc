// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.event;

import io.kitty.web.device.ChunkedDeviceArray;

/**
 * All devices of a view, as the first event of a stream.
 *
 * @param position the number of the last event that it includes
 * @param takenNanos when it was taken, in nanoseconds of the monotonic clock
 */
record Snapshot(long position, long takenNanos, ChunkedDeviceArray devices) {}
