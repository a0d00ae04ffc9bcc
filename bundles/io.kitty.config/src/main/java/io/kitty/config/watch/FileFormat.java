// SPDX-License-Identifier: Apache-2.0
package io.kitty.config.watch;

import io.kitty.text.SafeText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipFile;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.osgi.framework.Constants;

/** The format of a deployed file, by the suffix of its name, with a check of its content. */
enum FileFormat {
  /** Properties, with or without types. */
  CONFIGURATION("configuration") {
    @Override
    Optional<String> fault(Path file) throws IOException {
      return textFault(Files.readAllBytes(file));
    }
  },

  /** A configuration as JSON; its parser reports errors best. */
  JSON_CONFIGURATION("configuration") {
    @Override
    Optional<String> fault(Path file) {
      return Optional.empty();
    }
  },

  BUNDLE("bundle") {
    @Override
    Optional<String> fault(Path file) throws IOException {
      try (JarFile jar = new JarFile(file.toFile())) {
        Manifest manifest = jar.getManifest();
        return manifest == null
                || manifest.getMainAttributes().getValue(Constants.BUNDLE_SYMBOLICNAME) == null
            ? Optional.of("its manifest names none")
            : Optional.empty();
      }
    }
  },

  KAR("KAR") {
    @Override
    Optional<String> fault(Path file) throws IOException {
      try (ZipFile zip = new ZipFile(file.toFile())) {
        return zip.stream().anyMatch(entry -> entry.getName().endsWith(".xml"))
            ? Optional.empty()
            : Optional.of("it holds no features");
      }
    }
  },

  FEATURES("features file") {
    @Override
    Optional<String> fault(Path file) throws IOException {
      XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
      factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
      try (InputStream in = Files.newInputStream(file)) {
        XMLStreamReader xml = factory.createXMLStreamReader(in);
        xml.nextTag();
        String root = xml.getLocalName();
        while (xml.hasNext()) {
          xml.next();
        }
        return root.equals("features") ? Optional.empty() : Optional.of("its root is " + root);
      } catch (XMLStreamException e) {
        throw new IOException(e.getMessage(), e);
      }
    }
  },

  UNKNOWN("bundle, KAR, features file or configuration") {
    @Override
    Optional<String> fault(Path file) {
      return Optional.of("it has another name");
    }
  };

  private static final int MAX_REASON = 300;

  private final String noun;

  FileFormat(String noun) {
    this.noun = noun;
  }

  /** Returns the format for a file name. */
  static FileFormat of(String name) {
    if (name.endsWith(".cfg") || name.endsWith(".config")) {
      return CONFIGURATION;
    }
    if (name.endsWith(".cfg.json")) {
      return JSON_CONFIGURATION;
    }
    if (name.endsWith(".jar")) {
      return BUNDLE;
    }
    if (name.endsWith(".kar")) {
      return KAR;
    }
    return name.endsWith(".xml") ? FEATURES : UNKNOWN;
  }

  /** Returns whether the framework should have a configuration for it. */
  boolean isConfiguration() {
    return this == CONFIGURATION || this == JSON_CONFIGURATION;
  }

  /** Returns why a file is not of this format; {@code ""} if it may be. */
  String check(Path file) {
    try {
      return fault(file).map(this::sentence).orElse("");
    } catch (IOException e) {
      return sentence(String.valueOf(e.getMessage()));
    }
  }

  private String sentence(String why) {
    return "it is no " + noun + ": " + SafeText.clean(why.replaceAll("\\s+", " "), MAX_REASON);
  }

  abstract Optional<String> fault(Path file) throws IOException;

  /**
   * Checks a properties file. Almost any bytes can be parsed as properties, but control characters
   * show that it is not text, and a file that sets no key is not a configuration.
   */
  private static Optional<String> textFault(byte[] bytes) {
    int line = 1;
    boolean content = false;
    boolean sets = false;
    boolean comment = false;
    boolean lineStart = true;
    for (byte each : bytes) {
      if (each == '\n' || each == '\r') {
        line += each == '\n' ? 1 : 0;
        lineStart = true;
      } else if (each >= 0 && each < ' ' && each != '\t' && each != '\f' || each == 0x7f) {
        return Optional.of("line %d holds the byte 0x%02x".formatted(line, each));
      } else if (each != ' ') {
        comment = lineStart ? each == '#' || each == '!' : comment;
        lineStart = false;
        content |= !comment;
        sets |= !comment && (each == '=' || each == ':');
      }
    }
    return content && !sets ? Optional.of("no line sets a key by =") : Optional.empty();
  }
}
