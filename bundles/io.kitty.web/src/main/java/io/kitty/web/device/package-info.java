// SPDX-License-Identifier: Apache-2.0

/** The resources of devices: lists, single devices, edits and histories. */
@NullMarked
package io.kitty.web.device;

import org.jspecify.annotations.NullMarked;
