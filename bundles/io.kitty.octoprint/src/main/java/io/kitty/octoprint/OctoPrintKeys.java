// SPDX-License-Identifier: Apache-2.0
package io.kitty.octoprint;

import io.kitty.commons.key.MachineKeys;
import io.kitty.commons.key.Secret;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * The keys of all files. It is a service of its own, since the properties of a service are visible
 * to every bundle and command, and those of {@link ConfiguredKey} contain a secret.
 */
@Component(service = OctoPrintKeys.class)
public final class OctoPrintKeys {

  private final MachineKeys<Secret> keys = new MachineKeys<>();

  @Activate
  public OctoPrintKeys() {}

  /** Returns the keys, which come and go with their files. */
  public MachineKeys<Secret> keys() {
    return keys;
  }
}
