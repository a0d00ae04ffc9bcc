// SPDX-License-Identifier: Apache-2.0

/** Benchmarks inside the Redis bundle. */
package io.kitty.redis;
