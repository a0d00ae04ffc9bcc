// SPDX-License-Identifier: Apache-2.0
package io.kitty.commons.poll;

import io.kitty.device.Device;
import io.kitty.device.Endpoint;
import io.kitty.device.Evidence;
import io.kitty.device.Service;
import io.kitty.device.Sighting;
import io.kitty.identifier.Identifier;
import java.util.Comparator;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where a machine is asked for its state.
 *
 * @param key the key of the evidence, and of the sightings that tell the state
 * @param endpoint the address and interface at which the machine was sighted
 * @param port its TCP port, 1 to 65535
 * @param prefix the first part of its paths, {@code ""} or from the first slash on
 * @param secure whether it is asked over https
 * @param identifiers those of the evidence: they tell the hub that the state is of the same device
 *     when the machine gets another address
 */
public record PollTarget(
    String key,
    Endpoint endpoint,
    int port,
    String prefix,
    boolean secure,
    Set<Identifier> identifiers) {

  private static final Pattern PREFIX = Pattern.compile("(/[A-Za-z0-9._-]{1,64}){1,4}");

  /** Creates a target that is asked over http. */
  public PollTarget(
      String key, Endpoint endpoint, int port, String prefix, Set<Identifier> identifiers) {
    this(key, endpoint, port, prefix, false, identifiers);
  }

  /**
   * Returns a target for each service that a device announces and that matches, by the device's
   * order of addresses, then by port. Only what the machine announced itself to this hub counts,
   * not what another host or hub says of it.
   *
   * @param own the id of the reader's protocol, whose evidence does not count
   * @param matches whether a service is one to ask
   * @param prefix returns the prefix of a service's paths, with or without slashes; one that is
   *     malformed counts as {@code ""}
   */
  public static Stream<PollTarget> announced(
      Device device, String own, Predicate<Service> matches, Function<Service, String> prefix) {
    return sighted(device, own)
        .flatMap(
            sighting ->
                sighting.services().stream()
                    .filter(matches)
                    .filter(each -> each.port() > 0 && each.port() < 65_536)
                    .map(each -> of(sighting, each.port(), prefix.apply(each))))
        .sorted(
            Comparator.comparingInt((PollTarget target) -> target.rank(device))
                .thenComparingInt(PollTarget::port));
  }

  /**
   * Returns the live sightings that a machine itself caused at this hub.
   *
   * @param own the id of the reader's protocol, whose evidence does not count
   */
  public static Stream<Sighting> sighted(Device device, String own) {
    return device
        .sightings()
        .filter(each -> !each.source().relayed() && !each.source().id().equals(own))
        .map(Evidence::sighting)
        .filter(each -> each.via() == null);
  }

  /**
   * Returns the target at the endpoint of a sighting.
   *
   * @param prefix the first part of its paths, with or without slashes; {@code ""} is used if it is
   *     malformed
   */
  public static PollTarget of(Sighting sighting, int port, String prefix) {
    String path = "/" + prefix.replaceAll("^/+|/+$", "");
    return new PollTarget(
        sighting.key(),
        sighting.endpoint(),
        port,
        PREFIX.matcher(path).matches() ? path : "",
        sighting.identifiers());
  }

  /** Returns a copy that is asked over https. */
  public PollTarget overTls() {
    return new PollTarget(key, endpoint, port, prefix, true, identifiers);
  }

  /** Returns whether both are one server, whose identifiers may have become more. */
  boolean isSameServer(PollTarget other) {
    return key.equals(other.key)
        && endpoint.equals(other.endpoint)
        && port == other.port
        && prefix.equals(other.prefix)
        && secure == other.secure;
  }

  private int rank(Device device) {
    int place = device.addresses().indexOf(endpoint.address());
    return place < 0 ? Integer.MAX_VALUE : place;
  }
}
