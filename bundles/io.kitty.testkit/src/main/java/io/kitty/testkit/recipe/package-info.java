// SPDX-License-Identifier: Apache-2.0

/** Runs the recipes of the READMEs. */
@NullMarked
package io.kitty.testkit.recipe;

import org.jspecify.annotations.NullMarked;
