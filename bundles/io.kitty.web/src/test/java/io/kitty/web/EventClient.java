// SPDX-License-Identifier: Apache-2.0
package io.kitty.web;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import org.awaitility.Awaitility;

/** Reads an event stream line by line. */
public final class EventClient implements Flow.Subscriber<String> {

  /** A received event. */
  public record Event(String name, String id, String data) {}

  CompletableFuture<HttpResponse<Void>> reply;
  private final List<Event> events = new ArrayList<>();
  private final List<String> others = new ArrayList<>();
  private String name = "";
  private String id = "";
  private String data = "";

  public synchronized List<Event> events() {
    return List.copyOf(events);
  }

  public synchronized int count() {
    return events.size();
  }

  /** Returns comments, and fields that belong to no event. */
  public synchronized List<String> others() {
    return List.copyOf(others);
  }

  /** Returns the names of the events. */
  public List<String> names() {
    return events().stream().map(Event::name).toList();
  }

  public EventClient until(int count) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(5))
        .until(() -> count() >= count);
    return this;
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    subscription.request(Long.MAX_VALUE);
  }

  @Override
  public synchronized void onNext(String line) {
    if (line.startsWith("event: ")) {
      name = line.substring(7);
    } else if (line.startsWith("id: ")) {
      id = line.substring(4);
    } else if (line.startsWith("data: ")) {
      data = line.substring(6);
    } else if (!line.isEmpty()) {
      others.add(line);
    } else if (!data.isEmpty()) {
      events.add(new Event(name, id, data));
      name = "";
      data = "";
    }
  }

  @Override
  public void onError(Throwable cause) {}

  @Override
  public void onComplete() {}
}
