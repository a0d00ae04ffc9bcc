// SPDX-License-Identifier: Apache-2.0
package io.kitty.ssdp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DescriptionParserTest {

  private static Optional<Description> parse(String document) {
    return DescriptionParser.parse(document.getBytes(StandardCharsets.UTF_8));
  }

  private static Description device(String content) {
    return parse("<root><device>" + content + "</device></root>").orElseThrow();
  }

  @Test
  void readsTheRootDevice() {
    Description description =
        parse(
                """

                <?xml version="1.0"?>
                <root xmlns="urn:schemas-upnp-org:device-1-0">
                  <specVersion><major>1</major></specVersion>
                  <URLBase>http://192.0.2.66/</URLBase>
                  <device>
                    <deviceType>urn:x:device:Kiln:1</deviceType>
                    <friendlyName> Kiln &amp; <![CDATA[co]]> </friendlyName>
                    <manufacturer>Potter</manufacturer>
                    <modelName>K</modelName>
                    <UDN>uuid:AB</UDN>
                    <iconList><icon><friendlyName>no</friendlyName></icon></iconList>
                    <serviceList>
                      <service><serviceType>urn:x:service:Heat:1</serviceType></service>
                    </serviceList>
                    <deviceList>
                      <device>
                        <friendlyName>Fan</friendlyName>
                        <modelNumber>9</modelNumber>
                        <UDN>uuid:ac</UDN>
                        <serviceList>
                          <service><serviceType>urn:x:service:Blow:1</serviceType></service>
                        </serviceList>
                      </device>
                    </deviceList>
                    <presentationURL>/ui</presentationURL>
                  </device>
                </root>
                what follows does not count
                """)
            .orElseThrow();

    assertThat(description.fields())
        .containsOnlyKeys(
            "deviceType", "friendlyName", "manufacturer", "modelName", "UDN", "presentationURL")
        .containsEntry("friendlyName", "Kiln & co")
        .containsEntry("UDN", "uuid:AB")
        .containsEntry("presentationURL", "/ui");
    assertThat(description.udns()).containsExactlyInAnyOrder("uuid:ab", "uuid:ac");
    assertThat(description.services())
        .containsExactly("urn:x:service:Heat:1", "urn:x:service:Blow:1");
  }

  @Test
  void needsNoDeclaredPrefixes() {
    assertThat(
            parse(
                    "<u:root><u:device><u:friendlyName>n</u:friendlyName><dlna:X/></u:device></u:root>")
                .orElseThrow()
                .field("friendlyName"))
        .isEqualTo("n");
  }

  @Test
  void takesTheFirstOfDuplicates() {
    assertThat(
            parse(
                    "<root><device><modelName>a</modelName><modelName>b</modelName></device>"
                        + "<device><modelName>c</modelName><modelNumber>d</modelNumber></device></root>")
                .orElseThrow()
                .fields())
        .hasSize(1)
        .containsEntry("modelName", "a");
  }

  @Test
  void knowsWhichDevicesItDescribes() {
    Description two =
        device("<UDN>uuid:A</UDN><deviceList><device><UDN>uuid:B</UDN></device></deviceList>");

    assertThat(two.describes("uuid:a")).isTrue();
    assertThat(two.describes("uuid:b")).isTrue();
    assertThat(two.describes("uuid:c")).isFalse();
    assertThat(device("<modelName>m</modelName>").describes("uuid:c")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!DOCTYPE root><root><device><modelName>m</modelName></device></root>",
        "<!DOCTYPE root [<!ENTITY x SYSTEM 'file:///etc/hostname'>]>"
            + "<root><device><modelName>&x;</modelName></device></root>",
        "<!DOCTYPE root SYSTEM 'http://127.0.0.1:1/x.dtd'>"
            + "<root><device><modelName>m</modelName></device></root>",
        "<root><device><modelName>&x;</modelName></device></root>"
      })
  void refusesADtdAndWhatWouldNeedOne(String document) {
    assertThat(parse(document)).isEmpty();
    assertThat(DescriptionParser.parse(document.getBytes(StandardCharsets.UTF_16))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "no", "<root/>", "<html><body/></html>", "<root><device>", "<root></device>"})
  void refusesWhatIsNoDescription(String document) {
    assertThat(parse(document)).isEmpty();
  }

  @Test
  void readsWhatIsNotUtf8AsLatin1() {
    String document =
        "<?xml version='1.0' encoding='iso-8859-1'?>"
            + "<root><device><modelName>\u00d6l</modelName></device></root>";

    assertThat(DescriptionParser.parse(document.getBytes(StandardCharsets.ISO_8859_1)))
        .contains(parse(document).orElseThrow());
    assertThat(parse("\ufeff" + document)).contains(parse(document).orElseThrow());
  }

  @Test
  void leavesTheConsoleAlone() {
    PrintStream console = System.err;
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
    try {
      for (String broken :
          List.of("<root>\u00e9</rot>", "<!DOCTYPE a><a/>", "\0", "<a b='&c;'/>")) {
        parse(broken);
        DescriptionParser.parse(broken.getBytes(StandardCharsets.ISO_8859_1));
        DescriptionParser.parse(broken.getBytes(StandardCharsets.UTF_16));
      }
    } finally {
      System.setErr(console);
    }
    assertThat(written.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void boundsDepthAndText() {
    assertThat(parse("<root><device>" + "<a>".repeat(40) + "</a>".repeat(40) + "</device></root>"))
        .isEmpty();
    assertThat(device("<modelName>" + "x".repeat(100_000) + "</modelName>").field("modelName"))
        .hasSize(256);
    assertThat(device("<service><serviceType>s</serviceType></service>".repeat(9)).services())
        .hasSize(1);
    StringBuilder many = new StringBuilder();
    for (int i = 0; i < 1000; i++) {
      many.append("<service><serviceType>").append(i).append("</serviceType></service>");
    }
    assertThat(device(many.toString()).services()).hasSize(32);
  }
}
