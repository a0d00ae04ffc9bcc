// SPDX-License-Identifier: Apache-2.0

/**
 * What houses, networks and strangers do to a running hub, and what it must not lose by it. Each
 * test has a short form, which every build runs, and a long one for {@code mvn verify -Plong}: see
 * {@link io.kitty.itests.faults.Extent}.
 */
package io.kitty.itests.faults;
