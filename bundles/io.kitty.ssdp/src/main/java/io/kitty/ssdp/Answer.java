// SPDX-License-Identifier: Apache-2.0
package io.kitty.ssdp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpVersion;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a request as it comes in, bounded. Anything but a plain document of status 200 is
 * refused as soon as that shows. Devices take liberties with headers, which are read as generously
 * as RFC 2616 has it.
 */
final class Answer implements HttpParser.ResponseHandler {

  /** How large the body may be, in bytes, after it is put together from its chunks. */
  static final int MAX_BODY = 256 * 1024;

  private static final int MAX_HEAD = 16 * 1024;

  private final HttpParser parser = new HttpParser(this, MAX_HEAD, HttpCompliance.RFC2616_LEGACY);
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
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
      failed("the answer is incomplete");
    }
    if (refusal != null) {
      throw new IOException(refusal);
    }
  }

  /** Whether it is there as a whole. */
  boolean complete() {
    return complete;
  }

  byte[] body() {
    return body.toByteArray();
  }

  @Override
  public void startResponse(HttpVersion version, int status, String reason) {
    if (status != 200) {
      refuse("the answer is of status " + status);
    }
  }

  @Override
  public void parsedHeader(HttpField field) {
    HttpHeader header = field.getHeader();
    String value = field.getValue();
    if ((header == HttpHeader.CONTENT_ENCODING && !"identity".equalsIgnoreCase(value))
        || (header == HttpHeader.TRANSFER_ENCODING && !"chunked".equalsIgnoreCase(value))) {
      refuse("the answer is encoded");
    }
    if (header == HttpHeader.HOST) {
      // The parser would warn of a second one, and what a stranger sends is nothing to warn of.
      refuse("the answer is a request");
    }
  }

  @Override
  public boolean headerComplete() {
    if (parser.getContentLength() > MAX_BODY) {
      refuse("the document is too large");
    }
    return false;
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
    failed("the answer is incomplete");
  }

  @Override
  public void badMessage(HttpException failure) {
    failed("the answer cannot be read: " + failure.getReason());
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
