// SPDX-License-Identifier: Apache-2.0

/** Delivers events to listeners, each at its own pace. */
@NullMarked
package io.kitty.core.event;

import org.jspecify.annotations.NullMarked;
