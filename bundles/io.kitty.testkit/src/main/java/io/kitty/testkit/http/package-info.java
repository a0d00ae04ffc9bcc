// SPDX-License-Identifier: Apache-2.0

/** Web servers of machines, for tests over real connections. */
@NullMarked
package io.kitty.testkit.http;

import org.jspecify.annotations.NullMarked;
