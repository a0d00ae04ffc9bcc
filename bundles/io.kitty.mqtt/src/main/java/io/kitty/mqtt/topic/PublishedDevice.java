// SPDX-License-Identifier: Apache-2.0
package io.kitty.mqtt.topic;

import io.kitty.mqtt.message.DevicePart;
import java.util.Set;

/**
 * A device that is or was published.
 *
 * @param slug a part of its topics and of the ids of its entities
 * @param parts what it has ever told: an entity never leaves while its device is known
 */
record PublishedDevice(String slug, Set<DevicePart> parts) {}
