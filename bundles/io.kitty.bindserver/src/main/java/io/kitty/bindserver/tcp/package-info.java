// SPDX-License-Identifier: Apache-2.0
/** Answers one question to a TCP connection, plain or by TLS, whoever calls and however many. */
@NullMarked
package io.kitty.bindserver.tcp;

import org.jspecify.annotations.NullMarked;
