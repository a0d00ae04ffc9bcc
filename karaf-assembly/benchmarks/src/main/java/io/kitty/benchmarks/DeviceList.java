// SPDX-License-Identifier: Apache-2.0
package io.kitty.benchmarks;

import io.kitty.itests.HubProcess;
import io.kitty.redis.ManyDevices;
import io.kitty.redis.TestServer;
import java.io.IOException;
import java.util.Map;

/** Reading the list of 10,000 devices from a hub, in the ways that clients read it. */
public final class DeviceList implements AutoCloseable {

  private static final int DEVICES = 10_000;

  /** A way to read it. */
  public enum Reading {
    WHOLE("whole", "/devices", "identity", 200),
    PACKED("gzip", "/devices", "gzip", 200),
    UNCHANGED("304", "/devices", "identity", 304),
    SEARCHED("?q=", "/devices?q=printer+77", "identity", 200);

    private final String what;
    private final String path;
    private final String encoding;
    private final int status;

    Reading(String what, String path, String encoding, int status) {
      this.what = what;
      this.path = path;
      this.encoding = encoding;
      this.status = status;
    }

    /** Returns a word for it. */
    public String what() {
      return what;
    }
  }

  /** Something that takes time. */
  @FunctionalInterface
  public interface Work {
    /** Does it once. */
    void run() throws Exception;
  }

  private final TestServer server;
  private final HubProcess hub;
  private final KeptConnection connection;
  private final String tag;

  /** Fills a server, and starts a hub that reads the devices there. */
  public DeviceList(TestServer server) throws Exception {
    this.server = server;
    ManyDevices.fill(server.port(), DEVICES);
    hub = HubProcess.prepare("list");
    try {
      hub.start(Map.of("REDIS_URL", server.url(), "ENABLE_PING", "0"));
      Await.seldom("the devices", () -> hub.rest().json("/devices").size() >= DEVICES);
      connection = new KeptConnection(hub.httpPort());
      tag = connection.get("/devices", "").headers().getOrDefault("etag", "");
    } catch (Exception e) {
      hub.close();
      throw e;
    }
  }

  /** Reads it from the hub, and returns the length of the answer in bytes. */
  public int read(Reading reading) throws IOException {
    String condition = reading.status == 304 ? "If-None-Match: " + tag + "\r\n" : "";
    KeptConnection.Answer answer =
        connection.get(reading.path, "Accept-Encoding: " + reading.encoding + "\r\n" + condition);
    if (answer.status() != reading.status) {
      throw new IOException(reading + ": status " + answer.status());
    }
    return answer.bytes();
  }

  /** Reads all devices from the server one by one, and lists them as JSON. */
  public void readPlainly() throws IOException {
    ManyDevices.readPlainly(server.port());
  }

  /** Returns the median of the seconds that some work takes, after as many rounds before. */
  public static double median(int rounds, Work work) throws Exception {
    double[] seconds = new double[rounds];
    for (int i = -rounds; i < rounds; i++) {
      long begin = System.nanoTime();
      work.run();
      seconds[Math.max(i, 0)] = (System.nanoTime() - begin) / 1e9;
    }
    return Report.median(seconds);
  }

  @Override
  public void close() throws Exception {
    Closing.all(connection, hub);
  }
}
