// SPDX-License-Identifier: Apache-2.0

/**
 * Validates configurations before they reach a component, and applies overrides from the
 * environment.
 */
@NullMarked
package io.kitty.core.config;

import org.jspecify.annotations.NullMarked;
