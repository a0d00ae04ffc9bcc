// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.http;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;
import org.eclipse.jetty.http.HttpStatus;

/**
 * The HTML page that browsers get in place of a problem document. It loads no other file, which the
 * client may not be allowed to read.
 */
final class ProblemPage {

  static final String MEDIA_TYPE = "text/html; charset=utf-8";

  private static final String FILE = "/problem.html";
  private static final String TEMPLATE = read();

  /**
   * Allows only the page's inline style (W3C Content Security Policy 3, hash sources); who may
   * frame it is to be added.
   */
  static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; style-src 'sha256-%s'; base-uri 'none'; form-action 'none';"
          .formatted(digest(between("<style>", "</style>")));

  private ProblemPage() {}

  /**
   * Returns the page of an error.
   *
   * @param path the path of the request, from which the link to the dashboard leads back: the
   *     server may be behind another path
   */
  static byte[] of(Problem problem, String path) {
    String title = HttpStatus.getMessage(problem.status());
    boolean misdirected = problem.status() == HttpStatus.MISDIRECTED_REQUEST_421;
    return TEMPLATE
        .replace("{status}", Integer.toString(problem.status()))
        .replace("{title}", escape(title))
        .replace("{detail}", escape(sentence(problem.detail())))
        .replace(
            "{way}",
            misdirected ? "" : "<p><a href=\"%s\">To the machines</a></p>".formatted(root(path)))
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String root(String path) {
    long depth = path.chars().filter(each -> each == '/').count();
    return depth < 2 ? "./" : "../".repeat((int) depth - 1);
  }

  private static String sentence(String detail) {
    return detail.isEmpty()
        ? ""
        : detail.substring(0, 1).toUpperCase(Locale.ROOT) + detail.substring(1) + ".";
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  private static String between(String begin, String end) {
    int from = TEMPLATE.indexOf(begin) + begin.length();
    return TEMPLATE.substring(from, TEMPLATE.indexOf(end, from));
  }

  private static String digest(String style) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String read() {
    try (InputStream in = ProblemPage.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new FileNotFoundException(FILE);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
