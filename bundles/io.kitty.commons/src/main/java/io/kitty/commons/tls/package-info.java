// SPDX-License-Identifier: Apache-2.0

/** Certificates that no authority which Java trusts has signed. */
@NullMarked
package io.kitty.commons.tls;

import org.jspecify.annotations.NullMarked;
