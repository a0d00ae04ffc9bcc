// SPDX-License-Identifier: Apache-2.0
package io.kitty.notify.event;

import io.kitty.device.Device;
import io.kitty.notify.message.Subject;

/**
 * Something that happened to a device, which a rule may tell.
 *
 * @param subject what happened
 * @param device the device after it
 * @param silenced why it is not told, in a sentence without a full stop; {@code ""} if it is
 */
public record Finding(Subject subject, Device device, String silenced) {}
