// SPDX-License-Identifier: Apache-2.0
package io.kitty.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;

/** Reading the list of many devices over HTTP, in the ways that clients read it. */
final class DeviceList {

  private static final int ROUNDS = 21;

  /** Something that takes time. */
  @FunctionalInterface
  interface Reading {
    /** Returns the seconds that it took. */
    double seconds() throws Exception;
  }

  private final HttpClient http = HttpClient.newHttpClient();
  private final int port;

  private DeviceList(int port) {
    this.port = port;
  }

  /**
   * @param port where the hub serves HTTP
   * @param reference reads the same devices in another way
   */
  static void run(int port, Reading reference) throws Exception {
    DeviceList list = new DeviceList(port);
    double plain = median(reference);
    HttpResponse<byte[]> whole = list.get("/devices", "identity", "");
    String tag = whole.headers().firstValue("ETag").orElseThrow();
    HttpResponse<byte[]> packed = list.get("/devices", "gzip", "");
    Report.line("SMEMBERS and HGETALL of each device %22.1f ms", plain * 1e3);
    list.print("GET /devices", "/devices", "identity", "", whole, plain);
    list.print("GET /devices, gzip", "/devices", "gzip", "", packed, plain);
    HttpResponse<byte[]> unchanged = list.get("/devices", "identity", tag);
    list.print("GET /devices, unchanged", "/devices", "identity", tag, unchanged, plain);
    String search = "/devices?q=printer+77";
    list.print("GET " + search, search, "identity", "", list.get(search, "identity", ""), plain);
  }

  private void print(
      String what, String path, String encoding, String tag, HttpResponse<byte[]> answer, double of)
      throws Exception {
    double seconds =
        median(
            () -> {
              long begin = System.nanoTime();
              get(path, encoding, tag);
              return (System.nanoTime() - begin) / 1e9;
            });
    Report.line(
        "%-32s %3d %,11d bytes %8.1f ms, %.1f x as fast",
        what, answer.statusCode(), answer.body().length, seconds * 1e3, of / seconds);
  }

  private HttpResponse<byte[]> get(String path, String encoding, String tag)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header("Accept-Encoding", encoding);
    if (!tag.isEmpty()) {
      request.header("If-None-Match", tag);
    }
    return http.send(request.build(), BodyHandlers.ofByteArray());
  }

  private static double median(Reading reading) throws Exception {
    double[] seconds = new double[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
      seconds[i] = reading.seconds();
    }
    Arrays.sort(seconds);
    return seconds[ROUNDS / 2];
  }
}
