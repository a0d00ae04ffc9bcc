// SPDX-License-Identifier: Apache-2.0
package io.kitty.demo.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.kitty.demo.network.LoopbackNetwork;
import io.kitty.demo.network.ProtocolSimulator;
import io.kitty.demo.network.SimulatedAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongUnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.PTRRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/**
 * A host with services over multicast DNS: it announces them, answers queries, and sends a goodbye
 * when it leaves (RFC 6762, RFC 6763).
 */
public final class MdnsSimulator implements ProtocolSimulator {

  private static final Logger LOG = LoggerFactory.getLogger(MdnsSimulator.class);

  static final InetAddress GROUP = LoopbackNetwork.address(224, 0, 0, 251);
  static final int PORT = 5353;

  /** The TTLs that RFC 6762, §10 recommends: for records with a host name, and for others. */
  private static final int HOST_TTL = 120;

  private static final int OTHER_TTL = 4500;

  /** The largest TTL in a response to a legacy unicast query (RFC 6762, §6.7). */
  private static final int MAX_LEGACY_TTL = 10;

  /** The class IN with the bit that tells caches to flush older records (RFC 6762, §10.2). */
  private static final int IN_FLUSH = 0x8001;

  private static final Name LOCAL = Name.fromConstantString("local.");
  private static final Name TYPES = Name.fromConstantString("_services._dns-sd._udp.local.");

  private final SimulatedAddress host;
  private final List<Record> shared;
  private final List<Record> legacy;
  private final List<Record> goodbye;

  public MdnsSimulator(SimulatedAddress host, JsonNode values) {
    this.host = host;
    try {
      shared = records(host.address(), values, IN_FLUSH, ttl -> ttl);
      legacy = records(host.address(), values, DClass.IN, ttl -> Math.min(ttl, MAX_LEGACY_TTL));
      goodbye = records(host.address(), values, IN_FLUSH, ttl -> 0);
    } catch (TextParseException e) {
      throw new IllegalArgumentException("not a DNS name: " + e.getMessage(), e);
    }
  }

  /**
   * Returns all records.
   *
   * @param unique the class of the records that only this host has
   * @param ttl changes the recommended TTL
   */
  private static List<Record> records(
      InetAddress address, JsonNode values, int unique, LongUnaryOperator ttl)
      throws TextParseException {
    long hostTtl = ttl.applyAsLong(HOST_TTL);
    long otherTtl = ttl.applyAsLong(OTHER_TTL);
    List<Record> records = new ArrayList<>();
    Name target = new Name(escape(values.path("host").asText()), LOCAL);
    for (JsonNode service : values.path("services")) {
      Name type = new Name(service.path("type").asText(), LOCAL);
      String label = service.path("name").asText(values.path("name").asText());
      Name instance = new Name(escape(label), type);
      int port = service.path("port").asInt();
      records.add(new PTRRecord(TYPES, DClass.IN, otherTtl, type));
      records.add(new PTRRecord(type, DClass.IN, otherTtl, instance));
      records.add(new SRVRecord(instance, unique, hostTtl, 0, 0, port, target));
      records.add(new TXTRecord(instance, unique, otherTtl, text(service.path("txt"))));
    }
    records.add(new ARecord(target, unique, hostTtl, address));
    return List.copyOf(records);
  }

  /** One string for each field of an object; an empty one if there is none (RFC 6763, §6.1). */
  private static List<String> text(JsonNode fields) {
    List<String> strings = new ArrayList<>();
    fields
        .properties()
        .forEach(field -> strings.add(escape(field.getKey() + "=" + field.getValue().asText())));
    return strings.isEmpty() ? List.of("") : strings;
  }

  /** Escapes each byte of a label or string in the form of master files (RFC 1035, §5.1). */
  private static String escape(String text) {
    StringBuilder escaped = new StringBuilder();
    for (byte each : text.getBytes(UTF_8)) {
      escaped.append(String.format("\\%03d", Byte.toUnsignedInt(each)));
    }
    return escaped.toString();
  }

  @Override
  public void start() throws IOException {
    host.listen(PORT, this::handle);
    host.join(GROUP, PORT, this::handle);
    host.twice(() -> announce(shared));
  }

  @Override
  public void goodbye() {
    try {
      announce(goodbye);
    } catch (IOException e) {
      LOG.debug("{} could not send its goodbye", host.ip(), e);
    }
  }

  /** Announces all but the list of types, which is shared. */
  private void announce(List<Record> records) throws IOException {
    Message message = response(0);
    for (Record each : records) {
      if (!each.getName().equals(TYPES)) {
        message.addRecord(each, Section.ANSWER);
      }
    }
    multicast(message);
  }

  private static Message response(int id) {
    Message message = new Message(id);
    message.getHeader().setFlag(Flags.QR);
    message.getHeader().setFlag(Flags.AA);
    return message;
  }

  private void multicast(Message message) throws IOException {
    host.send(PORT, message.toWire(), new InetSocketAddress(GROUP, PORT));
  }

  private void handle(byte[] payload, InetSocketAddress from) throws IOException {
    Message query = new Message(payload);
    if (!query.getHeader().getFlag(Flags.QR)) {
      answer(query, from);
    }
  }

  /** Answers with the requested records, and those that will be requested next. */
  private void answer(Message query, InetSocketAddress from) throws IOException {
    boolean unicast = from.getPort() != PORT;
    List<Record> questions = query.getSection(Section.QUESTION);
    Message response = response(unicast ? query.getHeader().getID() : 0);
    if (unicast) {
      questions.forEach(each -> response.addRecord(each, Section.QUESTION));
    }
    for (Record each : unicast ? legacy : shared) {
      if (questions.stream().anyMatch(question -> isAbout(question, each))) {
        response.addRecord(each, Section.ANSWER);
      } else if (each.getType() != Type.PTR) {
        response.addRecord(each, Section.ADDITIONAL);
      }
    }
    if (response.getSection(Section.ANSWER).isEmpty()) {
      return;
    }
    if (unicast) {
      host.send(PORT, response.toWire(), from);
    } else {
      multicast(response);
    }
  }

  private static boolean isAbout(Record question, Record each) {
    return (question.getType() == Type.ANY || question.getType() == each.getType())
        && question.getName().equals(each.getName());
  }
}
