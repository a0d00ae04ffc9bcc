// SPDX-License-Identifier: Apache-2.0
package io.kitty.multicast.counters;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Component;

/** The names of the publishers of this process; each is taken once. Any thread. */
@Component(service = PublisherNames.class)
public final class PublisherNames {

  /** The name of the receiver's counters; no publisher has it. */
  public static final String LISTENER = "listener";

  /** The name of the announcer of devices; no other publisher has it. */
  public static final String DEVICES = "devices";

  private final Set<String> names = ConcurrentHashMap.newKeySet();

  public PublisherNames() {
    names.add(LISTENER);
    names.add(DEVICES);
  }

  /** Reserves a name; false if it is taken. */
  public boolean take(String name) {
    return names.add(name);
  }

  /** Releases a name. */
  public void release(String name) {
    names.remove(name);
  }
}
