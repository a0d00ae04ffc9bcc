// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.device;

import static io.kitty.fuzz.Invariants.check;
import static io.kitty.fuzz.Invariants.same;

import io.kitty.fuzz.Lines;
import io.kitty.web.http.Parameters;
import io.kitty.web.http.Problem;
import java.time.Instant;
import java.util.function.Function;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.UrlEncoded;

/** The queries of {@code /devices} and of histories. */
public final class QueryFuzz {

  private static final Instant NOW = Instant.parse("2025-01-01T00:00:00Z");
  private static final int MAX_DETAIL = 4096;

  private QueryFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    Fields query = new Fields(true);
    try {
      String text = Lines.text(input);
      UrlEncoded.decodeUtf8To(text, 0, text.length(), query);
    } catch (RuntimeException e) {
      return; // the server says that it is not well-formed
    }
    twice(
        fields -> {
          Parameters.check(fields, DeviceFilter.PARAMETERS);
          return DeviceFilter.of(fields);
        },
        query);
    twice(
        fields -> {
          Parameters.check(fields, HistoryPeriod.PARAMETERS);
          HistoryPeriod period = HistoryPeriod.of(fields, NOW);
          check(period.from().isBefore(period.to()), "a period ends before it begins");
          check(!period.to().isAfter(NOW), "a period ends in the future");
          return period;
        },
        query);
  }

  private static void twice(Function<Fields, Object> reading, Fields query) {
    same(once(reading, query), once(reading, query));
  }

  private static Object once(Function<Fields, Object> reading, Fields query) {
    try {
      return reading.apply(query);
    } catch (Problem problem) {
      check(problem.status() == 400, "status " + problem.status());
      check(problem.detail().length() <= MAX_DETAIL, "a long detail");
      return problem.detail();
    }
  }
}
