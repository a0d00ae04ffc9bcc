// SPDX-License-Identifier: Apache-2.0
package io.kitty.redis.sharing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kitty.redis.connection.RedisConnection;
import io.kitty.redis.script.Script.Task;
import io.kitty.redis.script.ScriptBatch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.resps.ScanResult;

/**
 * Expires devices whose leases no hub renews, and publishes that: the first hub to find one does it
 * for all. Removes keys of other programs from the set once they no longer exist.
 */
public final class LeaseReaper {

  private static final int PAGE = 8 * ScriptBatch.SIZE;

  private final RedisConnection connection;
  private final SharingSettings settings;

  public LeaseReaper(RedisConnection connection, SharingSettings settings) {
    this.connection = connection;
    this.settings = settings;
  }

  /** Expires the leases that are due. */
  public void sweep() throws IOException {
    byte[] due = Long.toString(connection.clock().now() - settings.holds() - 1).getBytes(UTF_8);
    byte[] start = "-inf".getBytes(UTF_8);
    List<byte[]> ids;
    do {
      ids =
          connection.call(
              redis -> redis.zrangeByScore(settings.keys().order(), start, due, 0, PAGE));
      run(Task.LAPSE, texts(ids));
    } while (ids.size() == PAGE);
  }

  /**
   * Removes members without a hash from the set. A member without {@code device:}, as earlier
   * versions added them, is replaced by its key.
   */
  public void prune() throws IOException {
    byte[] cursor = ScanParams.SCAN_POINTER_START_BINARY;
    ScanParams page = new ScanParams().count(PAGE);
    do {
      byte[] from = cursor;
      ScanResult<byte[]> scanned =
          connection.call(redis -> redis.sscan(settings.keys().all(), from, page));
      prune(texts(scanned.getResult()));
      cursor = scanned.getCursorAsBytes();
    } while (!new String(cursor, UTF_8).equals(ScanParams.SCAN_POINTER_START));
  }

  private void prune(List<String> members) throws IOException {
    List<String> ids = new ArrayList<>();
    List<String> strays = new ArrayList<>();
    for (String member : members) {
      String id = settings.keys().id(member);
      if (id == null) {
        strays.add(member);
      } else {
        ids.add(id);
      }
    }
    run(Task.HEAL, strays);
    run(Task.LAPSE, connection.call(redis -> gone(redis.pipelined(), ids)));
  }

  private List<String> gone(AbstractPipeline pipeline, List<String> ids) {
    List<Response<Boolean>> there = new ArrayList<>();
    try (pipeline) {
      ids.forEach(id -> there.add(pipeline.exists(settings.keys().device(id))));
      pipeline.sync();
    }
    List<String> gone = new ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      if (!there.get(i).get()) {
        gone.add(ids.get(i));
      }
    }
    return gone;
  }

  private static List<String> texts(List<byte[]> all) {
    return all.stream().map(each -> new String(each, UTF_8)).toList();
  }

  private void run(Task task, List<String> ids) throws IOException {
    List<ScriptBatch> batches = new ArrayList<>();
    ids.forEach(id -> settings.batch(batches, task, connection.life()).device(id));
    connection.run(batches.iterator());
  }
}
