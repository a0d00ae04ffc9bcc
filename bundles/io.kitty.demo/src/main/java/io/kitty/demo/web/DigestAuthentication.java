// SPDX-License-Identifier: Apache-2.0
package io.kitty.demo.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A server's part of digest access authentication with MD5 (RFC 7616, and RFC 2069 for clients that
 * do not know {@code qop}). It accepts one nonce for its whole life.
 */
final class DigestAuthentication {

  private static final String SCHEME = "Digest ";

  /** A parameter, whose value may be quoted. */
  private static final Pattern PARAMETER = Pattern.compile("(\\w+)=(?:\"([^\"]*)\"|([^\",\\s]+))");

  private final String realm;
  private final String nonce = UUID.randomUUID().toString().replace("-", "");
  private final String user;
  private final String password;

  DigestAuthentication(String realm, String user, String password) {
    this.realm = realm;
    this.user = user;
    this.password = password;
  }

  /** Returns the value of {@code WWW-Authenticate}. */
  String challenge() {
    return SCHEME + "realm=\"%s\", qop=\"auth\", nonce=\"%s\"".formatted(realm, nonce);
  }

  /**
   * Returns whether a request comes from the user.
   *
   * @param uri the request target
   * @param authorization the value of {@code Authorization}; null if there is none
   */
  boolean accepts(String method, String uri, @Nullable String authorization) {
    if (authorization == null || !authorization.startsWith(SCHEME)) {
      return false;
    }
    Map<String, String> given = parameters(authorization);
    String secret = md5(user + ":" + realm + ":" + password);
    String request = md5(method + ":" + uri);
    String middle =
        given.containsKey("qop")
            ? ":%s:%s:%s:".formatted(given.get("nc"), given.get("cnonce"), given.get("qop"))
            : ":";
    return user.equals(given.get("username"))
        && nonce.equals(given.get("nonce"))
        && uri.equals(given.get("uri"))
        && md5(secret + ":" + nonce + middle + request).equals(given.get("response"));
  }

  private static Map<String, String> parameters(String authorization) {
    Map<String, String> parameters = new TreeMap<>();
    Matcher matcher = PARAMETER.matcher(authorization.substring(SCHEME.length()));
    while (matcher.find()) {
      String value = matcher.group(2) == null ? matcher.group(3) : matcher.group(2);
      parameters.put(matcher.group(1).toLowerCase(Locale.ROOT), value);
    }
    return parameters;
  }

  private static String md5(String text) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
