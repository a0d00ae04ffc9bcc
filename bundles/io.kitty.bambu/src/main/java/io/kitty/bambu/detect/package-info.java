// SPDX-License-Identifier: Apache-2.0
/** Queries configured printers by the detect handshake, over TCP or TLS. */
@NullMarked
package io.kitty.bambu.detect;

import org.jspecify.annotations.NullMarked;
