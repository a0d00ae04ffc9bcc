// SPDX-License-Identifier: Apache-2.0

/** HTTP Digest access authentication (RFC 7616), the side of the client. */
@NullMarked
package io.kitty.prusalink.digest;

import org.jspecify.annotations.NullMarked;
