// SPDX-License-Identifier: Apache-2.0

/** Printers of the demo that report their state over HTTP. */
@NullMarked
package io.kitty.demo.web;

import org.jspecify.annotations.NullMarked;
