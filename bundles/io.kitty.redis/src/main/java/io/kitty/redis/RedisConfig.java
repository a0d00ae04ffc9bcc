// SPDX-License-Identifier: Apache-2.0
package io.kitty.redis;

import io.kitty.hub.ConfigConstraint;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What can be set of Redis. Times are in seconds. */
@ObjectClassDefinition(
    name = "Kitty Discovery: Redis",
    description = "Shares the devices of several hubs, and tells other programs of them.")
@interface RedisConfig {

  @AttributeDefinition(
      description = "Whether devices are shared through Redis; also if REDIS_URL is set.")
  boolean enabled() default false;

  @AttributeDefinition(
      description =
          "Where Redis is: redis://host:6379/0, redis-sentinel://host,host/0#name or"
              + " redis-cluster://host,host; rediss for TLS; may hold user:password@.")
  @ConfigConstraint(environment = "REDIS_URL", enables = true)
  String url() default "redis://127.0.0.1:6379";

  @AttributeDefinition(
      type = AttributeType.PASSWORD,
      description =
          "The password; empty: what the url says. A file, or the environment, keeps it better.",
      required = false)
  @ConfigConstraint(environment = "REDIS_PASSWORD")
  String password() default "";

  @AttributeDefinition(
      description = "A file that holds the password and nothing else; empty: none.",
      required = false)
  String password_file() default "";

  @AttributeDefinition(
      description =
          "A file of certificates in PEM form: with TLS, who is trusted; empty: whom Java trusts.",
      required = false)
  String ca_file() default "";

  @AttributeDefinition(
      description =
          "Seconds that what a hub saw of a device holds after the hub was heard of last; it is"
              + " renewed three times as often.",
      min = "2",
      max = "2592000")
  @ConfigConstraint(environment = "DEVICE_TTL")
  int device_ttl() default 300;

  @AttributeDefinition(
      description =
          "The name of this hub, which no other one has; empty: one that is made at the first"
              + " start.",
      required = false)
  @ConfigConstraint(
      pattern = "[A-Za-z0-9._-]{0,64}",
      allowed = "up to 64 letters, digits, dots, _ and -")
  String hub() default "";

  @AttributeDefinition(
      description =
          "Where this hub is. Hubs of one site take what they meet at one address for one machine;"
              + " those of networks with the same addresses need different sites.",
      required = false)
  @ConfigConstraint(
      pattern = "[A-Za-z0-9._-]{0,64}",
      allowed = "up to 64 letters, digits, dots, _ and -",
      standIn = ConfigConstraint.StandIn.NONE)
  String site() default "";

  @AttributeDefinition(
      description = "How many events the stream keeps, about.",
      min = "100",
      max = "10000000")
  int events_length() default 10_000;
}
