// SPDX-License-Identifier: Apache-2.0
/** Fakes for the tests of all bundles. */
@NullMarked
package io.kitty.testkit;

import org.jspecify.annotations.NullMarked;
