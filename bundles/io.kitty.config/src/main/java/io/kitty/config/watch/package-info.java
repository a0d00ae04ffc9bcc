// SPDX-License-Identifier: Apache-2.0

/** Files in etc and deploy that cannot be used, and the SSH server configured there. */
@NullMarked
package io.kitty.config.watch;

import org.jspecify.annotations.NullMarked;
