// SPDX-License-Identifier: Apache-2.0
/** The assembled hub, looked at from outside and from inside. */
package io.kitty.itests;
