// SPDX-License-Identifier: Apache-2.0
package io.kitty.redis;

import io.kitty.commons.hub.HubNameFile;
import io.kitty.device.Device;
import io.kitty.hub.ConfigConstraint;
import io.kitty.hub.DeviceCodec;
import io.kitty.hub.Hub;
import io.kitty.redis.connection.RedisClientFactory;
import io.kitty.redis.connection.RedisConnection;
import io.kitty.redis.connection.RedisCredentials;
import io.kitty.redis.connection.RedisUrl;
import io.kitty.redis.connection.TrustStore;
import io.kitty.redis.sharing.LeaseReaper;
import io.kitty.redis.sharing.SharingSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * Redis as a module of the hub. Its status is that of {@link RedisPeers}: the hub starts them,
 * which fails while there is no connection.
 */
@Component(
    name = "io.kitty.redis",
    service = {},
    immediate = true)
@Designate(ocd = RedisModule.Config.class)
public final class RedisModule {

  /** What can be set of Redis. Times are in seconds. */
  @ObjectClassDefinition(
      name = "Kitty Discovery: Redis",
      description = "Shares the devices of several hubs, and tells other programs of them.")
  @interface Config {

    @AttributeDefinition(
        description = "Whether devices are shared through Redis; also if REDIS_URL is set.")
    boolean enabled() default false;

    @AttributeDefinition(
        description =
            "Where Redis is: redis://host:6379/0, redis-sentinel://host,host/0#name or"
                + " redis-cluster://host,host; rediss for TLS; may hold user:password@.")
    @ConfigConstraint(environment = "REDIS_URL", enables = true)
    String url() default "redis://127.0.0.1:6379";

    @AttributeDefinition(
        type = AttributeType.PASSWORD,
        description =
            "The password; empty: what the url says. A file, or the environment, keeps it better.",
        required = false)
    @ConfigConstraint(environment = "REDIS_PASSWORD")
    String password() default "";

    @AttributeDefinition(
        description = "A file that holds the password and nothing else; empty: none.",
        required = false)
    String password_file() default "";

    @AttributeDefinition(
        description =
            "A file of certificates in PEM form: with TLS, who is trusted; empty: whom Java trusts.",
        required = false)
    String ca_file() default "";

    @AttributeDefinition(
        description =
            "Seconds that what a hub saw of a device holds after the hub was heard of last; it is"
                + " renewed three times as often.",
        min = "2",
        max = "2592000")
    @ConfigConstraint(environment = "DEVICE_TTL")
    int device_ttl() default 300;

    @AttributeDefinition(
        description =
            "The name of this hub, which no other one has; empty: one that is made at the first"
                + " start.",
        required = false)
    @ConfigConstraint(
        pattern = "[A-Za-z0-9._-]{0,64}",
        allowed = "up to 64 letters, digits, dots, _ and -")
    String hub() default "";

    @AttributeDefinition(
        description =
            "Where this hub is. Hubs of one site take what they meet at one address for one machine;"
                + " those of networks with the same addresses need different sites.",
        required = false)
    @ConfigConstraint(
        pattern = "[A-Za-z0-9._-]{0,64}",
        allowed = "up to 64 letters, digits, dots, _ and -",
        standIn = ConfigConstraint.StandIn.NONE)
    String site() default "";

    @AttributeDefinition(
        description = "How many events the stream keeps, about.",
        min = "100",
        max = "10000000")
    int events_length() default 10_000;
  }

  private final RedisSession.Publisher publisher;
  private final @Nullable RedisSession sharing;
  private final String failure;
  private @Nullable AutoCloseable placeholder;

  @Activate
  public RedisModule(
      BundleContext bundle, @Reference DeviceCodec codec, @Reference Hub hub, Config config) {
    publisher = new ServicePublisher(bundle, config.enabled());
    RedisSession made = null;
    String why = "";
    if (config.enabled()) {
      try {
        made = sharing(bundle, codec, hub, config);
      } catch (IllegalArgumentException e) {
        why = String.valueOf(e.getMessage());
      }
    }
    sharing = made;
    failure = why;
  }

  private RedisSession sharing(BundleContext bundle, DeviceCodec codec, Hub hub, Config config) {
    String data = Objects.requireNonNullElse(bundle.getProperty("karaf.data"), "data");
    String name =
        config.hub().isEmpty() ? HubNameFile.in(Path.of(data, "kitty", "hub")) : config.hub();
    RedisUrl address =
        RedisCredentials.complete(
            RedisUrl.parse(config.url()), config.password(), config.password_file());
    RedisClientFactory server =
        new RedisClientFactory(
            address,
            "kitty-" + name,
            config.ca_file().isEmpty() ? null : TrustStore.in(Path.of(config.ca_file())));
    SharingSettings settings =
        new SharingSettings(
            server.keys(),
            name,
            config.site(),
            Duration.ofSeconds(config.device_ttl()).toMillis(),
            config.events_length());
    RedisConnection connection = new RedisConnection(server);
    return new RedisSession(
        connection,
        new RedisRegistry(connection, settings, codec, id -> hub.device(id).map(Device::id)),
        new RedisPeers(connection, settings, codec),
        new LeaseReaper(connection, settings),
        publisher);
  }

  @Activate
  void start() {
    if (sharing != null) {
      sharing.start();
    } else if (failure.isEmpty()) {
      placeholder = publisher.peers(context -> {});
    } else {
      placeholder =
          publisher.peers(
              context -> {
                throw new IOException(failure);
              });
    }
  }

  @Deactivate
  void stop() throws Exception {
    if (sharing != null) {
      sharing.close();
    }
    if (placeholder != null) {
      placeholder.close();
    }
  }
}
