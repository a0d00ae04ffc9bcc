// SPDX-License-Identifier: Apache-2.0
/** UPnP descriptions of devices: checks their URLs, fetches and parses them. */
@NullMarked
package io.kitty.ssdp.description;

import org.jspecify.annotations.NullMarked;
