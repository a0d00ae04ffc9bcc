// SPDX-License-Identifier: Apache-2.0

/** Which devices a rule is about, and when it keeps quiet. */
@NullMarked
package io.kitty.notify.condition;

import org.jspecify.annotations.NullMarked;
