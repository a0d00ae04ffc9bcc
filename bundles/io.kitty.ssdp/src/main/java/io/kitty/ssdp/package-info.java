// SPDX-License-Identifier: Apache-2.0
/** Finds UPnP devices by SSDP search and announcement. */
@NullMarked
package io.kitty.ssdp;

import org.jspecify.annotations.NullMarked;
