// SPDX-License-Identifier: Apache-2.0
package io.kitty.web;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Entity tags (RFC 9110, section 8.8.3). */
final class Etag {

  private static final int OCTETS = 12;

  private Etag() {}

  /** A tag that changes with the content. */
  static String of(byte[] content) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
      return '"' + HexFormat.of().formatHex(digest, 0, OCTETS) + '"';
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What of a tag is compared where a weak one is good enough. */
  static String opaque(String etag) {
    return etag.startsWith("W/") ? etag.substring(2) : etag;
  }
}
