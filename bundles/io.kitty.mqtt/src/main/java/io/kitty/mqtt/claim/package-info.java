// SPDX-License-Identifier: Apache-2.0

/** Several hubs at one broker: which of them speaks for a device. */
@NullMarked
package io.kitty.mqtt.claim;

import org.jspecify.annotations.NullMarked;
