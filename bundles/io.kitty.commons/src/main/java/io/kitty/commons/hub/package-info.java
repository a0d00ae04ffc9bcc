// SPDX-License-Identifier: Apache-2.0

/** This hub among others, and as others reach it. */
@NullMarked
package io.kitty.commons.hub;

import org.jspecify.annotations.NullMarked;
