// SPDX-License-Identifier: Apache-2.0
package io.kitty.ssdp;

import io.kitty.device.Text;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads a UPnP description. A document with a DTD is refused, nothing outside of it is ever opened,
 * and it is read without throwing. Namespaces are not checked, as some devices use prefixes that
 * they do not declare; what follows the root element does not count.
 */
final class DescriptionParser {

  private static final Set<String> FIELDS =
      Set.of(
          "deviceType",
          "friendlyName",
          "manufacturer",
          "modelDescription",
          "modelName",
          "modelNumber",
          "serialNumber",
          "UDN",
          "presentationURL");

  private static final int MAX_DEPTH = 32;
  private static final int MAX_TEXT = 256;
  private static final int MAX_ENTRIES = 32;

  private final Map<String, String> fields = new LinkedHashMap<>();
  private final Set<String> udns = new LinkedHashSet<>();
  private final Set<String> services = new LinkedHashSet<>();
  private final List<String> path = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();
  private int rootDevices;

  private DescriptionParser() {}

  /** The description; empty if the document is none, or is not well formed. */
  static Optional<Description> parse(byte[] document) {
    try {
      XMLStreamReader reader = factory().createXMLStreamReader(new StringReader(text(document)));
      try {
        return new DescriptionParser().read(reader);
      } finally {
        reader.close();
      }
    } catch (XMLStreamException | RuntimeException e) {
      return Optional.empty();
    }
  }

  /**
   * The document as text. It should be UTF-8; what is not is nearly always Latin-1. Left to decode
   * by itself, the JDK's parser writes its complaints to the console.
   */
  private static String text(byte[] document) {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(document)).toString();
    } catch (CharacterCodingException e) {
      text = new String(document, StandardCharsets.ISO_8859_1);
    }
    return text.startsWith("\ufeff") ? text.substring(1) : text.stripLeading();
  }

  private Optional<Description> read(XMLStreamReader reader) throws XMLStreamException {
    do {
      switch (reader.next()) {
        case XMLStreamConstants.START_ELEMENT -> begin(local(reader.getLocalName()));
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> add(reader.getText());
        case XMLStreamConstants.END_ELEMENT -> end();
        case XMLStreamConstants.DTD -> throw new XMLStreamException("it has a DTD");
        default -> {}
      }
    } while (!path.isEmpty() || (rootDevices == 0 && reader.hasNext()));
    return rootDevices == 0
        ? Optional.empty()
        : Optional.of(
            new Description(
                Collections.unmodifiableMap(fields), Set.copyOf(udns), List.copyOf(services)));
  }

  private void begin(String name) throws XMLStreamException {
    if (path.size() == MAX_DEPTH) {
      throw new XMLStreamException("it is nested too deeply");
    }
    path.add(name);
    text.setLength(0);
    if (path.size() == 2 && name.equals("device")) {
      rootDevices++;
    }
  }

  private void add(String characters) {
    int room = MAX_TEXT - text.length();
    text.append(characters, 0, Math.min(room, characters.length()));
  }

  private void end() {
    String name = path.get(path.size() - 1);
    String parent = path.size() < 2 ? "" : path.get(path.size() - 2);
    String value = Text.clean(text.toString(), MAX_TEXT);
    if (path.size() == 3 && parent.equals("device") && rootDevices == 1 && FIELDS.contains(name)) {
      fields.putIfAbsent(name, value);
    }
    if (parent.equals("device") && name.equals("UDN")) {
      keep(udns, Udn.normal(value));
    } else if (parent.equals("service") && name.equals("serviceType")) {
      keep(services, value);
    }
    path.remove(path.size() - 1);
    text.setLength(0);
  }

  private static void keep(Set<String> entries, String entry) {
    if (!entry.isEmpty() && entries.size() < MAX_ENTRIES) {
      entries.add(entry);
    }
  }

  private static String local(String name) {
    return name.substring(name.indexOf(':') + 1);
  }

  /** The JDK's own parser: which one it is must not depend on what else is installed. */
  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
    factory.setXMLResolver(
        (publicId, systemId, base, namespace) -> {
          throw new XMLStreamException("nothing outside of the document is opened");
        });
    return factory;
  }
}
