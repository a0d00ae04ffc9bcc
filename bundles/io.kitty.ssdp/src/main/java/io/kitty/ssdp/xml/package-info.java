// SPDX-License-Identifier: Apache-2.0
/** Reads XML that need not be well-formed. */
@NullMarked
package io.kitty.ssdp.xml;

import org.jspecify.annotations.NullMarked;
