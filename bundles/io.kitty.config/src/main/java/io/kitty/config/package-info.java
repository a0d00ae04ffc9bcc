// SPDX-License-Identifier: Apache-2.0

/** Validates the configurations of all bundles before a component gets them. */
@NullMarked
package io.kitty.config;

import org.jspecify.annotations.NullMarked;
