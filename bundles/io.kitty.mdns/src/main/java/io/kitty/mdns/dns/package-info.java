// SPDX-License-Identifier: Apache-2.0
/**
 * The wire format of DNS (RFC 1035) and of DNS-based service discovery (RFC 6763): reads messages
 * and writes queries.
 */
@NullMarked
package io.kitty.mdns.dns;

import org.jspecify.annotations.NullMarked;
