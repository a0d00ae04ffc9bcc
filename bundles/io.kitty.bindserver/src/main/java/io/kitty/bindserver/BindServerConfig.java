// SPDX-License-Identifier: Apache-2.0
package io.kitty.bindserver;

import io.kitty.discovery.InterfaceFilter;
import io.kitty.hub.ConfigConstraint;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** Configuration of one virtual printer. Times are in seconds. */
@ObjectClassDefinition(
    name = "Kitty Bambu bind server",
    description = "Answers slicers as a printer that exists in software only.")
@interface BindServerConfig {

  /** A regular expression for one of the four numbers of an IPv4 address. */
  String OCTET = "(25[0-5]|2[0-4]\\d|1?\\d?\\d)";

  /** A regular expression for an IPv4 address. */
  String IPV4 = OCTET + "(\\." + OCTET + "){3}";

  @AttributeDefinition(description = "Whether this printer runs.")
  boolean enabled() default true;

  @AttributeDefinition(
      description =
          "Which interfaces it is announced on: name patterns with *, separated by commas, a"
              + " leading ! excludes.")
  @ConfigConstraint(
      pattern = InterfaceFilter.PATTERN,
      allowed = InterfaceFilter.ALLOWED,
      standIn = ConfigConstraint.StandIn.NONE,
      prompt = true)
  String interfaces() default InterfaceFilter.DEFAULT;

  @AttributeDefinition(description = "The serial number.")
  @ConfigConstraint(
      pattern = "[0-9A-Z]{8,32}",
      allowed = "8 to 32 digits and capital letters like 01P00A391800001")
  String serial();

  @AttributeDefinition(description = "The model code, for instance C12 for a P1S.")
  @ConfigConstraint(
      pattern = "[0-9A-Za-z-]{1,32}",
      allowed = "codes of up to 32 letters, digits and - like C12 or BL-P001")
  String model();

  @AttributeDefinition(description = "The name that slicers show.")
  @ConfigConstraint(
      pattern = "[^\\p{Cntrl}]{1,64}",
      allowed = "names of 1 to 64 characters like Bench printer")
  String name();

  @AttributeDefinition(description = "The firmware version that it reports.")
  @ConfigConstraint(pattern = "\\d{2}(\\.\\d{2}){3}", allowed = "versions like 01.00.00.00")
  String version() default "01.00.00.00";

  @AttributeDefinition(
      description = "Whether it is bound already; slicers bind only to a free one.",
      options = {@Option(value = "free"), @Option(value = "occupied")})
  String bind() default "free";

  @AttributeDefinition(
      description = "How it can be reached; slicers bind only to one in the LAN or a farm.",
      options = {@Option(value = "lan"), @Option(value = "cloud"), @Option(value = "farm")})
  String connect() default "lan";

  @AttributeDefinition(
      description = "The IP address of this host that it listens on; empty: all of them.",
      required = false)
  @ConfigConstraint(
      pattern = "|" + IPV4 + "|[0-9a-fA-F:]*:[0-9a-fA-F:.]*",
      allowed = "IP addresses like 192.168.1.10, or none",
      standIn = ConfigConstraint.StandIn.NONE,
      prompt = true)
  String bind_address() default "";

  @AttributeDefinition(
      description =
          "The IPv4 address that is announced; empty: bind.address, else that of each interface.",
      required = false)
  @ConfigConstraint(
      pattern = "|" + IPV4,
      allowed = "IPv4 addresses like 192.168.1.10, or none",
      standIn = ConfigConstraint.StandIn.NONE)
  String advertise_address() default "";

  @AttributeDefinition(
      description = "The TCP port that slicers connect to first; 0: any free one.",
      min = "0",
      max = "65535")
  @ConfigConstraint(standIn = ConfigConstraint.StandIn.NONE, prompt = true)
  int plain_port() default 3000;

  @AttributeDefinition(
      description = "The TCP port that slicers connect to with TLS; 0: any free one.",
      min = "0",
      max = "65535")
  @ConfigConstraint(standIn = ConfigConstraint.StandIn.NONE, prompt = true)
  int tls_port() default 3002;

  @AttributeDefinition(
      description =
          "A key store with the certificate for TLS; empty: one is generated and kept under data.",
      required = false)
  String keystore() default "";

  @AttributeDefinition(
      description = "The password of that key store.",
      type = AttributeType.PASSWORD,
      required = false)
  @ConfigConstraint(environment = "BINDSERVER_KEYSTORE_PASSWORD")
  String keystore_password() default "";

  @AttributeDefinition(
      description = "Whether it is announced, so that slicers list it by themselves.")
  boolean announce() default false;

  @AttributeDefinition(description = "Seconds between two announcements.", min = "1", max = "86400")
  double announce_interval() default 30;
}
