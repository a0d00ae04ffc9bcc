// SPDX-License-Identifier: Apache-2.0
/** A TCP server, plain or TLS, that answers one request per connection. */
@NullMarked
package io.kitty.bindserver.tcp;

import org.jspecify.annotations.NullMarked;
