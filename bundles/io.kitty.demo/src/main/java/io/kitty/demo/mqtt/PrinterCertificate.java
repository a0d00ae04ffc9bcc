// SPDX-License-Identifier: Apache-2.0
package io.kitty.demo.mqtt;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HexFormat;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * The certificate of a printer: X.509 version 1, RSA, with the serial number as its common name, as
 * those of Bambu Lab are, but signed by itself. The JDK has no class that writes one, so that its
 * DER is written here (RFC 5280, §4.1; X.690).
 */
final class PrinterCertificate {

  private static final int KEY_SIZE = 2048;

  private static final byte[] SHA256_WITH_RSA =
      HexFormat.of().parseHex("300d06092a864886f70d01010b0500");
  private static final byte[] COMMON_NAME = HexFormat.of().parseHex("0603550403");

  // Tags of DER.
  private static final int INTEGER = 0x02;
  private static final int BIT_STRING = 0x03;
  private static final int UTF8_STRING = 0x0c;
  private static final int UTC_TIME = 0x17;
  private static final int SEQUENCE = 0x30;
  private static final int SET = 0x31;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final Instant FROM = Instant.parse("2020-01-01T00:00:00Z");
  private static final Instant TO = Instant.parse("2049-01-01T00:00:00Z");

  private PrinterCertificate() {}

  /** Returns the context of a TLS server with a new key and its certificate. */
  static SSLContext context(String serial) throws IOException {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(KEY_SIZE);
      KeyPair pair = generator.generateKeyPair();
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      char[] none = {};
      store.setKeyEntry(
          "printer", pair.getPrivate(), none, new Certificate[] {certificate(serial, pair)});
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, none);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException("no certificate could be made: " + e.getMessage(), e);
    }
  }

  private static Certificate certificate(String serial, KeyPair pair)
      throws GeneralSecurityException {
    byte[] name =
        der(
            SEQUENCE,
            der(SET, der(SEQUENCE, COMMON_NAME, der(UTF8_STRING, serial.getBytes(US_ASCII)))));
    byte[] content =
        der(
            SEQUENCE,
            der(INTEGER, new byte[] {1}),
            SHA256_WITH_RSA,
            name,
            der(SEQUENCE, time(FROM), time(TO)),
            name,
            pair.getPublic().getEncoded());
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initSign(pair.getPrivate());
    signature.update(content);
    byte[] noUnusedBits = {0};
    byte[] certificate =
        der(SEQUENCE, content, SHA256_WITH_RSA, der(BIT_STRING, noUnusedBits, signature.sign()));
    return CertificateFactory.getInstance("X.509")
        .generateCertificate(new ByteArrayInputStream(certificate));
  }

  private static byte[] time(Instant instant) {
    return der(UTC_TIME, TIME.format(instant).getBytes(US_ASCII));
  }

  /** Returns a tag, the length in its shortest form, and the content. */
  private static byte[] der(int tag, byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
    out.write(tag);
    if (length < 0x80) {
      out.write(length);
    } else {
      byte[] all = ByteBuffer.allocate(4).putInt(length).array();
      int size = (32 - Integer.numberOfLeadingZeros(length) + 7) / 8;
      out.write(0x80 | size);
      out.write(all, 4 - size, size);
    }
    Arrays.stream(parts).forEach(out::writeBytes);
    return out.toByteArray();
  }
}
