// SPDX-License-Identifier: Apache-2.0
package io.kitty.mdns;

import io.kitty.device.Endpoint;
import io.kitty.device.Fact;
import io.kitty.device.Identifier;
import io.kitty.device.Sighting;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes one sighting of all that a machine offers: the most telling of its services speaks first.
 */
final class Portrait {

  private static final Comparator<Offer> BY_WORD =
      Comparator.comparingInt((Offer offer) -> Vocabulary.of(offer.name().type()).rank())
          .thenComparing(offer -> offer.name().full().key());

  /** What ends sooner is withdrawn when it ends. */
  private static final Duration LEAST = Duration.ofSeconds(10);

  private static final Pattern TAIL = Pattern.compile(".*[-_]([^-_]+)");
  private static final Pattern BRACKET = Pattern.compile(".*\\[([^\\]]+)\\]");

  private static final Pattern WEB_PAGE =
      Pattern.compile("https?://([^/:@]+|\\[[^/@]+\\])\\.?(?::\\d+)?(?:/.*)?");

  /** A UUID without its dashes. */
  private static final Pattern BARE_UUID =
      Pattern.compile(
          "(\\p{XDigit}{8})(\\p{XDigit}{4})(\\p{XDigit}{4})(\\p{XDigit}{4})(\\p{XDigit}{12})");

  private final Host host;
  private final Addresses addresses;
  private final List<Offer> offers;
  private final long now;

  /**
   * @param host a machine
   * @param addresses which of its addresses can be used
   */
  Portrait(Host host, Addresses addresses, long now) {
    this.host = host;
    this.addresses = addresses;
    this.now = now;
    this.offers =
        host.offers().stream().filter(offer -> offer.located(now)).sorted(BY_WORD).toList();
  }

  /** Whether there is anything to see. */
  boolean isEmpty() {
    return offers.isEmpty();
  }

  /** The machine as it is seen at an address. */
  Sighting at(Endpoint endpoint) {
    Sighting.Builder sighting = Sighting.of(host.key(), endpoint, lifetime());
    sighting.fact(Fact.HOSTNAME, host.name().text());
    Offer first = offers.get(0);
    sighting
        .attribute("service", first.name().type())
        .attribute("instance", first.name().instance())
        .attribute("host", host.name().text())
        .attribute("port", first.port());
    meanings().forEach((meaning, value) -> state(sighting, meaning, value));
    fact(sighting, Fact.NAME, name(first));
    kind().ifPresent(kind -> sighting.fact(Fact.KIND, kind));
    page(endpoint).ifPresent(page -> sighting.fact(Fact.URL, page));
    addresses(sighting);
    identify();
    host.identifiers().forEach(each -> sighting.identifier(Optional.of(each)));
    Set<String> subtypes = new LinkedHashSet<>();
    for (Offer offer : offers) {
      sighting.service(offer.service());
      offer.readings().forEach(sighting::reading);
      subtypes.addAll(offer.subtypes());
    }
    sighting.attribute("subtypes", subtypes.isEmpty() ? null : String.join(" ", subtypes));
    return sighting.build();
  }

  private Duration lifetime() {
    long longest = offers.stream().mapToLong(offer -> offer.remaining(now)).max().orElse(0);
    return longest < LEAST.toNanos() ? LEAST : Duration.ofNanos(longest);
  }

  /** What the services say, the first word on each counting. */
  private Map<Meaning, String> meanings() {
    Map<Meaning, String> meanings = new LinkedHashMap<>();
    for (Offer offer : offers) {
      for (Meaning meaning : Vocabulary.of(offer.name().type()).keys().keySet()) {
        String value = value(offer, meaning);
        if (!value.isEmpty()) {
          meanings.putIfAbsent(meaning, value);
        }
      }
    }
    return meanings;
  }

  private static String value(Offer offer, Meaning meaning) {
    for (String key : Vocabulary.of(offer.name().type()).keys().getOrDefault(meaning, List.of())) {
      String value =
          switch (key) {
            case "@tail" -> group(TAIL, offer.name().instance());
            case "@bracket" -> group(BRACKET, offer.name().instance());
            case "@type" -> group(TAIL, offer.name().type().split("\\.", 2)[0]);
            default -> offer.txt().get(key);
          };
      if (!value.isEmpty()) {
        return value;
      }
    }
    return "";
  }

  private static String group(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.matches() ? matcher.group(1) : "";
  }

  private static void state(Sighting.Builder sighting, Meaning meaning, String value) {
    switch (meaning) {
      case READING, PATH, PAGE, IP -> {}
      case MAC ->
          Identifier.mac(value)
              .ifPresent(mac -> sighting.attribute(meaning.attribute(), mac.value()));
      default -> sighting.attribute(meaning.attribute(), value);
    }
    fact(sighting, meaning.fact(), value);
  }

  private static void fact(Sighting.Builder sighting, @Nullable Fact fact, String value) {
    if (fact != null) {
      sighting.fact(fact, value);
    }
  }

  private String name(Offer first) {
    return meanings()
        .getOrDefault(
            Meaning.NAME,
            offers.stream()
                .filter(offer -> Vocabulary.of(offer.name().type()).named())
                .map(offer -> offer.name().instance())
                .findFirst()
                .orElse(hostLabel(first)));
  }

  /** The host name, where no service bears the machine's name. */
  private String hostLabel(Offer first) {
    boolean known = Vocabulary.of(first.name().type()).rank() < Integer.MAX_VALUE;
    return known ? host.name().labels().get(0) : first.name().instance();
  }

  private Optional<String> kind() {
    return offers.stream()
        .map(offer -> Vocabulary.of(offer.name().type()).kind())
        .filter(kind -> !kind.isEmpty())
        .findFirst();
  }

  /** A page on the machine itself; one elsewhere is none of its own. */
  private Optional<String> page(Endpoint endpoint) {
    for (Offer offer : offers) {
      String page = value(offer, Meaning.PAGE);
      if (isOwn(page)) {
        return Optional.of(page);
      }
      if (Vocabulary.of(offer.name().type()).keys().containsKey(Meaning.PATH)) {
        String path = value(offer, Meaning.PATH);
        return Optional.of(
            "http://"
                + literal(endpoint.address())
                + (offer.port() == 80 ? "" : ":" + offer.port())
                + (path.startsWith("/") ? path : "/" + path));
      }
    }
    return Optional.empty();
  }

  private boolean isOwn(String page) {
    Matcher url = WEB_PAGE.matcher(page);
    return url.matches()
        && (url.group(1).equalsIgnoreCase(host.name().text())
            || host.addresses().stream().anyMatch(a -> literal(a).equals(url.group(1))));
  }

  private static String literal(InetAddress address) {
    String text = address.getHostAddress();
    return address instanceof Inet4Address ? text : "[" + text.replaceFirst("%.*", "") + "]";
  }

  /** What it claims, and who said so where that is somebody else. */
  private void addresses(Sighting.Builder sighting) {
    String claimed = meanings().getOrDefault(Meaning.IP, "");
    Optional<String> stated = addresses.stated(host);
    sighting.attribute("ip", stated.orElse(claimed.isEmpty() ? null : claimed));
    if (!claimed.isEmpty() && stated.isPresent() && !stated.get().equals(claimed)) {
      sighting.attribute("claimed_ip", claimed);
    }
    addresses.stranger(host).ifPresent(source -> sighting.attribute("source", source));
  }

  private void identify() {
    host.identify(Identifier.hostName(host.name().text()));
    for (Offer offer : offers) {
      String namespace = Vocabulary.of(offer.name().type()).namespace();
      String uuid = BARE_UUID.matcher(value(offer, Meaning.UUID)).replaceFirst("$1-$2-$3-$4-$5");
      String eui64 = value(offer, Meaning.EUI64).toLowerCase(Locale.ROOT);
      if (!namespace.isEmpty()) {
        host.identify(Identifier.serial(namespace, value(offer, Meaning.SERIAL)));
      }
      host.identify(Identifier.uuid(uuid));
      host.identify(Identifier.mac(value(offer, Meaning.MAC)));
      host.identify(Identifier.mac(eui64.replaceFirst("^(.{6})fffe(.{6})$", "$1$2")));
    }
  }
}
