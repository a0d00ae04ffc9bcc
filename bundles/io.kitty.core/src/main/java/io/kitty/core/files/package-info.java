// SPDX-License-Identifier: Apache-2.0

/** Detects unusable files in etc/ and deploy/. */
@NullMarked
package io.kitty.core.files;

import org.jspecify.annotations.NullMarked;
