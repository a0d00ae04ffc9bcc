// SPDX-License-Identifier: Apache-2.0
package io.kitty.web;

import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.UrlEncoded;

/** One request, and the ways to answer it. Exactly one answer is given. */
record HttpExchange(Request request, Response response, Callback callback) {

  private static final String JSON = "application/json";

  /** Nothing of an answer is stored, guessed at, framed or told to other sites. */
  private static final HttpField[] COMMON = {
    new PreEncodedHttpField(HttpHeader.CACHE_CONTROL, "no-store"),
    new PreEncodedHttpField("X-Content-Type-Options", "nosniff"),
    new PreEncodedHttpField("Referrer-Policy", "no-referrer"),
    new PreEncodedHttpField("X-Frame-Options", "DENY"),
    new PreEncodedHttpField("Cross-Origin-Resource-Policy", "same-origin"),
    new PreEncodedHttpField("Cross-Origin-Opener-Policy", "same-origin"),
    new PreEncodedHttpField("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
  };

  /** The path as it was sent, percent escapes and all. */
  String path() {
    String path = request.getHttpURI().getPath();
    return path == null ? "/" : path;
  }

  /**
   * The parameters.
   *
   * @throws Problem if they are not well-formed
   */
  Fields query() {
    try {
      return Request.extractQueryParameters(request);
    } catch (RuntimeException e) {
      throw new Problem(HttpStatus.BAD_REQUEST_400, "the query is not well-formed");
    }
  }

  /**
   * What a segment of the path says.
   *
   * @throws Problem if a percent sign in it is no escape
   */
  static String decode(String segment) {
    try {
      return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new Problem(HttpStatus.BAD_REQUEST_400, "a percent sign in the path is not an escape");
    }
  }

  boolean isHead() {
    return "HEAD".equals(request.getMethod());
  }

  /** Starts the head of an answer. */
  HttpFields.Mutable head(int status, String mediaType) {
    return head(status).put(HttpHeader.CONTENT_TYPE, mediaType);
  }

  private HttpFields.Mutable head(int status) {
    response.setStatus(status);
    HttpFields.Mutable headers = response.getHeaders();
    for (HttpField field : COMMON) {
      if (!headers.contains(field.getName())) {
        headers.put(field);
      }
    }
    return headers;
  }

  /**
   * Whether the client has what it asks for already, which is answered then. What is sent otherwise
   * may be kept, if it is asked for again each time.
   *
   * @param etag the entity tag of what there is now (RFC 9110, section 8.8.3)
   */
  boolean known(String etag) {
    response.getHeaders().put(HttpHeader.ETAG, etag);
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "private, no-cache");
    if (!knows(etag)) {
      return false;
    }
    head(HttpStatus.NOT_MODIFIED_304);
    response.write(true, null, callback);
    return true;
  }

  /** Whether the client says that it has something with this tag; weak or not is the same. */
  boolean knows(String etag) {
    String opaque = Etag.opaque(etag);
    return request.getHeaders().getCSV(HttpHeader.IF_NONE_MATCH, true).stream()
        .anyMatch(value -> value.equals("*") || Etag.opaque(value).equals(opaque));
  }

  /** Answers with JSON that the client may have already. */
  void cacheable(String json) {
    if (!known(Etag.of(json.getBytes(StandardCharsets.UTF_8)))) {
      json(HttpStatus.OK_200, json);
    }
  }

  /** Tells where this answer goes on (RFC 8288), with another value of one parameter. */
  void next(Fields query, String parameter, String value) {
    Fields following = new Fields(query);
    following.put(parameter, value);
    String link =
        path() + "?" + UrlEncoded.encode(following.toMultiMap(), StandardCharsets.UTF_8, false);
    response.getHeaders().put(HttpHeader.LINK, "<" + link + ">; rel=\"next\"");
  }

  /** Answers a question for the methods. */
  void allow(Collection<String> methods) {
    head(HttpStatus.NO_CONTENT_204).put(HttpHeader.ALLOW, String.join(", ", methods));
    response.write(true, null, callback);
  }

  void json(int status, String json) {
    head(status, JSON);
    write(json.getBytes(StandardCharsets.UTF_8));
  }

  /** Answers that it is done. */
  void done() {
    head(HttpStatus.NO_CONTENT_204);
    response.write(true, null, callback);
  }

  void bytes(int status, String mediaType, byte[] body) {
    head(status, mediaType);
    write(body);
  }

  /** Whether a person with a browser asks, who wants to see a page. */
  boolean wantsPage() {
    return accepts("text/html");
  }

  /** Whether a program asks that says it wants JSON. */
  boolean wantsJson() {
    return accepts(JSON) && !wantsPage();
  }

  private boolean accepts(String mediaType) {
    return request.getHeaders().getValuesList(HttpHeader.ACCEPT).stream()
        .anyMatch(accepted -> accepted.contains(mediaType));
  }

  void json(int status, ChunkedDeviceArray pages) {
    head(status, JSON);
    pages.writeTo(response, callback);
  }

  /** Answers with a problem document, or with a page for a person in a browser. */
  void problem(Problem problem) {
    boolean page = wantsPage();
    response.getHeaders().remove(HttpHeader.ETAG).remove(HttpHeader.CACHE_CONTROL);
    HttpFields.Mutable headers =
        head(problem.status(), page ? ProblemPage.MEDIA_TYPE : Problem.MEDIA_TYPE);
    if (page) {
      headers.put("Content-Security-Policy", ProblemPage.POLICY);
    }
    problem.headers().forEach(headers::put);
    write(page ? ProblemPage.of(problem) : problem.document(path()));
  }

  private void write(byte[] body) {
    response.write(true, ByteBuffer.wrap(body), callback);
  }
}
