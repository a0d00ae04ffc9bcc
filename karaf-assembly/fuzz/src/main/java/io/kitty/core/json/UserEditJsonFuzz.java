// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.json;

import static io.kitty.fuzz.Invariants.same;

import io.kitty.fuzz.Lines;
import io.kitty.model.annotation.UserEdit;
import java.io.IOException;

/** Edits by people, as other hubs share them: a line with the key, then the JSON. */
public final class UserEditJsonFuzz {

  private UserEditJsonFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    Lines.Head head = Lines.head(input);
    UserEdit edit;
    try {
      edit = UserEditJson.read(head.line(), Lines.text(head.rest()));
    } catch (IOException e) {
      return;
    }
    same(head.line(), UserEditJson.key(edit));
    same(edit, UserEditJson.read(head.line(), UserEditJson.write(edit)));
  }
}
