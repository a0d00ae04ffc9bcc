// SPDX-License-Identifier: Apache-2.0
/** Service types: what their instances and TXT keys mean, and which ones to browse. */
@NullMarked
package io.kitty.mdns.type;

import org.jspecify.annotations.NullMarked;
