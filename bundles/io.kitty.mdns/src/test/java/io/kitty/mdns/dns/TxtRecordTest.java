// SPDX-License-Identifier: Apache-2.0
package io.kitty.mdns.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TxtRecordTest {

  private static Map<String, String> read(String... strings) {
    return TxtRecord.read(Packets.strings(strings), List.of()).pairs();
  }

  @Test
  void splitsAtTheFirstEqualsSign() {
    assertThat(read("a=b=c, d", "empty=", "alone", "=nothing"))
        .containsExactly(Map.entry("a", "b=c, d"), Map.entry("empty", ""), Map.entry("alone", ""));
  }

  @Test
  void theFirstOfEqualKeysCounts() {
    assertThat(read("Path=/1", "path=/2")).containsExactly(Map.entry("Path", "/1"));
  }

  @Test
  void anEmptyRecordHasNoPairs() {
    assertThat(read("")).isEmpty();
    assertThat(TxtRecord.read(new byte[0], List.of()).pairs()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"u", "U", "p", "password", "Passwd", "apiKey", "api_key", "access_code", "Token"})
  void credentialsAreDropped(String key) {
    assertThat(read(key + "=hunter2", "path=/")).containsExactly(Map.entry("path", "/"));
  }

  @Test
  void credentialsWithinAnAddressAreDropped() {
    assertThat(read("adminurl=http://admin:hunter2@kiln.local/x"))
        .containsEntry("adminurl", "http://kiln.local/x");
  }

  @Test
  void pairsPackedIntoOneStringAreToldApart() {
    assertThat(read("accessType=https,accessPort=8443,password=x,model=TS-1"))
        .containsExactly(
            Map.entry("accessType", "https"),
            Map.entry("accessPort", "8443"),
            Map.entry("model", "TS-1"));
  }

  @Test
  void aByteThatIsNoUtf8IsReadAsLatin1() {
    byte[] data = "\013ty=f\u00FCr alle".getBytes(StandardCharsets.ISO_8859_1);

    assertThat(TxtRecord.read(data, List.of()).get("ty")).isEqualTo("f\u00FCr alle");
  }

  @Test
  void bytesAreShownInDigitsWhereTheKeyHoldsBytes() {
    byte[] data = {5, 'X', 'A', '=', 'B', 0, 5, 'a', 't', '=', (byte) 0xFF, 0, 3, 'n', '=', 'B'};

    assertThat(TxtRecord.read(data, List.of("xa", "at")).pairs())
        .containsExactly(Map.entry("XA", "4200"), Map.entry("at", "ff00"), Map.entry("n", "B"));
  }

  @Test
  void digitsInThePlaceOfBytesStayWhatTheyAre() {
    byte[] data = Packets.strings("xp=695034D148CC4784");

    assertThat(TxtRecord.read(data, List.of("xp")).get("xp")).isEqualTo("695034D148CC4784");
  }

  @Test
  void aStringThatIsCutOffIsLeftOut() {
    assertThat(TxtRecord.read(new byte[] {3, 'a', '=', 'b', 9, 'c'}, List.of()).pairs())
        .containsExactly(Map.entry("a", "b"));
  }
}
