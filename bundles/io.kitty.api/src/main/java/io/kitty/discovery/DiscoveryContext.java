// SPDX-License-Identifier: Apache-2.0
package io.kitty.discovery;

import io.kitty.device.Sighting;
import io.kitty.device.Source;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What the hub lends to one running provider. It is personal: when the provider stops, everything
 * that was taken from it is closed, and late calls do nothing. All methods may be called from any
 * thread.
 */
@ProviderType
public interface DiscoveryContext {

  /**
   * Reports what was seen. Never blocks: what comes faster than the hub allows one sender is
   * dropped and counted.
   *
   * <p>Where the interface of the endpoint is {@code ""}, the hub fills in the one in whose network
   * the address is. Under one key a thing may be met at several addresses (a printer on cable and
   * on Wi-Fi): an address that is not repeated ends soon after another has taken its place.
   */
  void report(Sighting sighting);

  /**
   * Reports what another hub saw and passed on. It is evidence of this provider, but it is taken
   * for what it is: of the kind, the namespace and the authority of the protocol that saw it.
   *
   * @param origin the protocol that saw it, there
   */
  void relay(Source origin, Sighting sighting);

  /**
   * Reports what the thing itself did not say, but what shows that it is there. It is evidence of a
   * source of its own beside this protocol, and ends with it.
   *
   * @param sign where it shows, of an id of its own
   */
  void notice(Source sign, Sighting sighting);

  /**
   * Withdraws at once what was reported under this key from this address: the thing said that it
   * leaves. Nothing happens where nothing was reported, so that a stranger cannot say goodbye for
   * somebody else.
   */
  void goodbye(String key, InetAddress address);

  /**
   * Opens a UDP port on every selected interface, and keeps it open as interfaces come and go.
   *
   * @param handler called for each datagram, by one thread at a time, which all ports share: it
   *     parses and reports, and hands anything that waits to {@link #execute}
   * @throws IOException if the port cannot be had at all; a single interface that fails is shown in
   *     the protocol's status and tried again
   */
  DatagramPort open(PortSpec spec, Consumer<Datagram> handler) throws IOException;

  /**
   * Sets what one round of active search is. It runs at once, then every {@code interval}, on
   * request, and when an interface appears; never twice at the same time, and on a thread that it
   * may block.
   *
   * @param interval from the start of one round to the start of the next; zero or negative: only at
   *     the start and on request
   */
  void scan(Duration interval, Scan scan);

  /**
   * Tells how far the round of active search is that runs now. What is told outside a round is
   * forgotten when the next one begins.
   *
   * @param done what is done, for instance hosts asked
   * @param total what there is to do
   */
  void progress(long done, long total);

  /** Runs a task once after a delay, on a thread that it may block for a moment. */
  void schedule(Duration delay, Runnable task);

  /** Runs a task soon, on a thread that it may block; at most a few run at once for a provider. */
  void execute(Runnable task);

  /** The selected interfaces that are up now. */
  List<NetworkLink> links();

  /**
   * Calls back with {@link #links} soon and whenever they change: one call at a time, on a thread
   * that it may block.
   */
  void onLinks(Consumer<List<NetworkLink>> listener);

  /**
   * Has the hub close this when the context closes; at once if it is closed already. What was owned
   * last is closed first, and the ports after that, so that a farewell can still be sent.
   */
  <T extends AutoCloseable> T own(T resource);

  /**
   * Counts packets of a socket that is not a {@link DatagramPort}.
   *
   * @param interfaceName the interface they went through, {@code ""} where that cannot be told
   * @param in packets received
   * @param out packets sent
   */
  void traffic(String interfaceName, long in, long out);

  /** Adds to a counter that is shown in the protocol's status and metrics. */
  void count(String counter, long increment);

  /**
   * Notes what went wrong last.
   *
   * @param interfaceName the interface concerned, {@code ""} for none in particular
   */
  void error(String interfaceName, String message);

  /**
   * Says what a person should know of the network at an interface, where nothing went wrong here.
   *
   * @param interfaceName the interface concerned, {@code ""} for none in particular
   * @param hint what it is, in one sentence or two; null: nothing any more
   */
  void hint(String interfaceName, @Nullable String hint);

  /**
   * Says that the protocol runs, but not as well as it could.
   *
   * @param reason what is wrong, and how to mend it, in one sentence; null: all is well again
   */
  void degraded(@Nullable String reason);

  /** The TCP ports that this hub itself serves: nothing is ever fetched from there. */
  Set<Integer> hubPorts();

  /** Whether the provider has been stopped. */
  boolean closed();

  /** One round of active search. */
  @FunctionalInterface
  interface Scan {
    /**
     * @throws Exception if the round failed; the next one comes in its time
     */
    void run() throws Exception;
  }
}
