// SPDX-License-Identifier: Apache-2.0
/** Fakes and contract kits with which every bundle tests itself. */
@NullMarked
package io.kitty.testkit;

import org.jspecify.annotations.NullMarked;
