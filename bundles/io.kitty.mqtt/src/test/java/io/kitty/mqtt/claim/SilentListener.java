// SPDX-License-Identifier: Apache-2.0
package io.kitty.mqtt.claim;

/** Publishes nothing. */
public final class SilentListener implements Claims.Listener {

  @Override
  public void onClaim(String slug, String claim) {}

  @Override
  public void onSpeaking(String slug, boolean speaking) {}

  @Override
  public void onLast(String slug) {}
}
