// SPDX-License-Identifier: Apache-2.0
package io.kitty.prusalink.digest;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.commons.key.Secret;
import io.kitty.prusalink.digest.DigestAuthentication.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DigestAuthenticationTest {

  /** RFC 7616, section 3.9.1, without the algorithm. */
  private static final String RFC_7616 =
      "Digest realm=\"http-auth@example.org\", qop=\"auth, auth-int\", algorithm=%s,"
          + " nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\","
          + " opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"";

  /** RFC 2617, section 3.5. */
  private static final String RFC_2617 =
      "Digest realm=\"testrealm@host.com\", qop=\"auth,auth-int\","
          + " nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\","
          + " opaque=\"5ccc069c403ebaf9f0171e9517f40e41\"";

  /** As the firmware of Prusa printers sends it. */
  private static final String PRUSA =
      "Digest realm=\"Printer API\", nonce=\"dcd98b7102dd2f0e\", stale=false";

  private static DigestAuthentication digest(String user, String password, String clientNonce) {
    return new DigestAuthentication(user, Secret.of("password", password, ""), () -> clientNonce);
  }

  private static DigestAuthentication mufasa() {
    return digest("Mufasa", "Circle of Life", "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ");
  }

  private static String next(DigestAuthentication digest, String uri) {
    return digest.authorization("GET", uri).orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "MD5, 8ca523f5e9506fed4657c9700eebdbec",
    "SHA-256, 753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"
  })
  void answersAsInRfc7616(String algorithm, String response) {
    DigestAuthentication digest = mufasa();
    assertThat(digest.challenged(RFC_7616.formatted(algorithm))).isEqualTo(Verdict.CHALLENGED);

    assertThat(next(digest, "/dir/index.html"))
        .isEqualTo(
            "Digest username=\"Mufasa\", realm=\"http-auth@example.org\","
                + " nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\","
                + " uri=\"/dir/index.html\", response=\""
                + response
                + "\", algorithm="
                + algorithm
                + ", opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\", qop=auth,"
                + " nc=00000001, cnonce=\"f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ\"");
  }

  @Test
  void answersAsInRfc2617() {
    DigestAuthentication digest = digest("Mufasa", "Circle Of Life", "0a4f113b");
    digest.challenged(RFC_2617);

    assertThat(next(digest, "/dir/index.html"))
        .contains("response=\"6629fae49393a05397450978507c4ef1\"")
        .contains("nc=00000001")
        .doesNotContain("algorithm");
  }

  @Test
  void answersWithoutQualityOfProtection() {
    DigestAuthentication digest = digest("user", "password", "unused");
    digest.challenged(PRUSA);

    assertThat(next(digest, "/api/version"))
        .isEqualTo(
            "Digest username=\"user\", realm=\"Printer API\", nonce=\"dcd98b7102dd2f0e\","
                + " uri=\"/api/version\", response=\"f6ac8e1edede5c181159cc6eef780bfb\"");
  }

  @Test
  void prefersTheStrongerAlgorithm() {
    DigestAuthentication digest = mufasa();
    digest.challenged(
        "Basic realm=\"x\", " + RFC_7616.formatted("SHA-256") + ", " + RFC_7616.formatted("MD5"));

    assertThat(next(digest, "/dir/index.html")).contains("algorithm=SHA-256");
  }

  @Test
  void countsTheUsesOfANonce() {
    DigestAuthentication digest = mufasa();
    assertThat(digest.authorization("GET", "/")).isEmpty();
    digest.challenged(RFC_7616.formatted("MD5"));
    String first = next(digest, "/");
    String second = next(digest, "/");
    assertThat(first).contains("nc=00000001");
    assertThat(second).contains("nc=00000002").isNotEqualTo(first);

    digest.challenged(RFC_7616.formatted("MD5"));
    assertThat(next(digest, "/")).isEqualTo(first);
  }

  @Test
  void tellsAnExpiredNonceFromAWrongPassword() {
    DigestAuthentication digest = mufasa();

    assertThat(digest.challenged(PRUSA)).isEqualTo(Verdict.CHALLENGED);
    assertThat(digest.challenged(PRUSA.replace("false", "TRUE"))).isEqualTo(Verdict.STALE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Basic realm=\"x\"",
        "Digest",
        "Digest realm=\"x\"",
        "Digest realm=\"x\", nonce=\"\"",
        "Digest realm=\"x\", nonce=\"n\", algorithm=MD5-sess",
        "Digest realm=\"x\", nonce=\"n\", qop=\"auth-int\"",
        "Digest realm=\"caf\u00e9\", nonce=\"n\"",
        "Digest realm=\"x\", nonce=\"open",
        "ApiKey realm=\"Printer API\""
      })
  void givesUpOnOtherChallenges(String header) {
    DigestAuthentication digest = mufasa();
    digest.challenged(PRUSA);

    assertThat(digest.challenged(header)).isEqualTo(Verdict.NO_CHALLENGE);
    assertThat(digest.authorization("GET", "/")).isEmpty();
  }

  @Test
  void boundsAChallenge() {
    DigestAuthentication digest = mufasa();

    assertThat(digest.challenged("Digest nonce=\"" + "n".repeat(257) + "\""))
        .isEqualTo(Verdict.NO_CHALLENGE);
    assertThat(digest.challenged("Digest nonce=\"n\", x=\"" + "\\".repeat(3000) + "\""))
        .isEqualTo(Verdict.NO_CHALLENGE);
  }

  @Test
  void escapesWhatItQuotes() {
    DigestAuthentication digest = mufasa();
    digest.challenged("Digest realm=\"a \\\"b\\\\\", nonce=\"n\"");

    assertThat(next(digest, "/")).contains("realm=\"a \\\"b\\\\\"");
  }

  @Test
  void showsNoPassword() {
    DigestAuthentication digest = mufasa();
    digest.challenged(PRUSA);

    assertThat(digest + next(digest, "/")).doesNotContain("Circle");
  }
}
