// SPDX-License-Identifier: Apache-2.0
/** Finds devices by the services that they announce over multicast DNS. */
@NullMarked
package io.kitty.mdns;

import org.jspecify.annotations.NullMarked;
