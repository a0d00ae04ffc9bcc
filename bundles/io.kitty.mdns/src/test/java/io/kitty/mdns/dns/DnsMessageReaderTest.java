// SPDX-License-Identifier: Apache-2.0
package io.kitty.mdns.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.kitty.mdns.cache.LinkCache;
import io.kitty.mdns.device.AddressSelector;
import io.kitty.mdns.dns.ResourceRecord.Address;
import io.kitty.mdns.dns.ResourceRecord.Pointer;
import io.kitty.mdns.dns.ResourceRecord.Server;
import io.kitty.mdns.dns.ResourceRecord.Text;
import io.kitty.mdns.type.ServiceTypeTable;
import io.kitty.mdns.type.ServiceTypes;
import io.kitty.testkit.TestLinks;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class DnsMessageReaderTest {

  private static final byte[] KILN =
      Packets.service(120, "Kiln 2.0 @ home", "_http._tcp", "kiln.local", "192.0.2.9", "path=/x")
          .bytes();

  private static List<ResourceRecord> records(byte[] message) {
    return DnsMessageReader.read(message, ServiceTypeTable::bytesOf)
        .map(DnsMessage::records)
        .orElse(List.of());
  }

  @Test
  void readsTheRecordsOfAService() {
    List<ResourceRecord> records = records(KILN);

    assertThat(records).hasSize(4);
    assertThat(((Pointer) records.get(0)).target().labels())
        .containsExactly("Kiln 2.0 @ home", "_http", "_tcp", "local");
    assertThat(((Server) records.get(1)).port()).isEqualTo(80);
    assertThat(((Server) records.get(1)).host()).isEqualTo(DnsName.of("KILN.local"));
    assertThat(((Text) records.get(2)).txt().get("PATH")).isEqualTo("/x");
    assertThat(((Address) records.get(3)).address().getHostAddress()).isEqualTo("192.0.2.9");
  }

  @Test
  void followsPointersBackwards() {
    byte[] packet =
        Packets.response()
            .pointer(120, "_http._tcp.local", "Kiln", "_http", "_tcp", "local")
            .record(new byte[] {(byte) 0xC0, 12}, 16, 1, 120, Packets.strings("a=b"))
            .bytes();

    assertThat(records(packet).get(1).name()).isEqualTo(DnsName.of("_http._tcp.local"));
  }

  @Test
  void dropsOneImpossibleRecordAndKeepsTheRest() {
    byte[] toItself = {(byte) 0xC0, 12};
    byte[] ahead = {(byte) 0xC1, (byte) 0x74};
    byte[] nsec = Packets.join(ahead, new byte[] {0, 1, 64});
    byte[] packet =
        Packets.response()
            .record(toItself, 1, 1, 120, new byte[4])
            .record(Packets.name("kiln", "local"), 47, 0x8001, 120, nsec)
            .record(Packets.name("kiln", "local"), 1, 1, 120, new byte[3])
            .record(Packets.name("kiln", "local"), 12, 1, 120, ahead)
            .address(120, "kiln.local", "192.0.2.9")
            .bytes();

    assertThat(records(packet)).hasSize(1).first().isInstanceOf(Address.class);
  }

  @Test
  void keepsWhatStandsBeforeTheBreak() {
    assertThat(records(Arrays.copyOf(KILN, KILN.length - 1))).hasSize(3);
  }

  @Test
  void refusesNamesThatAreTooLong() {
    String[] labels = new String[130];
    Arrays.fill(labels, "d");
    byte[] packet = Packets.response().record(Packets.name(labels), 1, 1, 120, new byte[4]).bytes();

    assertThat(DnsMessageReader.read(packet, ServiceTypeTable::bytesOf)).isEmpty();
  }

  @Test
  void refusesNamesWithPointersToPointersOnAndOn() {
    assertThat(records(pointersToPointers(100))).hasSize(1);
    assertThat(records(pointersToPointers(200))).isEmpty();
  }

  /** An address record whose owner name is a chain of pointers, after a record of no known type. */
  private static byte[] pointersToPointers(int count) {
    byte[] chain = Packets.name("kiln");
    int start = 12 + 1 + 10;
    int last = start;
    for (int i = 0; i < count; i++) {
      int next = start + chain.length;
      chain = Packets.join(chain, Packets.u16(0xC000 | last));
      last = next;
    }
    return Packets.response()
        .record(new byte[1], 99, 1, 120, chain)
        .record(Packets.u16(0xC000 | last), 1, 1, 120, new byte[] {(byte) 192, 0, 2, 9})
        .bytes();
  }

  @Test
  void readsLatin1NamesAndAsksForNoneOfThem() {
    byte[] label = "Dr\u00FCcker".getBytes(StandardCharsets.ISO_8859_1);
    byte[] name =
        Packets.join(
            new byte[] {(byte) label.length}, label, Packets.name("_ipp", "_tcp", "local"));
    byte[] packet =
        Packets.response().record(Packets.name("_ipp", "_tcp", "local"), 12, 1, 9, name).bytes();

    DnsName target = ((Pointer) records(packet).get(0)).target();
    assertThat(target.labels().get(0)).isEqualTo("Dr\u00FCcker");
    assertThat(target.isWritable()).isFalse();
  }

  @Test
  void namesDifferByMoreThanTheCaseOfAsciiLetters() {
    assertThat(DnsName.of("KILN.Local")).isEqualTo(DnsName.of("kiln.local"));
    assertThat(DnsName.of("\u00C4rger.local")).isNotEqualTo(DnsName.of("\u00E4rger.local"));
  }

  @Test
  void readsTheBytesOfThreadBorderRouters() {
    byte[] xa = {11, 'x', 'a', '=', 'K', 'i', 'l', 'n', 0, 1, 2, 3};
    byte[] packet = Packets.response().text(9, xa, "BR", "_MeshCoP", "_udp", "local").bytes();

    assertThat(((Text) records(packet).get(0)).txt().get("xa")).isEqualTo("4b696c6e00010203");
  }

  @Test
  void doesNotLearnFromQuestions() {
    byte[] query = Packets.query("_http._tcp.local", 12).address(9, "a.local", "192.0.2.1").bytes();

    assertThat(DnsMessageReader.read(query, ServiceTypeTable::bytesOf))
        .hasValueSatisfying(m -> assertThat(m.records()).isEmpty());
  }

  @Test
  void tellsDirectAnswersFromAnnouncements() {
    byte[] direct =
        Packets.response()
            .id(7)
            .question("_http._tcp.local", 12)
            .address(10, "a.local", "192.0.2.1")
            .bytes();

    assertThat(DnsMessageReader.read(direct, ServiceTypeTable::bytesOf))
        .hasValueSatisfying(m -> assertThat(m.direct()).isTrue());
    assertThat(DnsMessageReader.read(KILN, ServiceTypeTable::bytesOf))
        .hasValueSatisfying(m -> assertThat(m.direct()).isFalse());
  }

  @Property
  void readsAnyBytesWithoutThrowing(@ForAll byte[] bytes) {
    assertThatCode(() -> DnsMessageReader.read(bytes, ServiceTypeTable::bytesOf))
        .doesNotThrowAnyException();
  }

  @Test
  void aMillionDamagedMessagesDoNoHarm() {
    Random random = new Random(20250101);
    LinkCache cache = new LinkCache(new ServiceTypes(List.of()), InstantSource.system());
    AddressSelector addresses = new AddressSelector("eth0", List.of());
    for (int i = 0; i < 1_000_000; i++) {
      byte[] damaged = KILN.clone();
      for (int times = random.nextInt(6); times >= 0; times--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      int number = i;
      DnsMessageReader.read(damaged, ServiceTypeTable::bytesOf)
          .filter(DnsMessage::response)
          .ifPresent(
              message -> cache.handle(message, TestLinks.address("192.0.2.77"), addresses, number));
    }

    assertThat(cache.current()).hasSizeLessThanOrEqualTo(2048);
    assertThat(cache.known(1_000_000)).hasSizeLessThanOrEqualTo(4096);
  }
}
