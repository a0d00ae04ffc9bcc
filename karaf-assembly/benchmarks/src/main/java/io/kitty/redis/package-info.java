// SPDX-License-Identifier: Apache-2.0

/** What is measured inside the Redis bundle. */
package io.kitty.redis;
