// SPDX-License-Identifier: Apache-2.0
package io.kitty.mqtt;

import io.kitty.hub.ConfigConstraint;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The configuration. Times are in seconds. */
@ObjectClassDefinition(
    name = "Kitty Discovery: MQTT",
    description = "Tells Home Assistant, openHAB and other programs of the devices.")
@interface MqttConfig {

  /** The characters of topics without wildcards. */
  String TOPIC = "[A-Za-z0-9_-]+(/[A-Za-z0-9_-]+)*";

  String TOPIC_WORDS = "letters, digits, _ and -, and / between them";

  @AttributeDefinition(description = "Whether to publish the devices over MQTT.")
  boolean enabled() default false;

  @AttributeDefinition(
      description =
          "The URL of the broker: mqtt://host:1883, mqtts://host:8883, ws://host:80/path or"
              + " wss://host:443/path.")
  String url() default "mqtt://127.0.0.1:1883";

  @AttributeDefinition(description = "The user at the broker; empty for none.", required = false)
  String user() default "";

  @AttributeDefinition(
      type = AttributeType.PASSWORD,
      description = "The password; empty for none. A file or the environment is safer.",
      required = false)
  @ConfigConstraint(environment = "MQTT_PASSWORD")
  String password() default "";

  @AttributeDefinition(
      description = "A file that contains the password only; empty for none.",
      required = false)
  String password_file() default "";

  @AttributeDefinition(
      description =
          "A file of trusted certificates in PEM form for TLS; empty for those that Java trusts.",
      required = false)
  String ca_file() default "";

  @AttributeDefinition(
      description = "A file with the certificate of this hub in PEM form; empty for none.",
      required = false)
  String cert_file() default "";

  @AttributeDefinition(
      description =
          "A file with the private key of that certificate, unencrypted PKCS #8 in PEM form;"
              + " empty for none.",
      required = false)
  String key_file() default "";

  @AttributeDefinition(
      description = "The topic below which Home Assistant and openHAB look for devices.")
  @ConfigConstraint(pattern = TOPIC, allowed = TOPIC_WORDS, standIn = ConfigConstraint.StandIn.NONE)
  String discovery_prefix() default "homeassistant";

  @AttributeDefinition(
      description =
          "The topic below which everything else is; hubs with the same share their devices.")
  @ConfigConstraint(pattern = TOPIC, allowed = TOPIC_WORDS, standIn = ConfigConstraint.StandIn.NONE)
  String base_topic() default "kitty";

  @AttributeDefinition(
      description =
          "The name of this hub, which no other one at the broker has; empty for one that is made"
              + " at the first start.",
      required = false)
  @ConfigConstraint(
      pattern = "[A-Za-z0-9_-]{0,64}",
      allowed = "letters, digits, _ and -",
      standIn = ConfigConstraint.StandIn.NONE)
  String hub() default "";

  @AttributeDefinition(
      description =
          "How devices are described: device, one message for each; or components, one message"
              + " for each entity, for openHAB up to 5.1.")
  @ConfigConstraint(pattern = "device|components", allowed = "device and components")
  String form() default "device";

  @AttributeDefinition(
      description =
          "The kinds of devices to publish, separated by commas, for instance bambu, printer;"
              + " empty for all.",
      required = false)
  @ConfigConstraint(standIn = ConfigConstraint.StandIn.NONE)
  String[] kinds() default {};

  @AttributeDefinition(
      description =
          "The tags of which a device has one to be published, separated by commas; empty for"
              + " all devices.",
      required = false)
  @ConfigConstraint(standIn = ConfigConstraint.StandIn.NONE)
  String[] tags() default {};

  @AttributeDefinition(
      description =
          "Seconds between two messages of a device that differ in progress, remaining time or"
              + " temperatures only.",
      min = "1",
      max = "3600")
  double readings_interval() default 10;

  @AttributeDefinition(
      description =
          "The page of this hub as other hosts reach it, for devices without a page of their"
              + " own, for instance http://hub.lan:8088; empty for the address of this host, if"
              + " io.kitty.web can be reached there.",
      required = false)
  @ConfigConstraint(
      pattern = "(https?://[A-Za-z0-9._:\\[\\]-]+(/[!-~]*)?)?",
      allowed = "a URL that begins with http:// or https://")
  String hub_url() default "";
}
