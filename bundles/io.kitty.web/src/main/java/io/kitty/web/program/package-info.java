// SPDX-License-Identifier: Apache-2.0

/** Which program or user on this machine is at the other end of a connection. */
@NullMarked
package io.kitty.web.program;

import org.jspecify.annotations.NullMarked;
