// SPDX-License-Identifier: Apache-2.0
package io.kitty.notify.targets;

import io.kitty.hub.ConfigConstraint;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The configuration of a target. What can be secret is a password, so that nothing shows it. */
@ObjectClassDefinition(
    name = "Kitty Discovery: target of notifications",
    description = "A service that messages are sent to.")
@interface TargetConfig {

  @AttributeDefinition(description = "Whether messages are sent to this target.")
  boolean enabled() default true;

  @AttributeDefinition(
      type = AttributeType.PASSWORD,
      description =
          "The URL of the service, as Apprise writes it, for instance ntfys://ntfy.sh/topic; empty:"
              + " that in the file.",
      required = false)
  String url() default "";

  @AttributeDefinition(
      description = "A file that contains the URL only; empty for none.",
      required = false)
  String url_file() default "";

  @AttributeDefinition(
      type = AttributeType.PASSWORD,
      description =
          "The access token of the service, if it is not in the URL; empty for none. A file is"
              + " safer.",
      required = false)
  String token() default "";

  @AttributeDefinition(
      description = "A file that contains the access token only; empty for none.",
      required = false)
  String token_file() default "";

  @AttributeDefinition(
      description = "The user at the service, if it is not in the URL; empty for none.",
      required = false)
  String user() default "";

  @AttributeDefinition(
      type = AttributeType.PASSWORD,
      description =
          "The password of that user, if it is not in the URL; empty for none. A file is safer.",
      required = false)
  String password() default "";

  @AttributeDefinition(
      description = "A file that contains the password only; empty for none.",
      required = false)
  String password_file() default "";

  @AttributeDefinition(
      type = AttributeType.PASSWORD,
      description =
          "The secret that json:// and jsons:// are signed with; empty for no signature. A file is"
              + " safer.",
      required = false)
  String secret() default "";

  @AttributeDefinition(
      description = "A file that contains the secret only; empty for none.",
      required = false)
  String secret_file() default "";

  @AttributeDefinition(
      description =
          "How they are signed: standard, as Standard Webhooks says; or hub, as NetAlertX does.")
  @ConfigConstraint(
      pattern = "standard|hub",
      allowed = "standard and hub",
      standIn = ConfigConstraint.StandIn.NONE)
  String signature() default "standard";

  @AttributeDefinition(
      type = AttributeType.PASSWORD,
      description =
          "Further headers, for instance for a reverse proxy: NAME: VALUE, with a | between two;"
              + " empty for none.",
      required = false)
  String headers() default "";

  @AttributeDefinition(
      description =
          "The URL of the server in place of the one that the service usually has, for instance"
              + " of a gateway; empty for the usual one.",
      required = false)
  @ConfigConstraint(
      pattern = "(https?://[A-Za-z0-9._:\\[\\]-]+(/[!-~]*)?)?",
      allowed = "URLs that begin with http:// or https://",
      standIn = ConfigConstraint.StandIn.NONE)
  String server() default "";

  @AttributeDefinition(
      description =
          "A file of trusted certificates in PEM form for TLS; empty for those that Java trusts.",
      required = false)
  String ca_file() default "";
}
