// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.registry;

import io.kitty.core.json.UserEditJson;
import io.kitty.core.model.UserEdit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** What people said and a registry has yet to be told, in the form in which it is kept. */
public final class PendingUserEdits {

  private final Map<String, String> pending = new ConcurrentHashMap<>();

  /** Notes something. Any thread. */
  public void add(UserEdit remark) {
    pending.put(UserEditJson.key(remark), UserEditJson.write(remark));
  }

  boolean isEmpty() {
    return pending.isEmpty();
  }

  /** What was noted since the last call. */
  Map<String, String> take() {
    Map<String, String> taken = new HashMap<>(pending);
    taken.forEach(pending::remove);
    return taken;
  }

  /** Has notes handed out again by {@link #take}, unless there are newer ones. */
  void requeue(Map<String, String> taken) {
    taken.forEach(pending::putIfAbsent);
  }

  /** Remarks in the form in which they are kept. */
  static Map<String, String> write(Collection<UserEdit> remarks) {
    Map<String, String> notes = new HashMap<>();
    remarks.forEach(remark -> notes.put(UserEditJson.key(remark), UserEditJson.write(remark)));
    return notes;
  }

  /**
   * What notes say.
   *
   * @param complaints told of each that cannot be read and is left out
   */
  static Collection<UserEdit> read(Map<String, String> notes, Consumer<String> complaints) {
    List<UserEdit> remarks = new ArrayList<>(notes.size());
    notes.forEach(
        (key, text) -> {
          try {
            remarks.add(UserEditJson.read(key, text));
          } catch (IOException e) {
            complaints.accept("What people said under " + key + " is left out: " + e.getMessage());
          }
        });
    return remarks;
  }
}
