// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.model;

/** What a protocol reports under one key. */
record Thing(String source, String key) {}
