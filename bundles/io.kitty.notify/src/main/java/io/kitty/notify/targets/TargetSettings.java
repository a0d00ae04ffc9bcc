// SPDX-License-Identifier: Apache-2.0
package io.kitty.notify.targets;

import io.kitty.commons.key.Secret;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of a target, checked. Its text contains nothing secret.
 *
 * @param name the name of the target
 * @param url the URL of the service
 * @param token the access token
 * @param user the user; {@code ""} for none
 * @param password the password
 * @param secret what webhooks are signed with
 * @param hub whether they are signed as NetAlertX does
 * @param headers further headers
 * @param server the URL of the server, without a slash at its end; null for the usual one
 */
record TargetSettings(
    String name,
    TargetUrl url,
    Secret token,
    String user,
    Secret password,
    Secret secret,
    boolean hub,
    Map<String, String> headers,
    @Nullable URI server) {

  /** The shortest text that is taken for a secret: shorter ones are part of many words. */
  private static final int MIN_SECRET = 5;

  /**
   * Reads a configuration.
   *
   * @throws IllegalArgumentException with a sentence for people that contains no secret
   */
  static TargetSettings of(String name, TargetConfig config) {
    Secret url = Secret.needed("url", config.url(), config.url_file());
    TargetUrl parsed = parse(url);
    Secret password = Secret.of("password", config.password(), config.password_file());
    Secret token = Secret.of("token", config.token(), config.token_file());
    String user = config.user().isBlank() ? parsed.user() : config.user().strip();
    String server = config.server().strip().replaceFirst("/+$", "");
    return new TargetSettings(
        name,
        parsed,
        token,
        user,
        password.isEmpty() && parsed.password() != null
            ? Secret.of("password", parsed.password(), "")
            : password,
        Secret.of("secret", config.secret(), config.secret_file()),
        config.signature().equals("hub"),
        HeaderList.parse(config.headers()),
        server.isEmpty() ? null : URI.create(server));
  }

  private static TargetUrl parse(Secret url) {
    try {
      return TargetUrl.parse(url.reveal());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("url is not used: " + e.getMessage());
    }
  }

  /** Returns what nobody may be shown: everything that may be a secret. */
  List<String> secrets() {
    return Stream.of(
            Stream.of(token, password, secret).map(Secret::reveal),
            Stream.of(url.user(), Objects.requireNonNullElse(url.password(), ""), url.authority()),
            url.segments().stream(),
            Stream.of(url.path().split("/")),
            url.values().stream(),
            headers.values().stream())
        .flatMap(each -> each)
        .filter(each -> each.length() >= MIN_SECRET)
        .distinct()
        .toList();
  }

  @Override
  public String toString() {
    return "the settings of the target " + name;
  }
}
