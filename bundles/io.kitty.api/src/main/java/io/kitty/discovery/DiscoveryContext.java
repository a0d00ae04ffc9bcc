// SPDX-License-Identifier: Apache-2.0
package io.kitty.discovery;

import io.kitty.device.Device;
import io.kitty.device.Endpoint;
import io.kitty.device.Sighting;
import io.kitty.device.Source;
import io.kitty.http.DeviceHttpClient;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The services that the hub provides to one running provider. Each provider has its own: when it
 * stops, everything obtained from the context is closed, and later calls do nothing. Thread-safe.
 */
@ProviderType
public interface DiscoveryContext {

  /**
   * Reports a sighting. Never blocks: sightings beyond the rate limit for one sender are dropped
   * and counted.
   *
   * <p>If the interface of the endpoint is {@code ""}, the hub fills in the one whose subnet
   * contains the address. One key may be seen at several addresses (a printer on cable and on
   * Wi-Fi): an address that is not repeated ends soon after another has replaced it.
   */
  void report(Sighting sighting);

  /**
   * Reports sightings that were reported before and are valid anew, as {@link #report} would, but
   * for less: for a provider that sees many devices at once of which most have not changed. Never
   * blocks: if too many wait, all of them are dropped and counted.
   *
   * @param sightings the very objects that were reported, each key once; the list is not changed
   *     any more
   */
  default void reportAgain(List<Sighting> sightings) {
    sightings.forEach(this::report);
  }

  /**
   * Reports what another hub saw and relayed. It is evidence of this provider, with the kind, the
   * namespace and the authority of the protocol that saw it.
   *
   * @param origin the protocol of the other hub that saw it
   */
  void relay(Source origin, Sighting sighting);

  /**
   * Reports an indirect sign that a device is present, which the device did not send itself. It is
   * evidence of a separate source beside this protocol, and ends with it.
   *
   * @param sign the source of the sign, with an id of its own
   */
  void notice(Source sign, Sighting sighting);

  /**
   * Ends the evidence under this key at this address at once, as the device sent a goodbye. Does
   * nothing if none was reported there, so that a stranger cannot say goodbye for another device.
   */
  void goodbye(String key, InetAddress address);

  /**
   * Opens a UDP port on every selected interface, and follows the interfaces as they come and go.
   *
   * @param handler called for each datagram, by one thread at a time, which all ports share: it
   *     parses and reports, and passes anything that blocks to {@link #execute}
   * @throws IOException if the port cannot be opened at all; a failure on a single interface is
   *     shown in the protocol's status and retried
   */
  DatagramPort open(PortSpec spec, Consumer<Datagram> handler) throws IOException;

  /**
   * Returns the client for requests to the web servers of devices; its limits are those of this
   * provider. Its requests end when the context closes.
   */
  DeviceHttpClient http();

  /**
   * Sets the round of active search. It runs at once, then every {@code interval}, on request, and
   * when an interface appears; never concurrently, and on a thread that may block.
   *
   * @param interval from the start of one round to the start of the next; zero or negative: only at
   *     the start and on request
   */
  void scan(Duration interval, Scan scan);

  /**
   * Reports the progress of the current round of active search. Progress reported outside a round
   * is discarded when the next one starts.
   *
   * @param done units done, for instance hosts probed
   * @param total units in all
   */
  void progress(long done, long total);

  /** Runs a task once after a delay, on a thread that may block briefly. */
  void schedule(Duration delay, Runnable task);

  /**
   * Runs a task soon, on a thread that may block; the number that run at once is limited per
   * provider.
   */
  void execute(Runnable task);

  /** Returns the selected interfaces that are up. */
  List<NetworkLink> links();

  /**
   * Returns an endpoint at an address, with the interface whose subnet contains it, selected or
   * not; without one if there is none. The hub adds it to sightings that lack it; a protocol that
   * reports the same sighting many times spares it the copies.
   */
  Endpoint locate(InetAddress address);

  /**
   * Calls back with {@link #links} soon and whenever they change: one call at a time, on a thread
   * that may block.
   */
  void onLinks(Consumer<List<NetworkLink>> listener);

  /**
   * Follows the present devices that match a filter, as all protocols together see them: first
   * those that are present now, then each change. One call at a time, on a thread that may block
   * briefly; a provider that is too slow loses the oldest changes. Ends when the context closes.
   *
   * <p>What the provider itself reports of a device is a change of that device, too. Times and
   * readings alone are not.
   *
   * @param filter decides from the device alone, at once; also called by the thread of the hub that
   *     publishes events
   * @param onPresent called when a device appears that matches, and when one changes and matches
   * @param onGone called with the last matching state, once the device has departed, was merged
   *     into another one, or matches no longer
   */
  void follow(Predicate<Device> filter, Consumer<Device> onPresent, Consumer<Device> onGone);

  /**
   * Closes the resource when the context closes; at once if it is closed already. Resources are
   * closed in reverse order, and the ports after them, so that a goodbye can still be sent.
   */
  <T extends AutoCloseable> T own(T resource);

  /**
   * Counts packets of a socket that is not a {@link DatagramPort}.
   *
   * @param interfaceName the interface used, {@code ""} if unknown
   * @param in packets received
   * @param out packets sent
   */
  void traffic(String interfaceName, long in, long out);

  /** Adds to a counter in the protocol's status and metrics. */
  void count(String counter, long increment);

  /**
   * Records the last error.
   *
   * @param interfaceName the interface concerned, {@code ""} for none in particular
   */
  void error(String interfaceName, String message);

  /**
   * Sets a hint for a person about the network at an interface, if nothing failed here.
   *
   * @param interfaceName the interface concerned, {@code ""} for none in particular
   * @param hint the hint, in one sentence or two; null removes it
   */
  void hint(String interfaceName, @Nullable String hint);

  /**
   * Reports that the protocol runs with a limitation.
   *
   * @param reason what is wrong and how to fix it, in one sentence; null ends it
   */
  void degraded(@Nullable String reason);

  /** Returns the TCP ports that this hub itself serves; nothing is ever fetched from them. */
  Set<Integer> hubPorts();

  /** Returns whether the provider has been stopped. */
  boolean closed();

  /** One round of active search. */
  @FunctionalInterface
  interface Scan {
    /**
     * @throws Exception if the round failed; the next one runs on schedule
     */
    void run() throws Exception;
  }
}
