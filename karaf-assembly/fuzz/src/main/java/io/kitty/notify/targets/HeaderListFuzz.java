// SPDX-License-Identifier: Apache-2.0
package io.kitty.notify.targets;

import static io.kitty.fuzz.Invariants.check;
import static io.kitty.fuzz.Invariants.same;

import io.kitty.fuzz.Lines;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Map;
import java.util.stream.Collectors;

/** Lists of headers, as people write them, which a request can carry. */
public final class HeaderListFuzz {

  private HeaderListFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    Map<String, String> headers;
    try {
      headers = HeaderList.parse(Lines.text(input));
    } catch (IllegalArgumentException e) {
      check(e.getMessage() != null, "nothing says why");
      return;
    }
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost/"));
    headers.forEach(request::header);
    String written =
        headers.entrySet().stream()
            .map(each -> each.getKey() + ": " + each.getValue())
            .collect(Collectors.joining("|"));
    if (!written.isEmpty() && headers.values().stream().noneMatch(each -> each.contains("|"))) {
      same(headers, HeaderList.parse(written));
    }
  }
}
