// SPDX-License-Identifier: Apache-2.0
/** Starting and being idle beside Karaf as it is downloaded. */
@NullMarked
package io.kitty.benchmarks.peers.starts;

import org.jspecify.annotations.NullMarked;
