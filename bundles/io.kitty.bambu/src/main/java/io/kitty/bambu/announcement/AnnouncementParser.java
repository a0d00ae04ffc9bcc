// SPDX-License-Identifier: Apache-2.0
package io.kitty.bambu.announcement;

import io.kitty.bambu.announcement.PrinterAnnouncement.Kind;
import io.kitty.bambu.printer.ModelNames;
import io.kitty.bambu.printer.Printer;
import io.kitty.commons.HeaderValues;
import io.kitty.text.SafeText;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Parses announcements of printers, and of programs that imitate or relay them. They resemble SSDP,
 * but LOCATION is a bare address and USN a bare serial number, and NTS may be missing (captures of
 * P1S, vena/bambino; of X1, KittyCAD/machine-api). Lines may end in LF only and be indented, the
 * final blank line may be missing, header names are in any case, blanks around values are ignored.
 * Of duplicate headers the first counts. HOST is ignored: it does not say where a message was sent
 * to. It never throws.
 */
public final class AnnouncementParser {

  /** More than any printer sends; messages should fit into one Ethernet frame. */
  private static final int MAX_SIZE = 8192;

  private static final int MAX_HEADERS = 64;
  private static final String URN = "urn:bambulab-com:device:";

  private static final Pattern RESPONSE = Pattern.compile("(?i)HTTP/1\\.\\d\\s+200(\\s.*)?");
  private static final Pattern REQUEST =
      Pattern.compile("(?i)(NOTIFY|M-SEARCH)\\s+\\*\\s+HTTP/1\\.\\d");

  /** The pattern of model codes, including unknown ones: C12, N2S, BL-P001. */
  private static final Pattern CODE = Pattern.compile("[A-Z][A-Z-]{0,5}[0-9]{1,4}[A-Z]?[0-9]?");

  /** The headers that describe the printer, and the field names for them. */
  private static final Map<String, String> FIELDS = new LinkedHashMap<>();

  static {
    FIELDS.put("devmodel.bambu.com", "model_code");
    FIELDS.put("devname.bambu.com", "name");
    FIELDS.put("devversion.bambu.com", "version");
    FIELDS.put("devconnect.bambu.com", "connect");
    FIELDS.put("devbind.bambu.com", "bind");
    FIELDS.put("devseclink.bambu.com", "seclink");
    FIELDS.put("devinf.bambu.com", "inf");
    FIELDS.put("devcap.bambu.com", "dev_cap");
    FIELDS.put("devsignal.bambu.com", "signal");
  }

  private AnnouncementParser() {}

  /** Returns the message; empty if the datagram is something else, or names no printer. */
  public static Optional<PrinterAnnouncement> parse(byte[] datagram) {
    if (datagram.length > MAX_SIZE) {
      return Optional.empty();
    }
    List<String> lines =
        Stream.of(SafeText.decode(datagram).split("\r\n|\n|\r", -1))
            .dropWhile(String::isBlank)
            .map(String::strip)
            .toList();
    if (lines.isEmpty()) {
      return Optional.empty();
    }
    Map<String, String> headers = headers(lines);
    if (RESPONSE.matcher(lines.get(0)).matches()) {
      return message(Kind.ALIVE, headers.getOrDefault("st", ""), headers);
    }
    Matcher request = REQUEST.matcher(lines.get(0));
    if (!request.matches()) {
      return Optional.empty();
    }
    return request.group(1).equalsIgnoreCase("NOTIFY")
        ? notification(headers.getOrDefault("nts", ""))
            .flatMap(kind -> message(kind, headers.getOrDefault("nt", ""), headers))
        : search(headers);
  }

  private static Optional<Kind> notification(String nts) {
    return switch (nts.toLowerCase(Locale.ROOT)) {
      case "", "ssdp:alive", "ssdp:update" -> Optional.of(Kind.ALIVE);
      case "ssdp:byebye" -> Optional.of(Kind.BYEBYE);
      default -> Optional.empty();
    };
  }

  private static Map<String, String> headers(List<String> lines) {
    Map<String, String> headers = new HashMap<>();
    for (String line : lines.subList(1, lines.size())) {
      if (line.isEmpty() || headers.size() == MAX_HEADERS) {
        break;
      }
      int colon = line.indexOf(':');
      if (colon > 0) {
        headers.putIfAbsent(
            line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
            SafeText.clean(line.substring(colon + 1).strip(), Printer.MAX_TEXT));
      }
    }
    return headers;
  }

  private static Optional<PrinterAnnouncement> message(
      Kind kind, String type, Map<String, String> headers) {
    if (!isBambu(type)) {
      return Optional.empty();
    }
    return Printer.serial(headers.getOrDefault("usn", ""))
        .map(
            serial ->
                new PrinterAnnouncement(
                    kind,
                    type,
                    new Printer(serial, fields(type, headers)),
                    Ipv4Literals.claim(headers.getOrDefault("location", "")).orElse(null),
                    HeaderValues.maxAge(headers.getOrDefault("cache-control", "")),
                    null));
  }

  private static Optional<PrinterAnnouncement> search(Map<String, String> headers) {
    String type = headers.getOrDefault("st", "");
    boolean valid =
        headers.getOrDefault("man", "").equalsIgnoreCase("\"ssdp:discover\"")
            && (isBambu(type) || type.equalsIgnoreCase("ssdp:all"));
    return valid
        ? Optional.of(
            new PrinterAnnouncement(
                Kind.MSEARCH, type, null, null, null, HeaderValues.number(headers.get("mx"))))
        : Optional.empty();
  }

  private static boolean isBambu(String type) {
    return type.toLowerCase(Locale.ROOT).startsWith(URN);
  }

  private static Map<String, String> fields(String type, Map<String, String> headers) {
    Map<String, String> fields = new LinkedHashMap<>();
    FIELDS.forEach(
        (header, name) -> {
          String value = headers.getOrDefault(header, "");
          if (!value.isEmpty()) {
            fields.put(name, value);
          }
        });
    code(type).ifPresent(code -> fields.putIfAbsent("model_code", code));
    return fields;
  }

  /** Returns the model code that some put into the type, in place of 3dprinter. */
  private static Optional<String> code(String type) {
    String code = type.substring(URN.length()).replaceFirst(":.*", "");
    return ModelNames.name(code).isPresent() || CODE.matcher(code).matches()
        ? Optional.of(code)
        : Optional.empty();
  }
}
