// SPDX-License-Identifier: Apache-2.0
package io.kitty.commons.key;

import io.kitty.commons.poll.MachinePolls;
import io.kitty.commons.poll.PollTarget;
import io.kitty.discovery.DiscoveryContext;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * The keys of machines that are configured now. Thread-safe.
 *
 * @param <C> what the machines ask for, for instance a {@link Secret}
 */
public final class MachineKeys<C> {

  private final List<MachineKey<C>> keys = new CopyOnWriteArrayList<>();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

  /** Adds the key of a configuration. */
  public void add(MachineKey<C> key) {
    keys.add(key);
    listeners.forEach(Runnable::run);
  }

  /** Removes the key of a configuration. */
  public void remove(MachineKey<C> key) {
    if (keys.remove(key)) {
      listeners.forEach(Runnable::run);
    }
  }

  /** Returns the key for a machine: of several, that in the file whose name comes first. */
  public Optional<MachineKey<C>> of(PollTarget target) {
    return keys.stream()
        .filter(key -> key.isFor(target))
        .min(Comparator.comparing(MachineKey::file));
  }

  /** Returns why some cannot be used, one sentence for each file, for people; null for none. */
  public @Nullable String problems() {
    List<String> problems =
        keys.stream().map(MachineKey::problem).filter(each -> !each.isEmpty()).sorted().toList();
    return problems.isEmpty() ? null : String.join("; ", problems);
  }

  /**
   * Asks the machines anew whenever the keys change, and reports which files cannot be used, until
   * the context closes.
   */
  public void refresh(DiscoveryContext context, MachinePolls polls) {
    context.degraded(problems());
    context.own(
        onChange(
            () -> {
              context.degraded(problems());
              polls.refresh();
            }));
  }

  /**
   * Calls back whenever the keys change, on any thread, until the returned handle is closed.
   *
   * @param listener may not block
   */
  public AutoCloseable onChange(Runnable listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }
}
