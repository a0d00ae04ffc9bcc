// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.http;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import org.eclipse.jetty.http.HttpStatus;

/** An error that is sent as a problem document (RFC 9457) of type {@code about:blank}. */
public final class Problem extends RuntimeException {

  public static final String MEDIA_TYPE = "application/problem+json";

  private static final long serialVersionUID = 1L;

  private final int status;
  private final String detail;
  private final Map<String, String> headers;
  private final Map<String, String> members;

  /**
   * @param status the HTTP status
   * @param detail what is wrong with the request, and what is allowed; {@code ""} if the status
   *     says it all
   */
  public Problem(int status, String detail) {
    this(status, detail, Map.of(), Map.of());
  }

  private Problem(
      int status, String detail, Map<String, String> headers, Map<String, String> members) {
    super(detail, null, false, false);
    this.status = status;
    this.detail = detail;
    this.headers = Map.copyOf(headers);
    this.members = Map.copyOf(members);
  }

  /** Returns the error for a method that the resource does not support. */
  public static Problem methodNotAllowed(String method, Collection<String> allow) {
    return new Problem(
        HttpStatus.METHOD_NOT_ALLOWED_405,
        method + " is not allowed here; allowed are " + String.join(", ", allow),
        Map.of("Allow", String.join(", ", allow)),
        Map.of());
  }

  /** Returns the error for missing credentials (RFC 6750, section 3). */
  public static Problem unauthorized(String detail) {
    return new Problem(
        HttpStatus.UNAUTHORIZED_401,
        detail,
        Map.of("WWW-Authenticate", "Bearer realm=\"kitty\""),
        Map.of());
  }

  /** Returns the error for a token without the needed right (RFC 6750, section 3.1). */
  public static Problem insufficientScope(String detail) {
    return new Problem(
        HttpStatus.FORBIDDEN_403,
        detail,
        Map.of("WWW-Authenticate", "Bearer realm=\"kitty\", error=\"insufficient_scope\""),
        Map.of());
  }

  /** Returns the error for too many requests (RFC 6585, section 4). */
  public static Problem tooManyRequests(String detail) {
    return new Problem(
        HttpStatus.TOO_MANY_REQUESTS_429, detail, Map.of("Retry-After", "1"), Map.of());
  }

  /** Returns the same error with one more member of its document. */
  public Problem with(String member, String value) {
    return new Problem(status, detail, headers, Map.of(member, value));
  }

  public int status() {
    return status;
  }

  /** Returns what is wrong with the request; {@code ""} if the status says it all. */
  public String detail() {
    return detail;
  }

  /** Returns the headers of the response, beside the common ones. */
  public Map<String, String> headers() {
    return headers;
  }

  /**
   * Returns the document.
   *
   * @param path the path of the request
   */
  byte[] document(String path) {
    return Json.text(
            json -> {
              json.writeStartObject();
              json.writeStringField("type", "about:blank");
              json.writeStringField("title", HttpStatus.getMessage(status));
              json.writeNumberField("status", status);
              if (!detail.isEmpty()) {
                json.writeStringField("detail", detail);
              }
              json.writeStringField("instance", path);
              for (Map.Entry<String, String> member : members.entrySet()) {
                json.writeStringField(member.getKey(), member.getValue());
              }
              json.writeEndObject();
            })
        .getBytes(StandardCharsets.UTF_8);
  }
}
