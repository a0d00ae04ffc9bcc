// SPDX-License-Identifier: Apache-2.0
package io.kitty.web;

import io.kitty.device.Device;
import io.kitty.hub.DeviceCodec;
import java.lang.ref.SoftReference;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.IteratingCallback;
import org.jspecify.annotations.Nullable;

/**
 * Devices as one long JSON text that is encoded piece by piece, as fast as the reader takes it, so
 * that thousands of devices and many slow readers need little memory. Readers of the same text
 * share its pieces. Any thread.
 */
final class ChunkedDeviceArray {

  private static final int DEVICES_PER_PAGE = 64;

  private final DeviceCodec codec;
  private final List<Device> devices;
  private final Set<String> members;
  private final String prefix;
  private final String suffix;
  private final AtomicReferenceArray<@Nullable SoftReference<byte[]>> encoded;

  /** A JSON array. */
  ChunkedDeviceArray(DeviceCodec codec, List<Device> devices) {
    this(codec, devices, codec.members());
  }

  /** A JSON array of objects with some of their members. */
  ChunkedDeviceArray(DeviceCodec codec, List<Device> devices, Set<String> members) {
    this(codec, devices, members, "", "");
  }

  /** A JSON array between two texts. */
  ChunkedDeviceArray(DeviceCodec codec, List<Device> devices, String prefix, String suffix) {
    this(codec, devices, codec.members(), prefix, suffix);
  }

  private ChunkedDeviceArray(
      DeviceCodec codec, List<Device> devices, Set<String> members, String prefix, String suffix) {
    this.members = members;
    this.codec = codec;
    this.devices = Collections.unmodifiableList(new ArrayList<>(devices));
    this.prefix = prefix;
    this.suffix = suffix;
    this.encoded =
        new AtomicReferenceArray<>(
            Math.max(1, (devices.size() + DEVICES_PER_PAGE - 1) / DEVICES_PER_PAGE));
  }

  /**
   * Takes over the pieces of another text that are the same here: those whose devices have not been
   * seen again since.
   */
  ChunkedDeviceArray reusing(ChunkedDeviceArray other) {
    if (prefix.equals(other.prefix)
        && suffix.equals(other.suffix)
        && members.equals(other.members)
        && count() == other.count()) {
      for (int i = 0; i < count(); i++) {
        if (same(part(i), other.part(i))) {
          encoded.set(i, other.encoded.get(i));
        }
      }
    }
    return this;
  }

  private static boolean same(List<Device> one, List<Device> other) {
    boolean same = one.size() == other.size();
    for (int i = 0; same && i < one.size(); i++) {
      same = one.get(i) == other.get(i);
    }
    return same;
  }

  private List<Device> part(int number) {
    int from = number * DEVICES_PER_PAGE;
    return devices.subList(from, Math.min(from + DEVICES_PER_PAGE, devices.size()));
  }

  int count() {
    return encoded.length();
  }

  byte[] page(int number) {
    SoftReference<byte[]> known = encoded.get(number);
    byte[] bytes = known == null ? null : known.get();
    if (bytes == null) {
      bytes = encode(number).getBytes(StandardCharsets.UTF_8);
      encoded.set(number, new SoftReference<>(bytes));
    }
    return bytes;
  }

  private String encode(int number) {
    String array = codec.json(part(number), members).strip();
    String begin = number == 0 ? prefix + "[" : ",";
    String end = number == count() - 1 ? "]" + suffix : "";
    return begin + array.substring(1, array.length() - 1) + end;
  }

  /** Writes all pages as the body of a response. */
  void writeTo(Response response, Callback callback) {
    new Writer(response, callback).iterate();
  }

  /** Writes one page after the other, each when the one before is through. */
  private final class Writer extends IteratingCallback {
    private final Response response;
    private final Callback callback;
    private int next;

    Writer(Response response, Callback callback) {
      this.response = response;
      this.callback = callback;
    }

    @Override
    protected Action process() {
      if (next == count()) {
        return Action.SUCCEEDED;
      }
      byte[] page = page(next++);
      response.write(next == count(), ByteBuffer.wrap(page), this);
      return Action.SCHEDULED;
    }

    @Override
    protected void onCompleteSuccess() {
      callback.succeeded();
    }

    @Override
    protected void onCompleteFailure(Throwable cause) {
      callback.failed(cause);
    }
  }
}
