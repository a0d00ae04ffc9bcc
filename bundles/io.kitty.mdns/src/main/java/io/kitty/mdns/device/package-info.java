// SPDX-License-Identifier: Apache-2.0
/** Reports the hosts of the cache as sightings. */
@NullMarked
package io.kitty.mdns.device;

import org.jspecify.annotations.NullMarked;
