// SPDX-License-Identifier: Apache-2.0

/** The dashboard's files, the links to all resources, and the description of the API. */
@NullMarked
package io.kitty.web.dashboard;

import org.jspecify.annotations.NullMarked;
