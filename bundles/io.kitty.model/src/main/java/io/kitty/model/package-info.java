// SPDX-License-Identifier: Apache-2.0

/**
 * The working set: all evidence and devices in memory, and how sightings change them. Nothing here
 * deals with threads, clocks, sockets or OSGi: one thread calls it, and time is an argument.
 *
 * <ul>
 *   <li>{@code evidence}: sightings with their times and places
 *   <li>{@code identity}: which pieces of evidence are one device
 *   <li>{@code device}: the record made of them, and its events
 *   <li>{@code annotation}: what people enter
 *   <li>this package: takes sightings in batch by batch, expires them, and keeps within the limits
 * </ul>
 */
@NullMarked
package io.kitty.model;

import org.jspecify.annotations.NullMarked;
