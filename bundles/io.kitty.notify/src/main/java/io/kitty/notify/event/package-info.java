// SPDX-License-Identifier: Apache-2.0

/** What happened to devices and to the hub, as far as people may want to know it. */
@NullMarked
package io.kitty.notify.event;

import org.jspecify.annotations.NullMarked;
