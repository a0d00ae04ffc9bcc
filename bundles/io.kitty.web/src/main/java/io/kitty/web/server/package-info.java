// SPDX-License-Identifier: Apache-2.0

/** The HTTP server: its port, settings, routes and limits. */
@NullMarked
package io.kitty.web.server;

import org.jspecify.annotations.NullMarked;
