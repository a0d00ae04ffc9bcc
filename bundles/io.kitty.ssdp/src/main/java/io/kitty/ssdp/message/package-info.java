// SPDX-License-Identifier: Apache-2.0
/** SSDP messages: parses those that are received, writes searches. */
@NullMarked
package io.kitty.ssdp.message;

import org.jspecify.annotations.NullMarked;
