// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.http;

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

/** A request and its response, which is sent exactly once. */
public record HttpExchange(Request request, Response response, Callback callback) {

  /** The media type of JSON. */
  public static final String JSON = "application/json";

  /** Forbids storing, content sniffing, framing, and use by other sites. */
  private static final HttpField[] COMMON = {
    new PreEncodedHttpField(HttpHeader.CACHE_CONTROL, "no-store"),
    new PreEncodedHttpField("X-Content-Type-Options", "nosniff"),
    new PreEncodedHttpField("Referrer-Policy", "no-referrer"),
    new PreEncodedHttpField("X-Frame-Options", "DENY"),
    new PreEncodedHttpField("Cross-Origin-Resource-Policy", "same-origin"),
    new PreEncodedHttpField("Cross-Origin-Opener-Policy", "same-origin"),
    new PreEncodedHttpField("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
  };

  /** Returns the path as it was sent, with percent escapes. */
  public String path() {
    String path = request.getHttpURI().getPath();
    return path == null ? "/" : path;
  }

  /** Returns the path under which a trusted proxy serves this server; {@code ""} for none. */
  public String prefix() {
    return TrustedProxies.prefix(request);
  }

  /** Returns who may show a page in a frame: only a proxy that serves this server with others. */
  public String frameAncestors() {
    return prefix().isEmpty() ? "'none'" : "'self'";
  }

  /**
   * Returns the query parameters.
   *
   * @throws Problem if they are not well-formed
   */
  public Fields query() {
    try {
      return Request.extractQueryParameters(request);
    } catch (RuntimeException e) {
      throw new Problem(HttpStatus.BAD_REQUEST_400, "the query is not well-formed");
    }
  }

  /**
   * Decodes a segment of the path.
   *
   * @throws Problem if a percent sign in it is no escape
   */
  public static String decode(String segment) {
    try {
      return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new Problem(HttpStatus.BAD_REQUEST_400, "a percent sign in the path is not an escape");
    }
  }

  public boolean isHead() {
    return "HEAD".equals(request.getMethod());
  }

  /** Sets the status and the headers of the response. */
  public HttpFields.Mutable head(int status, String mediaType) {
    return head(status).put(HttpHeader.CONTENT_TYPE, mediaType);
  }

  private HttpFields.Mutable head(int status) {
    response.setStatus(status);
    HttpFields.Mutable headers = response.getHeaders();
    if (!prefix().isEmpty()) {
      headers.put("X-Frame-Options", "SAMEORIGIN");
    }
    for (HttpField field : COMMON) {
      if (!headers.contains(field.getName())) {
        headers.put(field);
      }
    }
    return headers;
  }

  /**
   * Sends 304 if the client has the current content cached. Otherwise marks the response as
   * cacheable with revalidation.
   *
   * @param etag the entity tag of the current content (RFC 9110, section 8.8.3)
   * @return whether the response was sent
   */
  public boolean notModified(String etag) {
    response.getHeaders().put(HttpHeader.ETAG, etag);
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "private, no-cache");
    if (!hasCached(etag)) {
      return false;
    }
    head(HttpStatus.NOT_MODIFIED_304);
    response.write(true, null, callback);
    return true;
  }

  /** Returns whether the client has content with this tag cached, by weak comparison. */
  public boolean hasCached(String etag) {
    String opaque = Etag.opaque(etag);
    return request.getHeaders().getCSV(HttpHeader.IF_NONE_MATCH, true).stream()
        .anyMatch(value -> value.equals("*") || Etag.opaque(value).equals(opaque));
  }

  /** Sends JSON with an entity tag, or 304. */
  public void cacheable(String json) {
    if (!notModified(Etag.of(json.getBytes(StandardCharsets.UTF_8)))) {
      json(HttpStatus.OK_200, json);
    }
  }

  /** Adds a link to the next page (RFC 8288): this request with another value of one parameter. */
  public void linkNext(Fields query, String parameter, String value) {
    Fields following = new Fields(query);
    following.put(parameter, value);
    String link =
        prefix()
            + path()
            + "?"
            + UrlEncoded.encode(following.toMultiMap(), StandardCharsets.UTF_8, false);
    response.getHeaders().put(HttpHeader.LINK, "<" + link + ">; rel=\"next\"");
  }

  /** Responds to OPTIONS. */
  public void sendAllow(Collection<String> methods) {
    head(HttpStatus.NO_CONTENT_204).put(HttpHeader.ALLOW, String.join(", ", methods));
    response.write(true, null, callback);
  }

  public void json(int status, String json) {
    head(status, JSON);
    write(json.getBytes(StandardCharsets.UTF_8));
  }

  /** Responds that the request was carried out, with no content. */
  public void noContent() {
    empty(HttpStatus.NO_CONTENT_204);
  }

  /** Responds that the request is being carried out, with no content. */
  public void accepted() {
    empty(HttpStatus.ACCEPTED_202);
  }

  private void empty(int status) {
    head(status);
    response.write(true, null, callback);
  }

  public void bytes(int status, String mediaType, byte[] body) {
    head(status, mediaType);
    write(body);
  }

  /** Returns whether the client accepts HTML, as a browser does. */
  public boolean wantsPage() {
    return accepts("text/html");
  }

  /** Returns whether the client accepts JSON and no HTML. */
  public boolean wantsJson() {
    return accepts(JSON) && !wantsPage();
  }

  private boolean accepts(String mediaType) {
    return request.getHeaders().getValuesList(HttpHeader.ACCEPT).stream()
        .anyMatch(accepted -> accepted.contains(mediaType));
  }

  /**
   * Sends a problem document, or a page if the client accepts HTML. Where the body of the request
   * has not arrived, the client is told that the connection ends, so that it sends no request on
   * it.
   */
  public void problem(Problem problem) {
    if (!request.consumeAvailable()) {
      response.getHeaders().put(HttpHeader.CONNECTION, "close");
    }
    boolean page = wantsPage();
    response.getHeaders().remove(HttpHeader.ETAG).remove(HttpHeader.CACHE_CONTROL);
    HttpFields.Mutable headers =
        head(problem.status(), page ? ProblemPage.MEDIA_TYPE : Problem.MEDIA_TYPE);
    if (page) {
      headers.put(
          "Content-Security-Policy",
          ProblemPage.CONTENT_SECURITY_POLICY + " frame-ancestors " + frameAncestors());
    }
    problem.headers().forEach(headers::put);
    write(page ? ProblemPage.of(problem, path()) : problem.document(path()));
  }

  private void write(byte[] body) {
    response.write(true, ByteBuffer.wrap(body), callback);
  }
}
