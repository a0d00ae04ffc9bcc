// SPDX-License-Identifier: Apache-2.0
/** Fakes of the hub's services, for the tests of what shows and edits devices. */
@NullMarked
package io.kitty.testkit.hub;

import org.jspecify.annotations.NullMarked;
