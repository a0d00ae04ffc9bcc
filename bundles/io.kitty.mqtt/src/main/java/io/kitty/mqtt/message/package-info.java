// SPDX-License-Identifier: Apache-2.0

/** What is published: topics and payloads, in the form that Home Assistant reads. */
@NullMarked
package io.kitty.mqtt.message;

import org.jspecify.annotations.NullMarked;
