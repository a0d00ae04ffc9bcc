// SPDX-License-Identifier: Apache-2.0
package io.kitty.mqtt.message;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The topics of this hub. Those that begin with {@code <base>/hubs/<hub>} are written by this hub
 * only; all others are shared by the hubs at a broker.
 *
 * @param prefix the topic below which Home Assistant looks for devices, for instance {@code
 *     homeassistant}
 * @param base the topic below which everything else is, for instance {@code kitty}
 * @param hub the name of this hub, which no other one has; {@code [A-Za-z0-9_-]+}
 */
public record Topics(String prefix, String base, String hub) {

  private static final String STATUS = "status";

  /** Returns the topic of {@code online} as long as any hub is. */
  public String status() {
    return base + "/" + STATUS;
  }

  /** Returns the topic on which Home Assistant and openHAB say that they have started. */
  public String birth() {
    return prefix + "/" + STATUS;
  }

  /** Returns the topic of events. */
  public String events() {
    return base + "/events";
  }

  /** Returns the topic of {@code online} and {@code offline} of this hub. */
  public String hubStatus() {
    return own(STATUS);
  }

  /** Returns the topic of what is known of this hub itself. */
  public String hubState() {
    return own("state");
  }

  /** Returns the topic of the command to scan. */
  public String scan() {
    return own("scan");
  }

  /** Returns the topic on which this hub says that it knows a device. */
  public String claim(String slug) {
    return own("claims/" + slug);
  }

  private String own(String end) {
    return base + "/hubs/" + hub + "/" + end;
  }

  /** Returns the topic of the state of the device with this slug, or with a wildcard. */
  public String state(String slug) {
    return base + "/devices/" + slug + "/state";
  }

  /** Returns the filter of everything that any hub says of itself. */
  public String ofHubs() {
    return base + "/hubs/#";
  }

  /**
   * Returns the filters of what this program may have retained before: the discovery topics of all
   * devices and entities, of any program, and the states, with that of earlier versions.
   */
  public String[] retained() {
    return new String[] {
      prefix + "/device/+/config", prefix + "/+/+/+/config", state("+"), base + "/hub/state"
    };
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

  /** Returns the slug of this hub as a device. */
  public String hubSlug() {
    return "hub_" + hub;
  }

  /**
   * Returns the id of a device in Home Assistant. In discovery topics only {@code [A-Za-z0-9_-]} is
   * allowed (Home Assistant, components/mqtt/discovery.py).
   */
  public String object(String slug) {
    return objects() + slug;
  }

  private String objects() {
    return base.replaceAll("[^A-Za-z0-9_-]", "_") + "_";
  }

  /** Returns the slug to which a discovery topic or the topic of a state belongs. */
  public Optional<String> slug(String topic) {
    Matcher parts =
        Pattern.compile(
                "%s/[a-z_]+/%s(?<device>[\\w-]+)(/[\\w-]+)?/config|%s/(devices/)?(?<state>[\\w-]+)/state"
                    .formatted(prefix, objects(), base))
            .matcher(topic);
    return parts.matches()
        ? Stream.of("device", "state").map(parts::group).filter(Objects::nonNull).findFirst()
        : Optional.empty();
  }

  /**
   * A topic of a hub.
   *
   * @param hub its name
   * @param slug the slug of the device that it claims; {@code ""} if the topic is another one
   * @param status whether it is the topic of its status
   */
  public record OfHub(String hub, String slug, boolean status) {}

  /** Splits a topic that begins with {@code <base>/hubs/}; empty for any other. */
  public Optional<OfHub> ofHub(String topic) {
    Matcher parts =
        Pattern.compile(base + "/hubs/([\\w-]+)/(status|state|scan|claims/([\\w-]+))")
            .matcher(topic);
    return parts.matches()
        ? Optional.of(
            new OfHub(
                parts.group(1),
                parts.group(3) == null ? "" : parts.group(3),
                parts.group(2).equals(STATUS)))
        : Optional.empty();
  }
}
