// SPDX-License-Identifier: Apache-2.0
package io.kitty.mdns.cache;

import io.kitty.device.Service;
import io.kitty.mdns.dns.DnsName;
import io.kitty.mdns.dns.Question;
import io.kitty.mdns.dns.RecordTtl;
import io.kitty.mdns.dns.ServiceInstanceName;
import io.kitty.mdns.dns.TxtRecord;
import io.kitty.mdns.type.ServiceTypeTable;
import io.kitty.mdns.type.TxtField;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A service instance with the PTR, SRV and TXT records of one sender. Not thread-safe. */
public final class ServiceInstance implements UnverifiedRecord {

  private static final String CAST = "_googlecast._tcp";
  private static final int CAST_PORT = 8009;

  private static final int MAX_SUBTYPES = 16;
  private static final int MAX_TRIES = 4;

  private final ServiceInstanceName name;
  private final InetAddress sender;
  private final Set<String> subtypes = new TreeSet<>();
  private @Nullable RecordTtl pointer;
  private @Nullable RecordTtl server;
  private @Nullable RecordTtl text;
  private @Nullable CachedHost host;
  private @Nullable Service service;
  private int port;
  private TxtRecord txt = TxtRecord.EMPTY;
  private int tries;
  private long nextTry;

  /**
   * @param sender the source address of its records
   */
  ServiceInstance(ServiceInstanceName name, InetAddress sender) {
    this.name = name;
    this.sender = sender;
  }

  public ServiceInstanceName name() {
    return name;
  }

  @Override
  public InetAddress sender() {
    return sender;
  }

  /** Returns its host; null before an SRV record was received. */
  @Nullable CachedHost host() {
    return host;
  }

  public int port() {
    return port;
  }

  public TxtRecord txt() {
    return txt;
  }

  /**
   * Returns whether it represents a group of devices, which its TXT record then describes: the
   * leader of a Google Cast group announces the group beside itself, on a port of its own.
   */
  public boolean isGroup() {
    return name.type().equals(CAST)
        && port != CAST_PORT
        && (txt.get("md").equalsIgnoreCase("Google Cast Group")
            || name.instance().regionMatches(true, 0, "Google-Cast-Group-", 0, 18));
  }

  /**
   * Returns the service without its readings. The same object is returned while it is unchanged, as
   * every sighting of its device holds it.
   *
   * @param url its web page, {@code ""} for none
   */
  public Service service(String url) {
    Service known = service;
    if (known == null || !known.url().equals(url)) {
      Map<String, String> steady = new LinkedHashMap<>(txt.pairs());
      steady.keySet().removeIf(this::isReading);
      known = new Service(name.type(), name.instance(), port, steady, url);
      service = known;
    }
    return known;
  }

  /** Returns the TXT values that change all the time. */
  public Map<String, String> readings() {
    Map<String, String> readings = new LinkedHashMap<>(txt.pairs());
    readings.keySet().removeIf(key -> !isReading(key));
    return readings;
  }

  private boolean isReading(String key) {
    return ServiceTypeTable.of(name.type()).keys(TxtField.READING).stream()
        .anyMatch(key::equalsIgnoreCase);
  }

  public Set<String> subtypes() {
    return subtypes;
  }

  void pointer(String subtype, RecordTtl ttl) {
    if (subtype.isEmpty()) {
      pointer = ttl;
      server = server != null && server.withdrawn() ? null : server;
    } else if (subtypes.size() < MAX_SUBTYPES) {
      subtypes.add(subtype);
    }
  }

  void server(CachedHost where, int at, RecordTtl ttl) {
    service = at == port ? service : null;
    host = where;
    port = at;
    server = ttl;
    pointer = pointer != null && pointer.withdrawn() ? null : pointer;
    tries = 0;
  }

  void text(TxtRecord received, RecordTtl ttl) {
    service = received.equals(txt) ? service : null;
    txt = received;
    text = ttl;
  }

  /** Returns whether another sender locates the service of this name elsewhere. */
  boolean contradicts(ServiceInstance other) {
    return host != null
        && other.host != null
        && (port != other.port || !host.name().equals(other.host.name()));
  }

  @Override
  public boolean receivedSince(long time) {
    return server != null && server.receivedSince(time)
        || pointer != null && pointer.receivedSince(time);
  }

  @Override
  public List<Question> questions() {
    return List.of(new Question(name.full(), Question.Type.SRV), Question.browse(name.type()));
  }

  @Override
  public Optional<CachedHost> device() {
    return Optional.ofNullable(host);
  }

  @Override
  public DnsName subject() {
    return name.full();
  }

  @Override
  public String title() {
    return name.instance();
  }

  /** Withdraws its PTR and SRV records. */
  @Override
  public void withdraw(long now) {
    if (pointer != null) {
      pointer.withdraw(now);
    }
    if (server != null) {
      server.withdraw(now);
    }
  }

  boolean withdrawn() {
    return (pointer != null && pointer.withdrawn()) || (server != null && server.withdrawn());
  }

  /**
   * Returns whether it has ended: it was withdrawn, or neither record is valid. An expired PTR
   * record alone ends nothing, as not every responder repeats it.
   */
  boolean ended(long now) {
    boolean pointed = pointer != null && !pointer.ended(now);
    boolean served = server != null && !server.ended(now);
    return withdrawn() ? !(pointed && served) : !pointed && !served;
  }

  /** Returns whether it has a valid SRV record. */
  public boolean located(long now) {
    return server != null && !server.ended(now) && !ended(now);
  }

  /** Returns for how many nanoseconds its SRV record is valid. */
  public long remaining(long now) {
    return server == null ? 0 : server.remaining(now);
  }

  /** Returns for how many seconds its PTR record may be sent as a known answer; 0: not at all. */
  long knownFor(long now) {
    return pointer == null || !located(now) ? 0 : pointer.knownFor(now);
  }

  /** Returns the questions about it that are due. */
  List<Question> due(long now) {
    List<Question> due = new ArrayList<>();
    if (server == null || server.ended(now)) {
      if (tries == 0 || (tries < MAX_TRIES && now - nextTry >= 0)) {
        due.add(new Question(name.full(), Question.Type.SRV));
        due.add(new Question(name.full(), Question.Type.TXT));
        nextTry = now + (1_000_000_000L << tries++);
      }
    } else {
      if (server.refreshDue(now)) {
        due.add(new Question(name.full(), Question.Type.SRV));
      }
      if (text != null && text.refreshDue(now)) {
        due.add(new Question(name.full(), Question.Type.TXT));
      }
      if (pointer != null && pointer.refreshDue(now)) {
        due.add(new Question(ServiceInstanceName.browse(name.type()), Question.Type.PTR));
      }
    }
    return due;
  }
}
