// SPDX-License-Identifier: Apache-2.0

/** The tokens by which programs and the dashboard's sessions are known, and their files. */
@NullMarked
package io.kitty.web.token;

import org.jspecify.annotations.NullMarked;
