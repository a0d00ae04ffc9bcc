// SPDX-License-Identifier: Apache-2.0
/** Tests of names, packages and dependencies that the build runs in every bundle. */
@NullMarked
package io.kitty.testkit.architecture;

import org.jspecify.annotations.NullMarked;
