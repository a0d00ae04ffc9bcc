// SPDX-License-Identifier: Apache-2.0
/** The state of a Bambu Lab printer, and the names of its models. */
@NullMarked
package io.kitty.bambu.printer;

import org.jspecify.annotations.NullMarked;
