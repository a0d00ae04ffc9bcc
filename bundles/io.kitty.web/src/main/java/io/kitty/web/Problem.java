// SPDX-License-Identifier: Apache-2.0
package io.kitty.web;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import org.eclipse.jetty.http.HttpStatus;

/** A request that is answered with a problem document (RFC 9457) of type {@code about:blank}. */
final class Problem extends RuntimeException {

  static final String MEDIA_TYPE = "application/problem+json";

  private static final long serialVersionUID = 1L;

  private final int status;
  private final String detail;
  private final Map<String, String> headers;

  /**
   * @param status the HTTP status
   * @param detail what is wrong with this very request, and what would be right; {@code ""} where
   *     the status says all
   */
  Problem(int status, String detail) {
    this(status, detail, Map.of());
  }

  private Problem(int status, String detail, Map<String, String> headers) {
    super(detail, null, false, false);
    this.status = status;
    this.detail = detail;
    this.headers = Map.copyOf(headers);
  }

  /** The resource is there, but does not know the method. */
  static Problem methodNotAllowed(String method, Collection<String> allow) {
    return new Problem(
        HttpStatus.METHOD_NOT_ALLOWED_405,
        method + " is not allowed here; allowed are " + String.join(", ", allow),
        Map.of("Allow", String.join(", ", allow)));
  }

  /** The client has to say who it is (RFC 6750, section 3). */
  static Problem unauthorized(String detail) {
    return new Problem(
        HttpStatus.UNAUTHORIZED_401, detail, Map.of("WWW-Authenticate", "Bearer realm=\"kitty\""));
  }

  /** The client's token does not allow this (RFC 6750, section 3.1). */
  static Problem insufficient(String detail) {
    return new Problem(
        HttpStatus.FORBIDDEN_403,
        detail,
        Map.of("WWW-Authenticate", "Bearer realm=\"kitty\", error=\"insufficient_scope\""));
  }

  /** The client asks too often (RFC 6585, section 4). */
  static Problem tooMany(String detail) {
    return new Problem(HttpStatus.TOO_MANY_REQUESTS_429, detail, Map.of("Retry-After", "1"));
  }

  int status() {
    return status;
  }

  /** What is wrong with this very request; {@code ""} where the status says all. */
  String detail() {
    return detail;
  }

  /** The headers that the answer needs beside those that all have. */
  Map<String, String> headers() {
    return headers;
  }

  /**
   * The document.
   *
   * @param instance the path that was asked for
   */
  byte[] document(String instance) {
    return Json.text(
            json -> {
              json.writeStartObject();
              json.writeStringField("type", "about:blank");
              json.writeStringField("title", HttpStatus.getMessage(status));
              json.writeNumberField("status", status);
              if (!detail.isEmpty()) {
                json.writeStringField("detail", detail);
              }
              json.writeStringField("instance", instance);
              json.writeEndObject();
            })
        .getBytes(StandardCharsets.UTF_8);
  }
}
