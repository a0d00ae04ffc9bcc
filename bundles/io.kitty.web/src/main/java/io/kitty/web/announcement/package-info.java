// SPDX-License-Identifier: Apache-2.0

/** The resources of announced services and of the counters of announcements. */
@NullMarked
package io.kitty.web.announcement;

import org.jspecify.annotations.NullMarked;
