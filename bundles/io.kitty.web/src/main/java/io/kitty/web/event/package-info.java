// SPDX-License-Identifier: Apache-2.0

/** The resource of events, as streams for many clients. */
@NullMarked
package io.kitty.web.event;

import org.jspecify.annotations.NullMarked;
