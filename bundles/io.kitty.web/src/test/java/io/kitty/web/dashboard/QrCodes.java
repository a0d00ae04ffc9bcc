// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.dashboard;

import com.google.zxing.DecodeHintType;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.common.DecoderResult;
import com.google.zxing.qrcode.decoder.Decoder;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads QR codes. */
final class QrCodes {

  private static final Pattern MODULE = Pattern.compile("M(\\d+) (\\d+)h1v1h-1z");

  private static final int MARGIN = 4;

  private QrCodes() {}

  /** Reads the modules of a code, row by row. */
  static DecoderResult read(List<? extends List<? extends Number>> rows) throws Exception {
    BitMatrix matrix = new BitMatrix(rows.size());
    for (int y = 0; y < rows.size(); y++) {
      for (int x = 0; x < rows.size(); x++) {
        if (rows.get(y).get(x).intValue() == 1) {
          matrix.set(x, y);
        }
      }
    }
    return decode(matrix);
  }

  /** Reads the code on a page. */
  static String read(Page page) throws Exception {
    Object path = page.run("return document.querySelector('.qr path').getAttribute('d')");
    int side =
        ((Number) page.run("return document.querySelector('.qr').viewBox.baseVal.width"))
            .intValue();
    BitMatrix matrix = new BitMatrix(side - 2 * MARGIN);
    Matcher module = MODULE.matcher(String.valueOf(path));
    while (module.find()) {
      matrix.set(
          Integer.parseInt(module.group(1)) - MARGIN, Integer.parseInt(module.group(2)) - MARGIN);
    }
    return decode(matrix).getText();
  }

  private static DecoderResult decode(BitMatrix matrix) throws Exception {
    return new Decoder().decode(matrix, Map.of(DecodeHintType.CHARACTER_SET, "UTF-8"));
  }
}
