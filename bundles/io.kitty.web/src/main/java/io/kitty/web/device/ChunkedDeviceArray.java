// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.device;

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
 * A JSON array of devices that is encoded chunk by chunk, as fast as the client reads, so that
 * thousands of devices and many slow clients need little memory. Clients of the same array share
 * its chunks. Any thread.
 */
public final class ChunkedDeviceArray {

  private static final int DEVICES_PER_CHUNK = 64;

  private final DeviceCodec codec;
  private final List<Device> devices;
  private final Set<String> members;
  private final String prefix;
  private final String suffix;
  private final AtomicReferenceArray<@Nullable SoftReference<byte[]>> encoded;

  /** Makes an array of whole devices. */
  public ChunkedDeviceArray(DeviceCodec codec, List<Device> devices) {
    this(codec, devices, codec.members());
  }

  /** Makes an array of devices with some of their members. */
  public ChunkedDeviceArray(DeviceCodec codec, List<Device> devices, Set<String> members) {
    this(codec, devices, members, "", "");
  }

  /** Makes an array between two texts. */
  public ChunkedDeviceArray(DeviceCodec codec, List<Device> devices, String prefix, String suffix) {
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
            Math.max(1, (devices.size() + DEVICES_PER_CHUNK - 1) / DEVICES_PER_CHUNK));
  }

  /** Takes over the encoded chunks of another array whose devices are the same objects here. */
  ChunkedDeviceArray reusing(ChunkedDeviceArray other) {
    if (prefix.equals(other.prefix)
        && suffix.equals(other.suffix)
        && members.equals(other.members)
        && count() == other.count()) {
      for (int i = 0; i < count(); i++) {
        if (same(slice(i), other.slice(i))) {
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

  private List<Device> slice(int number) {
    int from = number * DEVICES_PER_CHUNK;
    return devices.subList(from, Math.min(from + DEVICES_PER_CHUNK, devices.size()));
  }

  public int count() {
    return encoded.length();
  }

  public byte[] chunk(int number) {
    SoftReference<byte[]> cached = encoded.get(number);
    byte[] bytes = cached == null ? null : cached.get();
    if (bytes == null) {
      bytes = encode(number).getBytes(StandardCharsets.UTF_8);
      encoded.set(number, new SoftReference<>(bytes));
    }
    return bytes;
  }

  private String encode(int number) {
    String array = codec.json(slice(number), members).strip();
    String begin = number == 0 ? prefix + "[" : ",";
    String end = number == count() - 1 ? "]" + suffix : "";
    return begin + array.substring(1, array.length() - 1) + end;
  }

  /** Writes all chunks as the body of a response. */
  void writeTo(Response response, Callback callback) {
    new Writer(response, callback).iterate();
  }

  /** Writes one chunk after the other, each when the one before is written. */
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
      byte[] chunk = chunk(next++);
      response.write(next == count(), ByteBuffer.wrap(chunk), this);
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
