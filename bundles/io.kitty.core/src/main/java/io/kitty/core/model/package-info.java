// SPDX-License-Identifier: Apache-2.0

/**
 * The working set: what is believed of the machines, and how sightings change it. Nothing here
 * knows of threads, clocks, sockets or OSGi: one thread calls it, and time is an argument.
 */
@NullMarked
package io.kitty.core.model;

import org.jspecify.annotations.NullMarked;
