// SPDX-License-Identifier: Apache-2.0
package io.kitty.testkit;

import io.kitty.discovery.NetworkLink;
import io.kitty.http.DeviceHttpClient;
import io.kitty.http.DeviceHttpException;
import io.kitty.http.DeviceHttpException.Reason;
import io.kitty.http.DeviceRequest;
import io.kitty.http.DeviceResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A client without sockets: it records the requests, and a test programs the responses. A request
 * is answered like a task of its context: at once, or when the test runs the queued tasks. Unlike
 * the hub's client it sends several requests at a time to an address.
 */
public final class FakeHttp implements DeviceHttpClient {

  /** The web servers of all devices. */
  @FunctionalInterface
  public interface Responder {
    /**
     * Answers a request.
     *
     * @throws DeviceHttpException if there is no response
     */
    DeviceResponse answer(DeviceRequest request) throws DeviceHttpException;
  }

  private final FakeContext context;
  private final List<DeviceRequest> requests = new CopyOnWriteArrayList<>();
  private volatile Responder responder = FakeHttp::nobody;

  FakeHttp(FakeContext context) {
    this.context = context;
  }

  private static DeviceResponse nobody(DeviceRequest request) throws DeviceHttpException {
    throw new DeviceHttpException(Reason.UNREACHABLE, "nobody answers " + request);
  }

  /** Returns a complete response. */
  public static DeviceResponse response(int status, String body) {
    return response(status, Map.of(), body);
  }

  /** Returns a complete response with headers. */
  public static DeviceResponse response(int status, Map<String, String> headers, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return new DeviceResponse(status, headers, bytes, true, Duration.ZERO);
  }

  /** Sets what answers from now on; at first nobody does. */
  public void respond(Responder now) {
    responder = now;
  }

  /** Returns the requests that were sent, in order. */
  public List<DeviceRequest> requests() {
    return List.copyOf(requests);
  }

  @Override
  public CompletableFuture<DeviceResponse> send(DeviceRequest request) {
    CompletableFuture<DeviceResponse> result = new CompletableFuture<>();
    if (context.closed()) {
      fail(result, Reason.CLOSED);
    } else if (context.hubPorts().contains(request.port()) && isOwn(request)) {
      fail(result, Reason.FORBIDDEN);
    } else {
      requests.add(request);
      context.execute(() -> answer(request, result));
    }
    return result;
  }

  private static void fail(CompletableFuture<DeviceResponse> result, Reason reason) {
    result.completeExceptionally(new DeviceHttpException(reason, reason.toString()));
  }

  private boolean isOwn(DeviceRequest request) {
    List<NetworkLink> links = context.links();
    return request.address().isLoopbackAddress()
        || links.stream().anyMatch(link -> link.owns(request.address()));
  }

  private void answer(DeviceRequest request, CompletableFuture<DeviceResponse> result) {
    if (context.closed()) {
      fail(result, Reason.CLOSED);
      return;
    }
    try {
      result.complete(responder.answer(request));
    } catch (DeviceHttpException e) {
      result.completeExceptionally(e);
    }
  }
}
