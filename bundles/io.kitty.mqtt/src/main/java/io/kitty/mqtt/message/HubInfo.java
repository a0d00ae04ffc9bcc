// SPDX-License-Identifier: Apache-2.0
package io.kitty.mqtt.message;

/**
 * What devices are published with.
 *
 * @param label the name of the hub for people
 * @param version its version; {@code ""} if unknown
 * @param url its page; {@code ""} for none
 */
public record HubInfo(String label, String version, String url) {}
