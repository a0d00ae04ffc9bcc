// SPDX-License-Identifier: Apache-2.0

/**
 * Short TCP connections to machines that serve few clients: each has one deadline and a limit of
 * bytes, and is closed after one question.
 */
@NullMarked
package io.kitty.commons.tcp;

import org.jspecify.annotations.NullMarked;
