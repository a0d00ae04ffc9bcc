// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.registry;

import io.kitty.core.json.UserEditJson;
import io.kitty.model.annotation.UserEdit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** The edits that are not saved yet, in the stored format. */
public final class PendingUserEdits {

  private final Map<String, String> pending = new ConcurrentHashMap<>();

  /** Adds an edit. Thread-safe. */
  public void add(UserEdit edit) {
    pending.put(UserEditJson.key(edit), UserEditJson.write(edit));
  }

  boolean isEmpty() {
    return pending.isEmpty();
  }

  /** Removes and returns the edits added since the last call. */
  Map<String, String> take() {
    Map<String, String> taken = new HashMap<>(pending);
    taken.forEach(pending::remove);
    return taken;
  }

  /** Puts edits back for the next {@link #take}, unless there are newer ones. */
  void requeue(Map<String, String> taken) {
    taken.forEach(pending::putIfAbsent);
  }

  /** Returns edits in the stored format. */
  static Map<String, String> write(Collection<UserEdit> edits) {
    Map<String, String> notes = new HashMap<>();
    edits.forEach(edit -> notes.put(UserEditJson.key(edit), UserEditJson.write(edit)));
    return notes;
  }

  /**
   * Parses edits.
   *
   * @param errors receives a message for each edit that cannot be read and is left out
   */
  static Collection<UserEdit> read(Map<String, String> notes, Consumer<String> errors) {
    List<UserEdit> edits = new ArrayList<>(notes.size());
    notes.forEach(
        (key, text) -> {
          try {
            edits.add(UserEditJson.read(key, text));
          } catch (IOException e) {
            errors.accept(
                "The annotation or override "
                    + key
                    + " cannot be read and is left out: "
                    + e.getMessage());
          }
        });
    return edits;
  }
}
