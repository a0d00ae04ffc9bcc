// SPDX-License-Identifier: Apache-2.0
package io.kitty.web;

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
 * The page for people and the files that it consists of, all from this bundle. A browser keeps
 * them, but asks each time whether they are still the same, so that a page never mixes the files of
 * two versions.
 */
final class Dashboard {

  /** Everything comes from here, and nothing in the page itself is a script or a style. */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
          + " base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
          + " require-trusted-types-for 'script'; trusted-types 'none'";

  private static final Pattern NAME = Pattern.compile("[a-z-]+(/[a-z-]+)?\\.(html|js|css|svg)");

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "svg", "image/svg+xml");

  private record File(String type, String etag, byte[] bytes) {}

  private final Map<String, File> files = new ConcurrentHashMap<>();
  private final AccessPolicy guard;

  Dashboard(AccessPolicy guard) {
    this.guard = guard;
  }

  /**
   * Shows the page, and the list of resources to a program that wants JSON. In a browser of who
   * runs the hub, the page may ask for changes.
   */
  void index(HttpExchange exchange, List<String> variables) {
    if (exchange.wantsJson()) {
      IndexResource.show(exchange, variables);
      return;
    }
    if (exchange.wantsPage() && guard.isOwner(exchange.request())) {
      Response.addCookie(exchange.response(), guard.sessions().begin(exchange.request(), ""));
    }
    send(exchange, "index.html");
  }

  /** Shows the page that asks for the token. */
  void login(HttpExchange exchange, Problem refusal) {
    refusal.headers().forEach(exchange.response().getHeaders()::put);
    File file = find("login.html");
    head(exchange, refusal.status(), file);
    exchange.response().write(true, ByteBuffer.wrap(file.bytes()), exchange.callback());
  }

  /** Sends what that page needs. */
  void loginScript(HttpExchange exchange, List<String> variables) {
    send(exchange, "login.js");
  }

  /** Sends what that page looks like. */
  void loginStyle(HttpExchange exchange, List<String> variables) {
    send(exchange, "login.css");
  }

  /** Sends one of the files, of which the path in the folder is given segment by segment. */
  void file(HttpExchange exchange, List<String> variables) {
    send(exchange, String.join("/", variables));
  }

  private void send(HttpExchange exchange, String name) {
    File file = find(name);
    boolean known = exchange.knows(file.etag());
    HttpFields.Mutable headers =
        head(exchange, known ? HttpStatus.NOT_MODIFIED_304 : HttpStatus.OK_200, file);
    headers.put(HttpHeader.ETAG, file.etag());
    if (name.equals("index.html")) {
      headers.put(HttpHeader.VARY, "Accept");
    }
    exchange
        .response()
        .write(true, known ? null : ByteBuffer.wrap(file.bytes()), exchange.callback());
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
        .put("Content-Security-Policy", POLICY);
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
