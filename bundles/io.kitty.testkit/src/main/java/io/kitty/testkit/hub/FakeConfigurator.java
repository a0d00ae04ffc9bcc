// SPDX-License-Identifier: Apache-2.0
package io.kitty.testkit.hub;

import io.kitty.hub.ModuleConfigurator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Records its calls, and fails on request. Thread-safe. */
public final class FakeConfigurator implements ModuleConfigurator {

  /** The calls of {@link #enable}, for instance {@code ssdp false}. */
  public final List<String> switched = new CopyOnWriteArrayList<>();

  /** The calls of {@link #add}, for instance {@code bindserver bench {serial=1}}. */
  public final List<String> added = new CopyOnWriteArrayList<>();

  /** The prompted keys of every module. */
  public final List<PromptedKey> keys = new CopyOnWriteArrayList<>();

  private volatile @Nullable RuntimeException failure;

  /** Makes all further calls fail; null ends that. */
  public void failWith(@Nullable RuntimeException exception) {
    failure = exception;
  }

  @Override
  public void enable(String module, boolean enabled) {
    check();
    switched.add(module + " " + enabled);
  }

  @Override
  public List<PromptedKey> keys(String module) {
    return List.copyOf(keys);
  }

  @Override
  public String add(String module, String name, Map<String, String> values) {
    check();
    added.add(module + " " + name + " " + values);
    return "io.kitty." + module + "-" + name + ".cfg";
  }

  private void check() {
    RuntimeException exception = failure;
    if (exception != null) {
      throw exception;
    }
  }
}
