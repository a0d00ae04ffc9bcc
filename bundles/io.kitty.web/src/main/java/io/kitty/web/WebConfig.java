// SPDX-License-Identifier: Apache-2.0
package io.kitty.web;

import io.kitty.hub.ConfigConstraint;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The configuration in {@code etc/io.kitty.web.cfg}. */
@ObjectClassDefinition(name = "Kitty web", description = "Devices and events over HTTP.")
@interface WebConfig {

  /** The pattern of a host name without a port. */
  String HOST = "[A-Za-z0-9][A-Za-z0-9._-]{0,252}";

  /** What {@link #HOST} allows, in words. */
  String HOSTS_ALLOWED = "host names like hub.example.org, without a port";

  /** The highest TCP port. */
  int MAX_PORT = 65_535;

  /** The highest number of requests a second. */
  int MAX_RATE = 100_000;

  /** The highest number of events that are kept. */
  int MAX_EVENTS = 100_000;

  /** The longest time between two comments of an event stream, in seconds. */
  int MAX_HEARTBEAT = 3600;

  /** The pattern of one of the four numbers of an IPv4 address. */
  String OCTET = "(25[0-5]|2[0-4]\\d|1?\\d?\\d)";

  /**
   * The pattern of the address to listen on: a name has a letter, as 0 would mean all addresses.
   */
  String ADDRESS =
      OCTET
          + "(\\."
          + OCTET
          + "){3}"
          + "|(?!.*:::)(?!.*::.*::)[0-9a-fA-F]*:[0-9a-fA-F:.]*(%[A-Za-z0-9._-]+)?"
          + "|(?=.*[A-Za-z])"
          + HOST;

  @AttributeDefinition(description = "Whether devices and events are served over HTTP.")
  boolean enabled() default true;

  @AttributeDefinition(description = "The address or host name to listen on.")
  @ConfigConstraint(
      environment = "API_HOST",
      pattern = ADDRESS,
      allowed = "IP addresses like 127.0.0.1 and host names",
      standIn = ConfigConstraint.StandIn.DEFAULT)
  String address() default "127.0.0.1";

  @AttributeDefinition(
      description = "The TCP port to listen on, 0 to " + MAX_PORT + "; 0 takes any free one.",
      min = "0",
      max = "" + MAX_PORT)
  @ConfigConstraint(environment = "API_PORT")
  int port() default 8088;

  @AttributeDefinition(
      description =
          "Further host names under which the server is asked, separated by commas; the names of"
              + " this machine, names without a dot and those under .local, .lan, .home,"
              + " .home.arpa, .internal, .localdomain and .fritz.box need none.")
  @ConfigConstraint(pattern = HOST, allowed = HOSTS_ALLOWED)
  String[] hosts() default {};

  @AttributeDefinition(
      description =
          "Whether everybody who can reach the server may read everything without the token, where"
              + " it does not listen on a loopback address.")
  boolean anyone_may_read() default false;

  @AttributeDefinition(
      description =
          "How many requests a second one client may make on average, ten times as many at once, 1"
              + " to "
              + MAX_RATE
              + ".",
      min = "1",
      max = "" + MAX_RATE)
  int rate() default 200;

  @AttributeDefinition(
      description = "How many events are kept for clients that reconnect, 1 to " + MAX_EVENTS + ".",
      min = "1",
      max = "" + MAX_EVENTS)
  int event_buffer() default 1000;

  @AttributeDefinition(
      description =
          "How many seconds lie between the comments that keep an event stream alive, 1 to "
              + MAX_HEARTBEAT
              + ".",
      min = "1",
      max = "" + MAX_HEARTBEAT)
  int heartbeat() default 15;
}
