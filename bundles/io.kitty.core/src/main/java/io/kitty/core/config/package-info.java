// SPDX-License-Identifier: Apache-2.0

/** Checks configurations before they reach a component, and lets the environment override them. */
@NullMarked
package io.kitty.core.config;

import org.jspecify.annotations.NullMarked;
