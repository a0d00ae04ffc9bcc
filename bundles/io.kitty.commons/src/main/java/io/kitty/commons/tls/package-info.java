// SPDX-License-Identifier: Apache-2.0

/** Certificates of devices, which no authority that a hub knows has signed. */
@NullMarked
package io.kitty.commons.tls;

import org.jspecify.annotations.NullMarked;
