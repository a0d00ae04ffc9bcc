// SPDX-License-Identifier: Apache-2.0
package io.kitty.prusalink.digest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A server's challenge in the header {@code WWW-Authenticate} (RFC 7616, section 3.3): with MD5 or
 * SHA-256, and {@code qop=auth} or, as the firmware of Prusa printers sends it, without {@code qop}
 * (RFC 2617, section 3.2.2.1). Session variants are not supported.
 *
 * @param realm the realm, untrusted
 * @param nonce the server's nonce
 * @param opaque what is to be sent back; {@code ""} for none
 * @param algorithm {@code MD5} or {@code SHA-256}; {@code ""} if it is not stated, which means MD5
 * @param qop whether the quality of protection {@code auth} is used
 * @param stale whether only the nonce was too old, and the password may be right
 */
record DigestChallenge(
    String realm, String nonce, String opaque, String algorithm, boolean qop, boolean stale) {

  private static final int MAX_HEADER = 2048;
  private static final int MAX_VALUE = 256;
  private static final Pattern CHALLENGE = Pattern.compile("(?i)(?:^|,)\\s*Digest\\s+");
  private static final Pattern PARAMETER =
      Pattern.compile(
          "\\G\\s*,?\\s*([A-Za-z-]+)\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*+)\"|([^\\s,\"]++))");
  private static final Pattern PRINTABLE = Pattern.compile("[\\x20-\\x7e]{0," + MAX_VALUE + "}");

  /** Returns the strongest challenge of a header that can be answered; empty if there is none. */
  static Optional<DigestChallenge> of(String header) {
    if (header.length() > MAX_HEADER) {
      return Optional.empty();
    }
    return Stream.of(CHALLENGE.split(header, 8))
        .skip(1)
        .map(DigestChallenge::parameters)
        .flatMap(each -> of(each).stream())
        .max(Comparator.comparing(each -> each.digestName().equals("SHA-256")));
  }

  private static Map<String, String> parameters(String text) {
    Map<String, String> parameters = new HashMap<>();
    Matcher matcher = PARAMETER.matcher(text);
    while (matcher.find()) {
      String quoted = matcher.group(2);
      parameters.putIfAbsent(
          matcher.group(1).toLowerCase(Locale.ROOT),
          quoted == null ? matcher.group(3) : quoted.replaceAll("\\\\(.)", "$1"));
    }
    return parameters;
  }

  private static Optional<DigestChallenge> of(Map<String, String> parameters) {
    String qop = parameters.getOrDefault("qop", "");
    boolean auth =
        Stream.of(qop.split(",")).anyMatch(each -> each.strip().equalsIgnoreCase("auth"));
    DigestChallenge challenge =
        new DigestChallenge(
            parameters.getOrDefault("realm", ""),
            parameters.getOrDefault("nonce", ""),
            parameters.getOrDefault("opaque", ""),
            parameters.getOrDefault("algorithm", "").toUpperCase(Locale.ROOT),
            auth,
            parameters.getOrDefault("stale", "").equalsIgnoreCase("true"));
    return challenge.usable() && (auth || qop.isEmpty())
        ? Optional.of(challenge)
        : Optional.empty();
  }

  private boolean usable() {
    return !nonce.isEmpty()
        && Stream.of(realm, nonce, opaque).allMatch(each -> PRINTABLE.matcher(each).matches())
        && (digestName().equals("MD5") || digestName().equals("SHA-256"));
  }

  private String digestName() {
    return algorithm.isEmpty() ? "MD5" : algorithm;
  }

  /**
   * Returns the value of the header {@code Authorization} (RFC 7616, section 3.4).
   *
   * @param uri the path and query of the request
   * @param count how often the nonce has been used, this time included
   * @param clientNonce the client's nonce; not used without {@code qop}
   */
  String authorization(
      String user, String password, String method, String uri, int count, String clientNonce) {
    String nc = String.format("%08x", count);
    String secret = hash(user + ":" + realm + ":" + password);
    String request = hash(method + ":" + uri);
    String use = qop ? nonce + ":" + nc + ":" + clientNonce + ":auth" : nonce;
    return "Digest username="
        + quoted(user)
        + ", realm="
        + quoted(realm)
        + ", nonce="
        + quoted(nonce)
        + ", uri="
        + quoted(uri)
        + ", response="
        + quoted(hash(secret + ":" + use + ":" + request))
        + (algorithm.isEmpty() ? "" : ", algorithm=" + algorithm)
        + (opaque.isEmpty() ? "" : ", opaque=" + quoted(opaque))
        + (qop ? ", qop=auth, nc=" + nc + ", cnonce=" + quoted(clientNonce) : "");
  }

  private String hash(String text) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance(digestName()).digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has both
    }
  }

  private static String quoted(String value) {
    return '"' + value.replaceAll("([\"\\\\])", "\\\\$1") + '"';
  }
}
