// SPDX-License-Identifier: Apache-2.0

/** The services of the web: what each expects of a message. */
@NullMarked
package io.kitty.notify.service;

import org.jspecify.annotations.NullMarked;
