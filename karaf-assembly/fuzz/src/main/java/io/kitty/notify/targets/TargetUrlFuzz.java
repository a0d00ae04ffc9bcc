// SPDX-License-Identifier: Apache-2.0
package io.kitty.notify.targets;

import static io.kitty.fuzz.Invariants.check;
import static io.kitty.fuzz.Invariants.same;

import io.kitty.fuzz.Lines;
import java.net.URI;

/** URLs of targets, and their headers, as people write them. */
public final class TargetUrlFuzz {

  private TargetUrlFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    String text = Lines.text(input);
    try {
      TargetUrl url = TargetUrl.parse(text);
      same(url.toString(), url.scheme() + "://");
      check(url.segments().stream().noneMatch(String::isEmpty), "an empty segment");
      URI server = url.server(true, 0);
      same("https", server.getScheme());
      check(server.getPort() < 65_536, "the port is " + server.getPort());
    } catch (IllegalArgumentException e) {
      check(e.getMessage() != null, "nothing says why");
    }
  }
}
