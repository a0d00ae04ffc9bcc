// SPDX-License-Identifier: Apache-2.0

/** Several hubs with one Redis, in one process. */
package io.kitty.redis;
