// SPDX-License-Identifier: Apache-2.0
package io.kitty.http;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A request to the web server of a device: a GET, or a POST of a small body. Immutable. Its text
 * does not contain query, headers and body, as they may hold a credential.
 */
public final class DeviceRequest {

  /** The largest body that can be sent, in bytes. */
  public static final int MAX_SENT = 64 * 1024;

  /** The largest body of a response that can be asked for, in bytes. */
  public static final int MAX_BODY = 1024 * 1024;

  /** The longest timeout. */
  public static final Duration MAX_TIMEOUT = Duration.ofSeconds(30);

  private static final int MAX_HEADERS = 32;
  private static final int DEFAULT_BODY = 256 * 1024;
  private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);
  private static final Pattern PATH = Pattern.compile("/[\\x21-\\x7e]*");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9-]{1,64}");
  private static final Pattern VALUE = Pattern.compile("[\\x20-\\x7e]{1,2048}");
  private static final Set<String> RESERVED =
      Set.of("connection", "content-length", "transfer-encoding", "upgrade", "expect");

  private final String method;
  private final InetAddress address;
  private final int port;
  private final String path;
  private final byte[] sent;
  private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private boolean secure;
  private Duration timeout = DEFAULT_TIMEOUT;
  private int maxBody = DEFAULT_BODY;

  private DeviceRequest(String method, InetAddress address, int port, String path, byte[] sent) {
    require(port > 0 && port < 65_536, "port");
    require(PATH.matcher(path).matches(), "path");
    require(sent.length <= MAX_SENT, "length of the body");
    this.method = method;
    this.address = address;
    this.port = port;
    this.path = path;
    this.sent = sent;
  }

  private DeviceRequest(DeviceRequest from) {
    this(from.method, from.address, from.port, from.path, from.sent);
    headers.putAll(from.headers);
    secure = from.secure;
    timeout = from.timeout;
    maxBody = from.maxBody;
  }

  /**
   * Returns a GET over http, with 10 s for a response of at most 256 KiB.
   *
   * @param port 1 to 65535
   * @param path the path and query, percent-encoded, from its first slash
   * @throws IllegalArgumentException if port or path are invalid
   */
  public static DeviceRequest get(InetAddress address, int port, String path) {
    return new DeviceRequest("GET", address, port, path, new byte[0]);
  }

  /**
   * Returns a POST over http, otherwise like a GET.
   *
   * @param type the content type of the body
   * @param body at most {@link #MAX_SENT} bytes
   * @throws IllegalArgumentException if one of them is invalid
   */
  public static DeviceRequest post(
      InetAddress address, int port, String path, String type, byte[] body) {
    return new DeviceRequest("POST", address, port, path, body.clone())
        .header("Content-Type", type);
  }

  /** Returns a copy that is sent over https. */
  public DeviceRequest overTls() {
    DeviceRequest copy = new DeviceRequest(this);
    copy.secure = true;
    return copy;
  }

  /**
   * Returns a copy with a header, which is never logged. {@code Host} is the address if it is not
   * set.
   *
   * @throws IllegalArgumentException if it is malformed, of the connection, or one too many
   */
  public DeviceRequest header(String name, String value) {
    require(NAME.matcher(name).matches(), "name of a header");
    require(!RESERVED.contains(name.toLowerCase(Locale.ROOT)), "header");
    require(VALUE.matcher(value).matches(), "value of a header");
    DeviceRequest copy = new DeviceRequest(this);
    copy.headers.put(name, value);
    require(copy.headers.size() <= MAX_HEADERS, "number of headers");
    return copy;
  }

  /**
   * Returns a copy with another deadline, counted from the start of the connection.
   *
   * @throws IllegalArgumentException if it is not positive, or exceeds {@link #MAX_TIMEOUT}
   */
  public DeviceRequest timeout(Duration total) {
    require(total.toNanos() > 0 && total.compareTo(MAX_TIMEOUT) <= 0, "timeout");
    DeviceRequest copy = new DeviceRequest(this);
    copy.timeout = total;
    return copy;
  }

  /**
   * Returns a copy with another maximum for the body of the response, in bytes.
   *
   * @throws IllegalArgumentException if it is negative, or exceeds {@link #MAX_BODY}
   */
  public DeviceRequest maxBody(int bytes) {
    require(bytes >= 0 && bytes <= MAX_BODY, "maximum of the body");
    DeviceRequest copy = new DeviceRequest(this);
    copy.maxBody = bytes;
    return copy;
  }

  /** The message does not quote the value, which may be a credential. */
  private static void require(boolean valid, String what) {
    if (!valid) {
      throw new IllegalArgumentException("invalid " + what + " of a request to a device");
    }
  }

  /** Returns {@code GET} or {@code POST}. */
  public String method() {
    return method;
  }

  public InetAddress address() {
    return address;
  }

  public int port() {
    return port;
  }

  /** Returns the path and query. */
  public String path() {
    return path;
  }

  /** Returns whether it is sent over https. */
  public boolean secure() {
    return secure;
  }

  /** Returns the headers that were set, by name in any case. */
  public Map<String, String> headers() {
    return Collections.unmodifiableMap(headers);
  }

  /** Returns the body to send, empty for a GET; a copy. */
  public byte[] sent() {
    return sent.clone();
  }

  /** Returns the maximum time from the start of the connection to the end of the response. */
  public Duration timeout() {
    return timeout;
  }

  /** Returns the maximum size of the response's body, in bytes. */
  public int maxBody() {
    return maxBody;
  }

  @Override
  public String toString() {
    int query = path.indexOf('?');
    return method
        + (secure ? " https://" : " http://")
        + (address.getAddress().length == 4
            ? address.getHostAddress()
            : "[" + address.getHostAddress() + "]")
        + ":"
        + port
        + (query < 0 ? path : path.substring(0, query));
  }
}
