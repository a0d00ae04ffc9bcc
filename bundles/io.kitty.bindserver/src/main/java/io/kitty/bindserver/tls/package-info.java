// SPDX-License-Identifier: Apache-2.0
/** A printer's key and certificate, and the cipher suites that slicers use. */
@NullMarked
package io.kitty.bindserver.tls;

import org.jspecify.annotations.NullMarked;
