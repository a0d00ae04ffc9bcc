// SPDX-License-Identifier: Apache-2.0
/** Shows devices and events to other programs over HTTP. */
@NullMarked
package io.kitty.web;

import org.jspecify.annotations.NullMarked;
