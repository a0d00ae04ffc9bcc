// SPDX-License-Identifier: Apache-2.0
package io.kitty.mqtt.message;

/**
 * The topics of this hub. Those of one hub differ from those of another whose base topic differs.
 *
 * @param prefix the topic below which Home Assistant looks for devices, for instance {@code
 *     homeassistant}
 * @param base the topic below which everything else is, for instance {@code kitty}
 */
public record Topics(String prefix, String base) {

  /** Returns the topic of {@code online} and {@code offline} of this hub. */
  public String status() {
    return base + "/status";
  }

  /** Returns the topic on which Home Assistant and openHAB say that they have started. */
  public String birth() {
    return prefix + "/status";
  }

  /** Returns the topic of events. */
  public String events() {
    return base + "/events";
  }

  /** Returns the topic of what is known of the hub itself. */
  public String hubState() {
    return base + "/hub/state";
  }

  /** Returns the topic of the command to scan. */
  public String scan() {
    return base + "/hub/scan";
  }

  /** Returns the topic of the state of the device with this slug, or with a wildcard. */
  public String state(String slug) {
    return base + "/devices/" + slug + "/state";
  }

  /**
   * Returns the discovery topic of a device.
   *
   * @param slug its slug
   */
  public String device(String slug) {
    return prefix + "/device/" + object(slug) + "/config";
  }

  /**
   * Returns the discovery topic of a single entity.
   *
   * @param slug the slug of its device
   * @param entity its id within the device
   */
  public String entity(String platform, String slug, String entity) {
    return prefix + "/" + platform + "/" + object(slug) + "/" + entity + "/config";
  }

  /** Returns the filters of the discovery topics of all devices and entities, of any program. */
  public String[] discovery() {
    return new String[] {prefix + "/device/+/config", prefix + "/+/+/+/config"};
  }

  /**
   * Returns the id of a device in Home Assistant. In discovery topics only {@code [A-Za-z0-9_-]} is
   * allowed (Home Assistant, components/mqtt/discovery.py).
   */
  public String object(String slug) {
    return base.replaceAll("[^A-Za-z0-9_-]", "_") + "_" + slug;
  }
}
