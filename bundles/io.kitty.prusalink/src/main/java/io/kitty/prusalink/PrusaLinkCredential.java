// SPDX-License-Identifier: Apache-2.0
package io.kitty.prusalink;

import io.kitty.commons.key.Secret;

/**
 * What PrusaLink asks for: the password of a user, which is not sent itself, or an API key. The
 * password is used if there are both. At least one is there.
 *
 * @param password that of the user; {@link Secret#NONE} for none
 * @param apiKey the API key; {@link Secret#NONE} for none
 */
public record PrusaLinkCredential(String user, Secret password, Secret apiKey) {

  /**
   * @throws IllegalArgumentException with a sentence for people, if there is neither password nor
   *     key
   */
  public PrusaLinkCredential {
    if (password.isEmpty() && apiKey.isEmpty()) {
      throw new IllegalArgumentException(
          "password, password.file, api.key or api.key.file is missing");
    }
  }
}
