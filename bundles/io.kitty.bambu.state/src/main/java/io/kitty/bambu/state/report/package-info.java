// SPDX-License-Identifier: Apache-2.0

/** What printers report, merged from messages that contain only what changed. */
@NullMarked
package io.kitty.bambu.state.report;

import org.jspecify.annotations.NullMarked;
