// SPDX-License-Identifier: Apache-2.0
package io.kitty.ssdp;

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
 * The answer to a request as it comes in, bounded. Anything but a document of status 200, or where
 * it is now, is refused as soon as that shows. Devices take liberties with headers, which are read
 * as generously as RFC 2616 has it, and some count the characters of a document for its length, or
 * hang up early: what had come by then is the document.
 */
final class HttpResponse implements HttpParser.ResponseHandler {

  /** How large the body may be, in bytes, after it is put together from its chunks. */
  static final int MAX_BODY = 256 * 1024;

  private static final int MAX_HEAD = 16 * 1024;

  private static final Set<Integer> REDIRECTIONS = Set.of(301, 302, 303, 307, 308);

  private static final Pattern CHARSET =
      Pattern.compile("(?i);\\s*charset\\s*=\\s*[\"']?([A-Za-z0-9._:-]+)");

  private static final HttpCompliance LIBERTIES =
      HttpCompliance.RFC2616_LEGACY.with("LIBERTIES", Violation.WHITESPACE_AFTER_FIELD_NAME);

  private final HttpParser parser = new HttpParser(this, MAX_HEAD, LIBERTIES);
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private boolean redirects;
  private String elsewhere = "";
  private String charset = "";
  private boolean complete;
  private @Nullable String refusal;

  /**
   * Takes in what was read from the connection.
   *
   * @param n how many bytes it is; negative: nothing more comes
   * @throws IOException if the answer is refused
   */
  void read(byte[] bytes, int n) throws IOException {
    if (n < 0) {
      parser.atEOF();
    }
    parser.parseNext(ByteBuffer.wrap(bytes, 0, Math.max(n, 0)));
    if (n < 0 && !complete) {
      brokenOff("the answer is incomplete");
    }
    if (refusal != null) {
      throw new IOException(refusal);
    }
  }

  /**
   * Nothing more will come, and what has come has to do.
   *
   * @return whether there is anything that could do
   */
  boolean end() {
    complete |= refusal == null && body.size() > 0;
    return complete;
  }

  /** Whether it is there, as a whole or as far as it will ever be. */
  boolean complete() {
    return complete;
  }

  /** Where it says that the document is; {@code ""} if it is the document. */
  String elsewhere() {
    return elsewhere;
  }

  /**
   * The document.
   *
   * @param from where it was asked for
   * @throws IOException if it is too large when it is unpacked
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
      // The parser would warn of a second one, and what a stranger sends is nothing to warn of.
      refuse("the answer is a request");
    } else if (header == HttpHeader.CONTENT_TYPE && field.getValue() != null) {
      Matcher matcher = CHARSET.matcher(field.getValue());
      charset = matcher.find() ? matcher.group(1) : "";
    } else if (header == HttpHeader.LOCATION && redirects && field.getValue() != null) {
      elsewhere = field.getValue();
    }
  }

  @Override
  public boolean headerComplete() {
    if (redirects && elsewhere.isEmpty()) {
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
    brokenOff("the answer is incomplete");
  }

  @Override
  public void badMessage(HttpException failure) {
    brokenOff("the answer cannot be read: " + failure.getReason());
  }

  private void brokenOff(String why) {
    if (!end()) {
      failed(why);
    }
  }

  /** The first reason is the one that counts. */
  private void failed(String why) {
    refusal = refusal == null ? why : refusal;
  }

  /** Throws, so that the parser reads no further. */
  private void refuse(String why) {
    failed(why);
    throw new HttpException.RuntimeException(HttpStatus.BAD_GATEWAY_502, why);
  }
}
