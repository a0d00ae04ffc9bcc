// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.token;

import java.security.SecureRandom;
import java.util.Base64;

/** Makes random secrets. */
final class RandomSecrets {

  private static final int OCTETS = 32;

  private RandomSecrets() {}

  static String random() {
    byte[] random = new byte[OCTETS];
    new SecureRandom().nextBytes(random);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }
}
