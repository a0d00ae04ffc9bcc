// SPDX-License-Identifier: Apache-2.0

/**
 * The working set: all evidence, the devices merged from it, and how sightings change them. It is
 * independent of threads, clocks, sockets and OSGi: one thread calls it, and time is an argument.
 */
@NullMarked
package io.kitty.core.model;

import org.jspecify.annotations.NullMarked;
