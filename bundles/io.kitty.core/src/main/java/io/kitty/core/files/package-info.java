// SPDX-License-Identifier: Apache-2.0

/** Notices the files in etc/ and deploy/ that are of no use. */
@NullMarked
package io.kitty.core.files;

import org.jspecify.annotations.NullMarked;
