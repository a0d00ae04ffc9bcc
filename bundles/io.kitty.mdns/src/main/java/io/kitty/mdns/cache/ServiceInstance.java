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

/** A service instance, as far as one sender's records of it have been heard. Not thread-safe. */
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
   * @param sender who says so
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

  /** Where it is; null as long as that is not known. */
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
   * Whether it stands for a group of machines, and its words are about that: the one of them that
   * leads a Google Cast group announces the group beside itself, at a port of its own.
   */
  public boolean isGroup() {
    return name.type().equals(CAST)
        && port != CAST_PORT
        && (txt.get("md").equalsIgnoreCase("Google Cast Group")
            || name.instance().regionMatches(true, 0, "Google-Cast-Group-", 0, 18));
  }

  /**
   * What it offers, without what changes all the time; the same object as long as it stays the
   * same, as every sighting of its machine holds it.
   *
   * @param url its page for people, {@code ""} where it has none
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

  /** What changes all the time. */
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

  void pointer(String subtype, RecordTtl lease) {
    if (subtype.isEmpty()) {
      pointer = lease;
      server = server != null && server.withdrawn() ? null : server;
    } else if (subtypes.size() < MAX_SUBTYPES) {
      subtypes.add(subtype);
    }
  }

  void server(CachedHost where, int at, RecordTtl lease) {
    service = at == port ? service : null;
    host = where;
    port = at;
    server = lease;
    pointer = pointer != null && pointer.withdrawn() ? null : pointer;
    tries = 0;
  }

  void text(TxtRecord says, RecordTtl lease) {
    service = says.equals(txt) ? service : null;
    txt = says;
    text = lease;
  }

  /** Whether another sender says that the service of this name is elsewhere. */
  boolean contradicts(ServiceInstance other) {
    return host != null
        && other.host != null
        && (port != other.port || !host.name().equals(other.host.name()));
  }

  @Override
  public boolean heardSince(long time) {
    return server != null && server.heardSince(time) || pointer != null && pointer.heardSince(time);
  }

  @Override
  public List<Question> questions() {
    return List.of(new Question(name.full(), Question.Type.SRV), Question.browse(name.type()));
  }

  @Override
  public Optional<CachedHost> machine() {
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

  /** It says that it is no more. */
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
   * Whether it is no more: one that withdrew, or of which no record holds any longer. A pointer
   * that merely ends takes nothing along, as not everybody repeats it.
   */
  boolean ended(long now) {
    boolean pointed = pointer != null && !pointer.ended(now);
    boolean served = server != null && !server.ended(now);
    return withdrawn() ? !(pointed && served) : !pointed && !served;
  }

  /** Whether it is known where it is. */
  public boolean located(long now) {
    return server != null && !server.ended(now) && !ended(now);
  }

  /** How long it can be relied upon. */
  public long remaining(long now) {
    return server == null ? 0 : server.remaining(now);
  }

  /** For how many seconds its pointer may be named as known; 0: not at all. */
  long knownFor(long now) {
    return pointer == null || !located(now) ? 0 : pointer.knownFor(now);
  }

  /** What has to be asked about it now. */
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
