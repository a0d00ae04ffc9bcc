// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.dashboard;

import io.kitty.web.access.AccessPolicy;
import io.kitty.web.http.Etag;
import io.kitty.web.http.HttpExchange;
import io.kitty.web.http.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Response;
import org.jspecify.annotations.Nullable;

/**
 * The dashboard's page and its files, all from this bundle. A browser caches them but revalidates
 * each time, so that a page never mixes files of two versions.
 */
public final class Dashboard {

  /** Everything is loaded from this server, and the page has no inline script or style. */
  private static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
          + " manifest-src 'self'; base-uri 'none'; form-action 'none';"
          + " require-trusted-types-for 'script'; trusted-types 'none'; frame-ancestors ";

  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9-]+(/[A-Za-z-]+)?\\.(html|js|css|svg|png|webmanifest)");

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "svg", "image/svg+xml",
          "png", "image/png",
          "webmanifest", "application/manifest+json");

  private record File(String type, String etag, byte[] bytes) {}

  private final Map<String, File> files = new ConcurrentHashMap<>();
  private final AccessPolicy policy;

  public Dashboard(AccessPolicy policy) {
    this.policy = policy;
  }

  /**
   * Sends the page, or the list of resources if the client asks for JSON. A browser of the user who
   * runs the hub gets a session, with which the page may make changes.
   */
  public void index(HttpExchange exchange, List<String> variables) {
    if (exchange.wantsJson()) {
      IndexResource.show(exchange, variables);
      return;
    }
    if (exchange.wantsPage()) {
      policy
          .cookie(exchange.request())
          .ifPresent(cookie -> Response.addCookie(exchange.response(), cookie));
    }
    send(exchange, "index.html");
  }

  /** Sends the page that asks for the token. */
  public void login(HttpExchange exchange, Problem refusal) {
    refusal.headers().forEach(exchange.response().getHeaders()::put);
    File file = find("login.html");
    head(exchange, refusal.status(), file);
    exchange.response().write(true, ByteBuffer.wrap(file.bytes()), exchange.callback());
  }

  /**
   * Sends a file that the pages load.
   *
   * @param variables the segments of its path in the folder
   */
  public void file(HttpExchange exchange, List<String> variables) {
    String name = String.join("/", variables);
    // The pages name their files relative to their own path, and work nowhere else.
    send(exchange, name.endsWith(".html") ? "" : name);
  }

  private void send(HttpExchange exchange, String name) {
    File file = find(name);
    boolean cached = exchange.hasCached(file.etag());
    HttpFields.Mutable headers =
        head(exchange, cached ? HttpStatus.NOT_MODIFIED_304 : HttpStatus.OK_200, file);
    headers.put(HttpHeader.ETAG, file.etag());
    if (name.equals("index.html")) {
      headers.put(HttpHeader.VARY, "Accept");
    }
    exchange
        .response()
        .write(true, cached ? null : ByteBuffer.wrap(file.bytes()), exchange.callback());
  }

  private File find(String name) {
    File file = NAME.matcher(name).matches() ? files.computeIfAbsent(name, Dashboard::read) : null;
    if (file == null) {
      throw new Problem(HttpStatus.NOT_FOUND_404, "the page has no such file");
    }
    return file;
  }

  private static HttpFields.Mutable head(HttpExchange exchange, int status, File file) {
    return exchange
        .head(status, file.type())
        .put(HttpHeader.CACHE_CONTROL, "no-cache")
        .put("Content-Security-Policy", CONTENT_SECURITY_POLICY + exchange.frameAncestors());
  }

  private static @Nullable File read(String name) {
    try (InputStream in = Dashboard.class.getResourceAsStream("/dashboard/" + name)) {
      if (in == null) {
        return null;
      }
      byte[] bytes = in.readAllBytes();
      String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
      return new File(String.valueOf(type), Etag.of(bytes), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
