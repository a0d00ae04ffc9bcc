// SPDX-License-Identifier: Apache-2.0
/** Devices and events over HTTP, for programs and for the dashboard. */
@NullMarked
package io.kitty.web;

import org.jspecify.annotations.NullMarked;
