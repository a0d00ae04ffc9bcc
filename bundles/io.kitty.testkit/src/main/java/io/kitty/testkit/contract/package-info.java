// SPDX-License-Identifier: Apache-2.0
/** Contract tests that a bundle extends, and what they are made of. */
@NullMarked
package io.kitty.testkit.contract;

import org.jspecify.annotations.NullMarked;
