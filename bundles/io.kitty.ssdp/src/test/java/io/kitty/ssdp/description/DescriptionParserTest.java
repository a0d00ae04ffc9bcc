// SPDX-License-Identifier: Apache-2.0
package io.kitty.ssdp.description;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DescriptionParserTest {

  private static Optional<Description> parse(String document) {
    return parse(document.getBytes(StandardCharsets.UTF_8));
  }

  private static Optional<Description> parse(byte[] document) {
    return DescriptionParser.parse(Documents.of(document));
  }

  private static String name(byte[] document) {
    return parse(document).orElseThrow().field("friendlyName");
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
    assertThat(description.urlBase()).isEqualTo("http://192.0.2.66/");
    assertThat(description.udn()).isEqualTo("uuid:ab");
    assertThat(description.page()).isEqualTo("http://192.0.2.7:81/ui");
    assertThat(description.whole()).isTrue();
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
  void knowsWhichDevicesItNames() {
    Description two =
        device("<UDN>uuid:A</UDN><deviceList><device><UDN>uuid:B</UDN></device></deviceList>");

    assertThat(two.names("uuid:a")).isTrue();
    assertThat(two.names("uuid:b")).isTrue();
    assertThat(two.names("uuid:c")).isFalse();
    assertThat(device("<modelName>m</modelName>").names("uuid:c")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!DOCTYPE root><root><device><modelName>m</modelName></device></root>",
        "<!DOCTYPE root [<!ENTITY x SYSTEM 'file:///etc/hostname'>]>"
            + "<root><device><modelName>&x;</modelName></device></root>",
        "<!DOCTYPE root SYSTEM 'http://127.0.0.1:1/x.dtd'>"
            + "<root><device><modelName>m</modelName></device></root>",
        "<?xml version='1.0'?>\n<!-- x -->\n<!doctype root [<!ENTITY a 'ha'><!ENTITY b '&a;&a;'>]>"
            + "<root><device><modelName>&b;</modelName></device></root>",
        "<root><device><modelName>m</modelName><!DOCTYPE x></device></root>"
      })
  void refusesADtd(String document) {
    assertThat(parse(document)).isEmpty();
    assertThat(parse(document.getBytes(StandardCharsets.UTF_16))).isEmpty();
    assertThat(parse(document.getBytes(StandardCharsets.UTF_16LE))).isEmpty();
  }

  @Test
  void expandsNoDeclaredEntity() {
    assertThat(device("<modelName>&x; %y; &amp;lt;</modelName>").field("modelName"))
        .isEqualTo("&x; %y; &lt;");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "no", "<root/>", "<html><body/></html>", "<root><device>", "<root></device>"})
  void refusesWhatIsNoDescription(String document) {
    assertThat(parse(document)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "Tom & Jerry's Media, Tom & Jerry's Media",
    "R&D; &amp &copy2024 &, R&D; & &copy2024 &",
    "M&eacute;diath&egrave;que&nbsp;Salon, M\u00e9diath\u00e8que Salon",
    "K&#252;che &#xDc;ber &#0;&#x110000;, K\u00fcche \u00dcber &#x110000;",
    "a < b <3 <>, a < b <3 <>",
    "Bell\u0007Na\u0000me, BellName",
    "'one\n   two', one two",
    "<![CDATA[x < & y]]> z, x < & y z"
  })
  void readsMalformedText(String text, String name) {
    Description description =
        device("<friendlyName>" + text + "</friendlyName><modelName>K</modelName>");

    assertThat(description.field("friendlyName")).isEqualTo(name);
    assertThat(description.field("modelName")).isEqualTo("K");
    assertThat(description.whole()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<friendlyName>Kiln</friendlyName><modelName>K</friendlyName><UDN>uuid:a</UDN></device></root>",
        "<friendlyName>Kiln<modelName>K</modelName><UDN>uuid:a</UDN></device></root>",
        "<friendlyName>Kiln</friendlyname><modelName>K</modelName><UDN>uuid:a</UDN></root>",
        "<friendlyName lang=en a=\"b>Kiln</friendlyName><modelName>K</modelName><UDN>uuid:a</UDN>"
            + "</device></root>",
        "<friendlyName>Kiln</friendlyName></b><modelName >K</ modelName><UDN>uuid:a</UDN></device>",
        "<!-- - -- --><friendlyName>Kiln</friendlyName><modelName>K</modelName><UDN>uuid:a</UDN"
            + "></device><br></root>",
        "<x/><y"
            + " a='/'/><friendlyName>Kiln</friendlyName><modelName>K</modelName><UDN>uuid:a</device>"
      })
  void readsADocumentWithATagThatIsWrong(String content) {
    Description description = parse("<root><device>" + content).orElseThrow();

    assertThat(description.fields())
        .containsEntry("friendlyName", "Kiln")
        .containsEntry("modelName", "K")
        .containsEntry("UDN", "uuid:a");
    assertThat(description.whole()).isTrue();
  }

  @Test
  void keepsCompleteElementsOfATruncatedDocument() {
    Description description =
        parse("<root><device><friendlyName>Kiln</friendlyName><modelName>Ki").orElseThrow();

    assertThat(description.fields()).isEqualTo(Map.of("friendlyName", "Kiln"));
    assertThat(description.whole()).isFalse();
    assertThat(parse("<root><device><friendlyName>Ki")).isEmpty();
  }

  @Test
  void skipsOutputBeforeTheDocument() {
    assertThat(
            parse(
                    "<br /><b>Warning</b>: it is late<br>\n<?xml version='1.0'?>"
                        + "<root><device><friendlyName>Kiln</friendlyName></device></root>")
                .orElseThrow()
                .fields())
        .isEqualTo(Map.of("friendlyName", "Kiln"));
  }

  private static String named(String encoding, String name) {
    return "<?xml version=\"1.0\" encoding=\""
        + encoding
        + "\"?><root><device><friendlyName>"
        + name
        + "</friendlyName></device></root>";
  }

  @ParameterizedTest
  @CsvSource({
    "UTF-8, UTF-8, K\u00fcche",
    "utf-8, ISO-8859-1, K\u00fcche",
    "iso-8859-1, ISO-8859-1, K\u00fcche",
    "iso-8859-1, UTF-8, K\u00fcche \u20ac",
    "us-ascii, UTF-8, K\u00fcche",
    "us-ascii, windows-1252, Tom\u2019s K\u00fcche",
    "no-such-thing, UTF-8, K\u00fcche",
    "windows-1251, windows-1251, \u0420\u043e\u0443\u0442\u0435\u0440 \u0414\u043e\u043c",
    "KOI8-R, KOI8-R, \u0420\u043e\u0443\u0442\u0435\u0440",
    "windows-1250, windows-1250, Tisk\u00e1rna \u010d. 1",
    "ISO-8859-9, ISO-8859-9, Yaz\u0131c\u0131",
    "Shift_JIS, Shift_JIS, \u30d7\u30ea\u30f3\u30bf",
    "GBK, GBK, \u6253\u5370\u673a",
    "UTF-16, UTF-16, K\u00fcche",
    "UTF-16, UTF-16LE, K\u00fcche",
    "utf-16, UTF-16BE, K\u00fcche",
    "UTF-16, UTF-8, K\u00fcche"
  })
  void readsTheEncodingThatIsDeclaredUnlessItCannotBe(String declared, String real, String name) {
    byte[] document = named(declared, name).getBytes(Charset.forName(real));

    assertThat(name(document)).isEqualTo(name);
  }

  @Test
  void readsTheEncodingThatTheServerNames() {
    byte[] document =
        "<root><device><friendlyName>\u0414\u043e\u043c</friendlyName></device></root>"
            .getBytes(Charset.forName("windows-1251"));

    assertThat(
            DescriptionParser.parse(new DescriptionXml(Documents.FROM, document, "Windows-1251"))
                .orElseThrow()
                .field("friendlyName"))
        .isEqualTo("\u0414\u043e\u043c");
  }

  @Test
  void replacesOnlyTheInvalidByte() {
    byte[] document = named("utf-8", "\u00c4?\u00d6").getBytes(StandardCharsets.UTF_8);
    document[new String(document, StandardCharsets.ISO_8859_1).lastIndexOf('?')] = (byte) 0xe9;

    assertThat(name(document)).isEqualTo("\u00c4\u00e9\u00d6");
  }

  @Test
  void acceptsAByteOrderMarkAndBlanksBeforeTheDocument() {
    String document = named("utf-8", "K\u00fcche");

    assertThat(name(("\ufeff\r\n " + document).getBytes(StandardCharsets.UTF_8)))
        .isEqualTo("K\u00fcche");
    assertThat(name(("\ufeff\n" + document).getBytes(StandardCharsets.UTF_16LE)))
        .isEqualTo("K\u00fcche");
    assertThat(name(("\n\n" + document).getBytes(StandardCharsets.UTF_8))).isEqualTo("K\u00fcche");
  }

  @Test
  void printsNothingToTheConsole() {
    PrintStream console = System.err;
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
    try {
      for (String broken :
          List.of("<root>\u00e9</rot>", "<!DOCTYPE a><a/>", "\0", "<a b='&c;'/>")) {
        parse(broken);
        parse(broken.getBytes(StandardCharsets.ISO_8859_1));
        parse(broken.getBytes(StandardCharsets.UTF_16));
      }
    } finally {
      System.setErr(console);
    }
    assertThat(written.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void boundsDepthAndText() {
    String deep = "<modelNumber>9</modelNumber>" + "<a>".repeat(40) + "</a>".repeat(40);
    assertThat(device(deep + "<modelName>m</modelName>").fields())
        .isEqualTo(Map.of("modelNumber", "9"));
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
