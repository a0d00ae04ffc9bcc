// SPDX-License-Identifier: Apache-2.0
package io.kitty.testkit.contract;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * Reads the descriptors that the build generated from a bundle's annotations: the components and
 * metatypes in {@code target/classes/OSGI-INF}.
 */
final class ComponentDescriptors {

  /**
   * A declarative service.
   *
   * @param name its name, which is its PID unless stated otherwise
   * @param implementation its class
   * @param services the types under which it is registered
   * @param properties its fixed service properties
   */
  record Component(
      String name, String implementation, List<String> services, Map<String, String> properties) {}

  /**
   * A configuration key.
   *
   * @param type the type as metatype names it, for instance {@code Boolean}
   * @param defaultValue the default as written in a cfg file
   * @param description the help text; {@code ""} if there is none
   */
  record Key(String type, String defaultValue, String description) {}

  private final Path folder;

  private ComponentDescriptors(Path folder) {
    this.folder = folder;
  }

  /** Returns the descriptors of the bundle that contains a class. */
  static ComponentDescriptors of(Class<?> type) {
    try {
      Path classes = Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
      return new ComponentDescriptors(classes.resolve("OSGI-INF"));
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns the descriptors of the bundle in whose folder the tests run. */
  static ComponentDescriptors here() {
    return new ComponentDescriptors(Path.of("target", "classes", "OSGI-INF"));
  }

  /** Returns the component that a class implements. */
  Optional<Component> component(Class<?> type) {
    return documents(folder)
        .map(document -> component(document.getDocumentElement()))
        .filter(component -> component.implementation().equals(type.getName()))
        .findFirst();
  }

  /**
   * Returns the keys of a configuration in declaration order; empty if there is none with this PID.
   */
  Map<String, Key> keys(String pid) {
    Map<String, Key> keys = new LinkedHashMap<>();
    documents(folder.resolve("metatype"))
        .map(Document::getDocumentElement)
        .filter(root -> describes(root, pid))
        .flatMap(root -> elements(root, "AD"))
        .forEach(key -> keys.put(key.getAttribute("id"), key(key)));
    return keys;
  }

  private static boolean describes(Element root, String pid) {
    return elements(root, "Designate")
        .anyMatch(each -> pid.equals(each.getAttribute("pid") + each.getAttribute("factoryPid")));
  }

  private static Key key(Element key) {
    return new Key(
        key.getAttribute("type"),
        key.getAttribute("default").replaceAll("\\\\(.)", "$1"),
        key.getAttribute("description"));
  }

  private static Component component(Element root) {
    List<String> services =
        elements(root, "provide").map(each -> each.getAttribute("interface")).toList();
    Map<String, String> properties = new LinkedHashMap<>();
    elements(root, "property")
        .forEach(each -> properties.put(each.getAttribute("name"), each.getAttribute("value")));
    String implementation =
        elements(root, "implementation")
            .map(each -> each.getAttribute("class"))
            .findFirst()
            .orElse("");
    return new Component(root.getAttribute("name"), implementation, services, properties);
  }

  private static Stream<Element> elements(Element root, String name) {
    NodeList nodes = root.getElementsByTagName(name);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      elements.add((Element) nodes.item(i));
    }
    return elements.stream();
  }

  private static Stream<Document> documents(Path folder) {
    if (!Files.isDirectory(folder)) {
      return Stream.empty();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".xml"))
          .sorted()
          .map(ComponentDescriptors::parse)
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Document parse(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in);
    } catch (IOException | SAXException | ParserConfigurationException e) {
      throw new IllegalStateException("cannot read " + file, e);
    }
  }
}
