// SPDX-License-Identifier: Apache-2.0
package io.kitty.net.http;

import io.kitty.http.DeviceHttpException;
import io.kitty.http.DeviceHttpException.Reason;
import io.kitty.http.DeviceResponse;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.HttpCompliance.Violation;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpVersion;
import org.jspecify.annotations.Nullable;

/**
 * Reads an HTTP response as it is received, bounded. What cannot become a usable response is
 * refused as soon as possible.
 *
 * <p>It is more lenient than the clients of the JDK, whose parsers refuse the responses of many
 * devices: headers are parsed as RFC 2616 allows, lines may end without a carriage return; some
 * devices count characters instead of bytes for the length, or close the connection early: what was
 * received by then is the body.
 */
final class ResponseReader implements HttpParser.ResponseHandler {

  private static final int MAX_HEAD = 16 * 1024;

  private static final HttpCompliance LENIENT =
      HttpCompliance.RFC2616_LEGACY.with("LIBERTIES", Violation.WHITESPACE_AFTER_FIELD_NAME);

  private final HttpParser parser = new HttpParser(this, MAX_HEAD, LENIENT);
  private final int maxBody;
  private final Map<String, String> headers = new TreeMap<>();
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private int status;
  private boolean ended;
  private boolean complete;
  private @Nullable DeviceHttpException refusal;

  /**
   * @param maxBody the maximum size of the body, in bytes, after dechunking
   */
  ResponseReader(int maxBody) {
    this.maxBody = maxBody;
  }

  /**
   * Parses bytes read from the connection.
   *
   * @param n how many bytes; negative at the end of the stream
   * @throws DeviceHttpException if the response is refused
   */
  void read(byte[] bytes, int n) throws DeviceHttpException {
    if (n < 0) {
      parser.atEOF();
    }
    parser.parseNext(ByteBuffer.wrap(bytes, 0, Math.max(n, 0)));
    if (n < 0 && !ended) {
      truncated(Reason.UNREACHABLE, "the answer is incomplete");
    }
    if (refusal != null) {
      throw refusal;
    }
  }

  /**
   * Ends the response with what has been received.
   *
   * @return whether there is a usable response
   */
  boolean end() {
    ended |= refusal == null && body.size() > 0;
    return ended;
  }

  /** Returns whether the response is complete, or as complete as it will be. */
  boolean ended() {
    return ended;
  }

  /** Returns the response, which has ended. */
  DeviceResponse response(Duration took) {
    return new DeviceResponse(status, headers, body.toByteArray(), complete, took);
  }

  @Override
  public void startResponse(HttpVersion version, int code, String reason) {
    status = code;
    if (code < 200 || code > 599) {
      refuse(Reason.MALFORMED, "the answer is of status " + code);
    }
  }

  @Override
  public void parsedHeader(HttpField field) {
    if (field.getHeader() == HttpHeader.HOST) {
      // The parser would log a warning for a second one, which untrusted input must not cause.
      refuse(Reason.MALFORMED, "the answer is a request");
    } else if (field.getValue() != null) {
      headers.put(field.getName().toLowerCase(Locale.ROOT), field.getValue());
    }
  }

  @Override
  public boolean headerComplete() {
    boolean redirection = status / 100 == 3;
    if (parser.getContentLength() > maxBody && !redirection) {
      refuse(Reason.TOO_LARGE, "the document is too large");
    }
    complete = redirection;
    ended = redirection;
    return redirection;
  }

  @Override
  public boolean content(ByteBuffer content) {
    if (content.remaining() > maxBody - body.size()) {
      refuse(Reason.TOO_LARGE, "the document is too large");
    }
    byte[] bytes = new byte[content.remaining()];
    content.get(bytes);
    body.writeBytes(bytes);
    return false;
  }

  @Override
  public boolean contentComplete() {
    return false;
  }

  @Override
  public boolean messageComplete() {
    complete = true;
    ended = true;
    return true;
  }

  @Override
  public void earlyEOF() {
    truncated(Reason.UNREACHABLE, "the answer is incomplete");
  }

  @Override
  public void badMessage(HttpException failure) {
    truncated(Reason.MALFORMED, "the answer cannot be read: " + failure.getReason());
  }

  private void truncated(Reason reason, String message) {
    if (!end()) {
      recordFailure(reason, message);
    }
  }

  /** The first reason is kept. */
  private void recordFailure(Reason reason, String message) {
    refusal = refusal == null ? new DeviceHttpException(reason, message) : refusal;
  }

  /** Throws, so that the parser stops. */
  private void refuse(Reason reason, String message) {
    recordFailure(reason, message);
    throw new HttpException.RuntimeException(HttpStatus.BAD_GATEWAY_502, message);
  }
}
