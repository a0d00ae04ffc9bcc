// SPDX-License-Identifier: Apache-2.0

/** Files whose content survives a power failure. */
@NullMarked
package io.kitty.commons.file;

import org.jspecify.annotations.NullMarked;
