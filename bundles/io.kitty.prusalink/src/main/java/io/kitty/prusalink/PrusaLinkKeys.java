// SPDX-License-Identifier: Apache-2.0
package io.kitty.prusalink;

import io.kitty.commons.key.MachineKeys;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * The keys of all files. It is a service of its own, since the properties of a service are visible
 * to every bundle and command, and those of {@link ConfiguredKey} contain a secret.
 */
@Component(service = PrusaLinkKeys.class)
public final class PrusaLinkKeys {

  private final MachineKeys<PrusaLinkCredential> keys = new MachineKeys<>();

  @Activate
  public PrusaLinkKeys() {}

  /** Returns the keys, which come and go with their files. */
  public MachineKeys<PrusaLinkCredential> keys() {
    return keys;
  }
}
