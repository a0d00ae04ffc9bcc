// SPDX-License-Identifier: Apache-2.0

/** What a configuration may contain, as the bundles declare it (OSGi Compendium 105, Metatype). */
@NullMarked
package io.kitty.config.schema;

import org.jspecify.annotations.NullMarked;
