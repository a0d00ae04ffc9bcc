// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.common.DecoderResult;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.Encoder;
import com.google.zxing.qrcode.encoder.QRCode;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The page's QR codes, against another implementation. */
class QrCodePageTest {

  /** The numbers of bytes that the versions 1 to 10 hold (ISO/IEC 18004, table 7, level M). */
  private static final int[] CAPACITY = {14, 26, 42, 62, 84, 106, 122, 152, 180, 213};

  private FakeBackend backend;
  private Page page;

  @BeforeEach
  void open() throws Exception {
    backend = new FakeBackend();
    page = new Page(backend).open("machines");
  }

  @AfterEach
  void close() {
    page.close();
    backend.close();
  }

  @Test
  void everyVersionIsReadWithoutCorrections() throws Exception {
    for (int version = 1; version <= CAPACITY.length; version++) {
      int shortest = version == 1 ? 0 : CAPACITY[version - 2] + 1;
      for (int length : new int[] {shortest, CAPACITY[version - 1]}) {
        String text = text(length);
        List<List<Long>> rows = code(text);
        DecoderResult result = QrCodes.read(rows);
        assertThat(rows).hasSize(17 + 4 * version);
        assertThat(result.getText()).isEqualTo(text);
        assertThat(result.getECLevel()).isEqualTo("M");
        assertThat(result.getErrorsCorrected()).isZero();
      }
    }
  }

  @Test
  void theyAreThoseOfAnotherEncoder() throws Exception {
    for (int length = 20; length < 213; length += 23) {
      String text = text(length).toLowerCase();
      QRCode other = Encoder.encode(text, ErrorCorrectionLevel.M);
      List<List<Long>> rows = code(text, other.getMaskPattern());

      for (int y = 0; y < rows.size(); y++) {
        for (int x = 0; x < rows.size(); x++) {
          assertThat(rows.get(y).get(x).byteValue())
              .as("%d bytes, %d, %d", length, x, y)
              .isEqualTo(other.getMatrix().get(x, y));
        }
      }
    }
  }

  @Test
  void damageIsCorrected() throws Exception {
    List<List<Long>> rows = code("http://192.0.2.1:8088/#/login?code=0123456789abcdefghijkl");
    for (int y = 12; y < 15; y++) {
      for (int x = 12; x < 18; x++) {
        rows.get(y).set(x, 1 - rows.get(y).get(x));
      }
    }

    DecoderResult result = QrCodes.read(rows);

    assertThat(result.getText()).endsWith("ghijkl");
    assertThat(result.getErrorsCorrected()).isPositive();
  }

  @Test
  void textIsUtf8() throws Exception {
    assertThat(QrCodes.read(code("Drucker \u00e4\u00f6\u00fc \u20ac")).getText())
        .isEqualTo("Drucker \u00e4\u00f6\u00fc \u20ac");
  }

  @Test
  void whatIsTooLongIsRefused() {
    assertThat(
            page.browser.executeAsyncScript(
                "const done = arguments[0]; import('/dashboard/parts/qr.js').then(({ qrCode }) => {"
                    + " try { qrCode('x'.repeat(214)); done('made'); } catch (e) { done(e.name); }})"))
        .isEqualTo("RangeError");
  }

  private static String text(int length) {
    return java.util.stream.IntStream.range(0, length)
        .mapToObj(i -> String.valueOf((char) ('a' + i * 7 % 26)))
        .collect(Collectors.joining());
  }

  private List<List<Long>> code(String text) {
    return code(text, -1);
  }

  /** Returns the modules of a code; with the best mask for -1. */
  @SuppressWarnings("unchecked")
  private List<List<Long>> code(String text, int mask) {
    return (List<List<Long>>)
        page.browser.executeAsyncScript(
            "const [text, mask, done] = arguments; import('/dashboard/parts/qr.js').then(({ qrCode })"
                + " => done(qrCode(text, mask < 0 ? undefined : mask)))",
            text,
            mask);
  }
}
