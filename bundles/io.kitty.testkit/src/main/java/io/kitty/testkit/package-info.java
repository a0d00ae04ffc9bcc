// SPDX-License-Identifier: Apache-2.0
/** Fakes and contract tests for all bundles. */
@NullMarked
package io.kitty.testkit;

import org.jspecify.annotations.NullMarked;
