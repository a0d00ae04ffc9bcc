// SPDX-License-Identifier: Apache-2.0
package io.kitty.ssdp.description;

import io.kitty.ssdp.message.Udn;
import io.kitty.ssdp.xml.CharsetDetector;
import io.kitty.ssdp.xml.LenientXml;
import io.kitty.text.SafeText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Parses a UPnP description leniently, as many are malformed: all complete elements of the root
 * device count. A document with a DTD is refused, no external entity is opened, and parsing never
 * throws. Namespaces are not checked, as some devices use undeclared prefixes; everything after the
 * root element is ignored.
 */
public final class DescriptionParser implements LenientXml.Listener {

  private static final String DEVICE = "device";

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

  /** Characters that no document may contain, and the byte order mark. */
  private static final Pattern INVISIBLE = Pattern.compile("[\\x00-\\x08\\x0e-\\x1f\\x7f\\ufeff]");

  private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}]+");

  private final Map<String, String> fields = new LinkedHashMap<>();
  private final Set<String> udns = new LinkedHashSet<>();
  private final Set<String> services = new LinkedHashSet<>();
  private final List<String> path = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();
  private String urlBase = "";
  private int rootDevices;
  private boolean whole;
  private boolean done;

  private DescriptionParser() {}

  /** Returns the description; empty if the document is none. */
  public static Optional<Description> parse(DescriptionXml document) {
    String xml = CharsetDetector.text(document.bytes(), document.charset());
    DescriptionParser parser = new DescriptionParser();
    boolean parsed = LenientXml.read(INVISIBLE.matcher(xml).replaceAll(""), parser);
    return parsed ? parser.description(document.from()) : Optional.empty();
  }

  private Optional<Description> description(DescriptionUrl from) {
    return fields.isEmpty() && !whole
        ? Optional.empty()
        : Optional.of(
            new Description(
                from,
                Collections.unmodifiableMap(fields),
                Set.copyOf(udns),
                List.copyOf(services),
                urlBase,
                whole));
  }

  @Override
  public boolean done() {
    return done;
  }

  /** Output that precedes the root element is discarded. */
  @Override
  public void begin(String name) {
    if (name.equals("root") && rootDevices == 0) {
      path.clear();
    }
    if (isTextOnly()) {
      end(path.get(path.size() - 1));
    }
    if (path.size() == MAX_DEPTH) {
      done = true;
      return;
    }
    path.add(name);
    text.setLength(0);
    if (path.size() == 2 && name.equals(DEVICE)) {
      rootDevices++;
    }
  }

  /**
   * Returns whether the innermost element cannot contain elements, so that its end tag is missing
   * if another one starts now.
   */
  private boolean isTextOnly() {
    return path.size() > 2 && parent().equals(DEVICE) && FIELDS.contains(path.get(path.size() - 1));
  }

  @Override
  public void text(String characters) {
    String more = text.isEmpty() ? characters.stripLeading() : characters;
    text.append(more, 0, Math.min(MAX_TEXT - text.length(), more.length()));
  }

  /** Ends the innermost element of that name, and all open elements within it. */
  @Override
  public void end(String name) {
    int depth = path.size();
    while (depth > 0 && !path.get(depth - 1).equalsIgnoreCase(name)) {
      depth--;
    }
    while (depth > 0 && path.size() >= depth) {
      end();
    }
    done = path.isEmpty() && rootDevices > 0;
  }

  private void end() {
    String name = path.get(path.size() - 1);
    String value = SafeText.clean(BLANKS.matcher(text).replaceAll(" "), MAX_TEXT);
    boolean ofDevice = parent().equals(DEVICE);
    if (path.size() == 3 && ofDevice && rootDevices == 1 && FIELDS.contains(name)) {
      fields.putIfAbsent(name, value);
    }
    if (ofDevice && name.equals("UDN")) {
      keep(udns, Udn.normal(value));
    } else if (parent().equals("service") && name.equals("serviceType")) {
      keep(services, value);
    } else if (path.size() == 2 && name.equals("URLBase")) {
      urlBase = value;
    }
    whole |= path.size() == 2 && name.equals(DEVICE);
    path.remove(path.size() - 1);
    text.setLength(0);
  }

  private String parent() {
    return path.size() < 2 ? "" : path.get(path.size() - 2);
  }

  private static void keep(Set<String> entries, String entry) {
    if (!entry.isEmpty() && entries.size() < MAX_ENTRIES) {
      entries.add(entry);
    }
  }
}
