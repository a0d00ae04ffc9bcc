// SPDX-License-Identifier: Apache-2.0
package io.kitty.ssdp.description;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
 * An HTTP response as it is received, bounded. Anything but a document of status 200, or a
 * redirection, is refused as soon as possible. Headers are parsed as leniently as RFC 2616 allows;
 * some devices count characters instead of bytes for the length, or close the connection early:
 * what was received by then is the document.
 */
final class HttpResponse implements HttpParser.ResponseHandler {

  /** The maximum size of the body, in bytes, after dechunking. */
  static final int MAX_BODY = 256 * 1024;

  private static final int MAX_HEAD = 16 * 1024;

  private static final Set<Integer> REDIRECTIONS = Set.of(301, 302, 303, 307, 308);

  private static final Pattern CHARSET =
      Pattern.compile("(?i);\\s*charset\\s*=\\s*[\"']?([A-Za-z0-9._:-]+)");

  private static final HttpCompliance LENIENT =
      HttpCompliance.RFC2616_LEGACY.with("LIBERTIES", Violation.WHITESPACE_AFTER_FIELD_NAME);

  private final HttpParser parser = new HttpParser(this, MAX_HEAD, LENIENT);
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private boolean redirects;
  private String redirection = "";
  private String charset = "";
  private boolean complete;
  private @Nullable String refusal;

  /**
   * Parses bytes read from the connection.
   *
   * @param n how many bytes; negative at the end of the stream
   * @throws IOException if the response is refused
   */
  void read(byte[] bytes, int n) throws IOException {
    if (n < 0) {
      parser.atEOF();
    }
    parser.parseNext(ByteBuffer.wrap(bytes, 0, Math.max(n, 0)));
    if (n < 0 && !complete) {
      truncated("the answer is incomplete");
    }
    if (refusal != null) {
      throw new IOException(refusal);
    }
  }

  /**
   * Ends the response with what has been received.
   *
   * @return whether there is a usable document
   */
  boolean end() {
    complete |= refusal == null && body.size() > 0;
    return complete;
  }

  /** Returns whether the response is complete, or as complete as it will be. */
  boolean complete() {
    return complete;
  }

  /** Returns the redirection target; {@code ""} if this is the document. */
  String redirection() {
    return redirection;
  }

  /**
   * Returns the document.
   *
   * @param from the requested URL
   * @throws IOException if it is too large after decompression
   */
  DescriptionXml document(DescriptionUrl from) throws IOException {
    return new DescriptionXml(from, ContentDecoder.unpack(body.toByteArray(), MAX_BODY), charset);
  }

  @Override
  public void startResponse(HttpVersion version, int status, String reason) {
    redirects = REDIRECTIONS.contains(status);
    if (status != 200 && !redirects) {
      refuse("the answer is of status " + status);
    }
  }

  @Override
  public void parsedHeader(HttpField field) {
    HttpHeader header = field.getHeader();
    if (header == HttpHeader.HOST) {
      // The parser would log a warning for a second one, which untrusted input must not cause.
      refuse("the answer is a request");
    } else if (header == HttpHeader.CONTENT_TYPE && field.getValue() != null) {
      Matcher matcher = CHARSET.matcher(field.getValue());
      charset = matcher.find() ? matcher.group(1) : "";
    } else if (header == HttpHeader.LOCATION && redirects && field.getValue() != null) {
      redirection = field.getValue();
    }
  }

  @Override
  public boolean headerComplete() {
    if (redirects && redirection.isEmpty()) {
      refuse("the answer does not say where the document is");
    }
    if (parser.getContentLength() > MAX_BODY) {
      refuse("the document is too large");
    }
    complete = redirects;
    return redirects;
  }

  @Override
  public boolean content(ByteBuffer content) {
    if (content.remaining() > MAX_BODY - body.size()) {
      refuse("the document is too large");
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
    return true;
  }

  @Override
  public void earlyEOF() {
    truncated("the answer is incomplete");
  }

  @Override
  public void badMessage(HttpException failure) {
    truncated("the answer cannot be read: " + failure.getReason());
  }

  private void truncated(String reason) {
    if (!end()) {
      recordFailure(reason);
    }
  }

  /** The first reason is kept. */
  private void recordFailure(String reason) {
    refusal = refusal == null ? reason : refusal;
  }

  /** Throws, so that the parser stops. */
  private void refuse(String reason) {
    recordFailure(reason);
    throw new HttpException.RuntimeException(HttpStatus.BAD_GATEWAY_502, reason);
  }
}
