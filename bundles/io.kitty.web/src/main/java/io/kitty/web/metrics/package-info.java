// SPDX-License-Identifier: Apache-2.0

/** Metrics of the hub in the Prometheus text format. */
@NullMarked
package io.kitty.web.metrics;

import org.jspecify.annotations.NullMarked;
