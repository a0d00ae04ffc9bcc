// SPDX-License-Identifier: Apache-2.0

/** The resources of modules: protocols, their switches and configurations, and the hub's health. */
@NullMarked
package io.kitty.web.module;

import org.jspecify.annotations.NullMarked;
