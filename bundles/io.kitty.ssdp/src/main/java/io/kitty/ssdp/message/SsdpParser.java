// SPDX-License-Identifier: Apache-2.0
package io.kitty.ssdp.message;

import io.kitty.commons.HeaderValues;
import io.kitty.ssdp.message.SsdpMessage.Kind;
import io.kitty.text.SafeText;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parses SSDP datagrams as real devices send them (UPnP Device Architecture 1.1, chapter 1, is what
 * they should send). Lines may end in LF only and be indented, the final blank line may be missing,
 * a line that is no header is skipped unless it continues a USN, blanks around names and values are
 * ignored, an absent NTS means alive. Of duplicate headers the first counts, so that none can be
 * overridden by appending. It never throws.
 */
public final class SsdpParser {

  /** More than any device sends; messages should fit into one Ethernet frame. */
  private static final int MAX_SIZE = 8192;

  private static final int MAX_HEADERS = 64;
  private static final int MAX_NAME = 64;
  private static final int MAX_VALUE = 1024;

  private static final Pattern RESPONSE = Pattern.compile("(?i)HTTP/1\\.\\d\\s+200(\\s.*)?");
  private static final Pattern REQUEST =
      Pattern.compile("(?i)(NOTIFY|M-SEARCH)\\s+\\*\\s+HTTP/1\\.\\d");

  /** What follows a line break within a USN, or after its UDN. */
  private static final Pattern REST_OF_USN = Pattern.compile("(?i)\\s*(uuid:)*[0-9a-f-]*(::.*)?");

  private SsdpParser() {}

  /** Returns the message; empty if the datagram is no usable SSDP. */
  public static Optional<SsdpMessage> parse(byte[] datagram) {
    if (datagram.length > MAX_SIZE) {
      return Optional.empty();
    }
    String[] lines = SafeText.decode(datagram).split("\r\n|\n|\r", -1);
    String start = lines[0].strip();
    Map<String, String> headers = headers(lines);
    if (RESPONSE.matcher(start).matches()) {
      return Optional.of(message(Kind.RESPONSE, "st", headers));
    }
    Matcher request = REQUEST.matcher(start);
    if (!request.matches()) {
      return Optional.empty();
    }
    if (request.group(1).equalsIgnoreCase("NOTIFY")) {
      return notification(headers.getOrDefault("nts", ""))
          .map(kind -> message(kind, "nt", headers));
    }
    return headers.getOrDefault("man", "").equalsIgnoreCase("\"ssdp:discover\"")
        ? Optional.of(message(Kind.MSEARCH, "st", headers))
        : Optional.empty();
  }

  private static Optional<Kind> notification(String nts) {
    return switch (nts.toLowerCase(Locale.ROOT)) {
      case "", "ssdp:alive" -> Optional.of(Kind.ALIVE);
      case "ssdp:update" -> Optional.of(Kind.UPDATE);
      case "ssdp:byebye" -> Optional.of(Kind.BYEBYE);
      default -> Optional.empty();
    };
  }

  private static Map<String, String> headers(String[] lines) {
    Map<String, String> headers = new HashMap<>();
    String last = "";
    for (int i = 1; i < lines.length && headers.size() < MAX_HEADERS; i++) {
      if (lines[i].isBlank()) {
        break;
      }
      if (last.equals("usn") && REST_OF_USN.matcher(lines[i]).matches()) {
        headers.merge(
            "usn", lines[i].strip(), (usn, rest) -> SafeText.clean(usn + rest, MAX_VALUE));
        continue;
      }
      int colon = lines[i].indexOf(':');
      String name = colon < 0 ? "" : lines[i].substring(0, colon).strip().toLowerCase(Locale.ROOT);
      String value = lines[i].substring(colon + 1);
      boolean taken = !name.isEmpty() && name.length() <= MAX_NAME && value.length() <= MAX_VALUE;
      boolean first = taken && headers.putIfAbsent(name, SafeText.clean(value, MAX_VALUE)) == null;
      last = first ? name : "";
    }
    return headers;
  }

  private static SsdpMessage message(Kind kind, String typeHeader, Map<String, String> headers) {
    String usn = headers.getOrDefault("usn", "");
    int end = usn.indexOf("::");
    String typeOfUsn = end < 0 ? "" : SafeText.clean(usn.substring(end + 2), MAX_VALUE);
    String type = headers.getOrDefault(typeHeader, typeOfUsn);
    Long bootId = HeaderValues.number(headers.get("bootid.upnp.org"));
    Long nextBootId =
        kind == Kind.UPDATE ? HeaderValues.number(headers.get("nextbootid.upnp.org")) : null;
    return new SsdpMessage(
        kind,
        type,
        usn,
        Udn.of(usn, type),
        headers.getOrDefault("location", ""),
        headers.getOrDefault("server", ""),
        HeaderValues.maxAge(headers.getOrDefault("cache-control", "")),
        nextBootId == null ? bootId : nextBootId,
        HeaderValues.number(headers.get("configid.upnp.org")),
        HeaderValues.number(headers.get("mx")));
  }
}
