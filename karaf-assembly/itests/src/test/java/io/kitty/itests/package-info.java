// SPDX-License-Identifier: Apache-2.0
/** Tests of the assembled hub. */
package io.kitty.itests;
