// SPDX-License-Identifier: Apache-2.0

/** Several hubs at one Redis, in one process. */
package io.kitty.redis;
