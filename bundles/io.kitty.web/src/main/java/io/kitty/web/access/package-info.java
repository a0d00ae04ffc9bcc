// SPDX-License-Identifier: Apache-2.0

/** Who sends a request, what the caller may do and how often; sessions and tokens as resources. */
@NullMarked
package io.kitty.web.access;

import org.jspecify.annotations.NullMarked;
