// SPDX-License-Identifier: Apache-2.0
package io.kitty.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpStatus;

/**
 * The files of the page, from the folder {@code ui} of this bundle: {@code index.html} is shown at
 * {@code /}, the others under {@code /ui/}. Any thread.
 */
final class Assets {

  /** What a page of ours may do: run our scripts, show our pictures, ask this server. */
  static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
          + "font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; "
          + "form-action 'self'; frame-ancestors 'none'";

  private static final String FOLDER = "/ui/";

  /** Names in small letters, without dots at the beginning: nothing leads out of the folder. */
  private static final Pattern NAME =
      Pattern.compile("([a-z0-9][a-z0-9._-]*/)*[a-z0-9][a-z0-9_.-]*\\.([a-z0-9]+)");

  private static final Map<String, String> MEDIA_TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "svg", "image/svg+xml",
          "png", "image/png",
          "ico", "image/x-icon",
          "woff2", "font/woff2",
          "webmanifest", "application/manifest+json",
          "json", "application/json");

  /**
   * A file.
   *
   * @param tag changes whenever the file does
   */
  record Asset(String mediaType, String tag, byte[] bytes) {}

  private final Map<String, Asset> known = new ConcurrentHashMap<>();

  /** The file of this name, if there is one. */
  Optional<Asset> find(String name) {
    Asset asset = known.get(name);
    if (asset != null) {
      return Optional.of(asset);
    }
    Optional<Asset> read = read(name);
    read.ifPresent(found -> known.put(name, found));
    return read;
  }

  /** Answers with the file that the rest of the path names. */
  void show(Exchange exchange, List<String> variables) {
    show(exchange, variables.get(0));
  }

  /** Answers with the script of the page that asks for the token. */
  void login(Exchange exchange, List<String> variables) {
    show(exchange, "login.js");
  }

  private void show(Exchange exchange, String name) {
    Asset asset =
        find(name)
            .orElseThrow(
                () -> new Problem(HttpStatus.NOT_FOUND_404, "there is no such file of the page"));
    exchange.asset(HttpStatus.OK_200, asset);
  }

  private static Optional<Asset> read(String name) {
    String mediaType = MEDIA_TYPES.get(name.substring(name.lastIndexOf('.') + 1));
    if (mediaType == null || !NAME.matcher(name).matches()) {
      return Optional.empty();
    }
    try (InputStream file = Assets.class.getResourceAsStream(FOLDER + name)) {
      if (file == null) {
        return Optional.empty();
      }
      byte[] bytes = file.readAllBytes();
      return Optional.of(new Asset(mediaType, tag(bytes), bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String tag(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return '"' + HexFormat.of().formatHex(digest, 0, 8) + '"';
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
