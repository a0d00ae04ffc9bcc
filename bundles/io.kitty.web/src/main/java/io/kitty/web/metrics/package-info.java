// SPDX-License-Identifier: Apache-2.0

/** What can be measured of the hub, in the form that Prometheus reads. */
@NullMarked
package io.kitty.web.metrics;

import org.jspecify.annotations.NullMarked;
