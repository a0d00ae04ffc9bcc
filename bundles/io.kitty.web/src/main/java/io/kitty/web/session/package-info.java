// SPDX-License-Identifier: Apache-2.0

/** The dashboard's sessions, their cookies, and the codes that begin one on another device. */
@NullMarked
package io.kitty.web.session;

import org.jspecify.annotations.NullMarked;
