// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.token;

import java.security.SecureRandom;
import java.util.Base64;

/** Makes random secrets. */
public final class RandomSecrets {

  private static final int OCTETS = 32;

  private RandomSecrets() {}

  /** Returns a secret of 256 bits in base64url. */
  public static String random() {
    return random(OCTETS);
  }

  /** Returns a secret of this many octets in base64url. */
  public static String random(int octets) {
    byte[] random = new byte[octets];
    new SecureRandom().nextBytes(random);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }
}
