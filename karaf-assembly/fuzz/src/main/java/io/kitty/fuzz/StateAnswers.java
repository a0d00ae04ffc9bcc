// SPDX-License-Identifier: Apache-2.0
package io.kitty.fuzz;

import static io.kitty.fuzz.Invariants.same;

import io.kitty.commons.poll.PollTarget;
import io.kitty.commons.poll.StateAnswer;
import io.kitty.commons.poll.StateReader;
import io.kitty.device.Endpoint;
import io.kitty.device.Sighting;
import io.kitty.http.DeviceHttpClient;
import io.kitty.http.DeviceResponse;
import io.kitty.testkit.FakeContext;
import io.kitty.testkit.TestLinks;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/** Checks what the readers of machines' states make of the machines' answers. */
public final class StateAnswers {

  private static final Endpoint ENDPOINT = new Endpoint(TestLinks.address("192.0.2.9"), "eth0");
  private static final PollTarget TARGET = new PollTarget("machine", ENDPOINT, 80, "", Set.of());

  private static final int MAX_REQUESTS = 16;
  private static final int STATUS_DIGITS = 3;

  private StateAnswers() {}

  /**
   * Has a machine answer the requests of a reader, one line of the input for each: a status code of
   * three digits, a blank, the body. A line without a code has status 200; when there is none left,
   * the status is 404.
   */
  public static void lines(Function<DeviceHttpClient, StateReader> reader, byte[] input)
      throws Exception {
    twice(() -> ask(reader, responses(input)));
  }

  /** Has a machine answer every request with the input as the body. */
  public static void body(Function<DeviceHttpClient, StateReader> reader, byte[] input)
      throws Exception {
    twice(
        () -> {
          Queue<DeviceResponse> responses = new ArrayDeque<>();
          responses.add(response(200, input));
          return ask(reader, responses);
        });
  }

  /** Checks what one reading gives, and that the next one gives the same. */
  public static void twice(Callable<StateAnswer> reading) throws Exception {
    same(once(reading), once(reading));
  }

  /** Returns the sighting with the answer; empty if there was none that can be used. */
  private static Optional<Sighting> once(Callable<StateAnswer> reading) throws Exception {
    StateAnswer answer;
    try {
      answer = reading.call();
    } catch (IllegalArgumentException | IOException e) {
      return Optional.empty();
    }
    // From here on nothing may fail: the next request would not be scheduled.
    Sighting.Builder sighting = Sighting.of("machine", ENDPOINT, Duration.ofMinutes(1));
    if (answer.status() != null) {
      sighting.status(answer.status());
    }
    answer.details().accept(sighting);
    Sighting built = sighting.build();
    Invariants.check(built);
    return Optional.of(built);
  }

  private static StateAnswer ask(
      Function<DeviceHttpClient, StateReader> reader, Queue<DeviceResponse> responses)
      throws Exception {
    try (FakeContext context = new FakeContext()) {
      context
          .http()
          .respond(
              request -> {
                DeviceResponse next = responses.poll();
                return next == null ? response(404, new byte[0]) : next;
              });
      StateAnswer answer = reader.apply(context.http()).ask(TARGET).join();
      Invariants.atMost("requests", context.http().requests(), MAX_REQUESTS);
      return answer;
    } catch (CompletionException e) {
      if (e.getCause() instanceof Exception cause) {
        throw cause;
      }
      throw e;
    }
  }

  private static Queue<DeviceResponse> responses(byte[] input) {
    Queue<DeviceResponse> responses = new ArrayDeque<>();
    for (byte[] line : Lines.of(input)) {
      int status = 0;
      boolean coded = line.length > STATUS_DIGITS && line[STATUS_DIGITS] == ' ';
      for (int i = 0; i < STATUS_DIGITS && coded; i++) {
        coded = line[i] >= '0' && line[i] <= '9';
        status = status * 10 + line[i] - '0';
      }
      responses.add(
          coded && status >= 200 && status <= 599
              ? response(status, Lines.from(line, STATUS_DIGITS + 1))
              : response(200, line));
    }
    return responses;
  }

  private static DeviceResponse response(int status, byte[] body) {
    return new DeviceResponse(status, Map.of(), body, true, Duration.ZERO);
  }
}
