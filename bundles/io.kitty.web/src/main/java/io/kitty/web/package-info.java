// SPDX-License-Identifier: Apache-2.0
/** Shows devices and events over HTTP. */
@NullMarked
package io.kitty.web;

import org.jspecify.annotations.NullMarked;
