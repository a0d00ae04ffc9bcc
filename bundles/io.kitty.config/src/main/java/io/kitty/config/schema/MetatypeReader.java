// SPDX-License-Identifier: Apache-2.0
package io.kitty.config.schema;

import io.kitty.hub.ConfigConstraint;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Parses a metatype document (OSGi Compendium 105.8): the configuration keys of each PID. */
public final class MetatypeReader {

  private MetatypeReader() {}

  /**
   * Parses a document.
   *
   * @return the schemas by PID or factory PID
   * @throws IOException if it is not a metatype document
   */
  public static Map<String, Schema> read(InputStream document) throws IOException {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    Map<String, Map<String, AttributeType>> classes = new HashMap<>();
    Map<String, Schema> byPid = new HashMap<>();
    try {
      XMLStreamReader xml = factory.createXMLStreamReader(document);
      Map<String, AttributeType> keys = new LinkedHashMap<>();
      String pid = "";
      boolean factoryPid = false;
      while (xml.hasNext()) {
        if (xml.next() != XMLStreamConstants.START_ELEMENT) {
          continue;
        }
        switch (xml.getLocalName()) {
          case "OCD" -> {
            keys = new LinkedHashMap<>();
            classes.put(attribute(xml, "", "id"), keys);
          }
          case "AD" -> {
            AttributeType key = key(xml);
            keys.put(key.id(), key);
          }
          case "Designate" -> {
            pid = attribute(xml, "", "factoryPid") + attribute(xml, "", "pid");
            factoryPid = !attribute(xml, "", "factoryPid").isEmpty();
          }
          case "Object" ->
              byPid.put(
                  pid,
                  new Schema(
                      factoryPid, classes.getOrDefault(attribute(xml, "", "ocdref"), Map.of())));
          default -> {}
        }
      }
    } catch (XMLStreamException e) {
      throw new IOException("not a metatype document: " + e.getMessage(), e);
    }
    return byPid;
  }

  private static AttributeType key(XMLStreamReader xml) throws XMLStreamException {
    String id = attribute(xml, "", "id");
    String type = attribute(xml, "", "type");
    String cardinality = attribute(xml, "", "cardinality");
    String min = attribute(xml, "", "min");
    String max = attribute(xml, "", "max");
    String pattern = attribute(xml, ConfigConstraint.NAMESPACE, "pattern");
    String allowed = attribute(xml, ConfigConstraint.NAMESPACE, "allowed");
    String environment = attribute(xml, ConfigConstraint.NAMESPACE, "environment");
    String description = attribute(xml, "", "description");
    String standard = attribute(xml, "", "default").replaceAll("\\\\(.)", "$1");
    boolean prompted = attribute(xml, ConfigConstraint.NAMESPACE, "prompt").equals("true");
    boolean needed =
        xml.getAttributeValue(null, "default") == null
            && !attribute(xml, "", "required").equals("false");
    String standIn = attribute(xml, ConfigConstraint.NAMESPACE, "standIn");
    boolean enables = Boolean.parseBoolean(attribute(xml, ConfigConstraint.NAMESPACE, "enables"));
    List<String> options = new ArrayList<>();
    while (!(xml.next() == XMLStreamConstants.END_ELEMENT && xml.getLocalName().equals("AD"))) {
      if (xml.isStartElement() && xml.getLocalName().equals("Option")) {
        options.add(attribute(xml, "", "value"));
      }
    }
    boolean list = !cardinality.isEmpty() && !cardinality.equals("0");
    return new AttributeType(
        id,
        type,
        list,
        min,
        max,
        options,
        pattern,
        allowed,
        environment,
        description,
        standard,
        needed,
        prompted,
        standIn.isEmpty()
            ? ConfigConstraint.StandIn.OTHERS
            : ConfigConstraint.StandIn.valueOf(standIn),
        enables);
  }

  private static String attribute(XMLStreamReader xml, String namespace, String name) {
    String value = xml.getAttributeValue(namespace.isEmpty() ? null : namespace, name);
    return value == null ? "" : value;
  }
}
