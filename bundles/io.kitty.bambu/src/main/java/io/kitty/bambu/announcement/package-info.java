// SPDX-License-Identifier: Apache-2.0
/** Announcements of printers, and searches for them: messages that resemble SSDP. */
@NullMarked
package io.kitty.bambu.announcement;

import org.jspecify.annotations.NullMarked;
