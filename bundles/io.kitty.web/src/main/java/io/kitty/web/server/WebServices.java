// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.server;

import io.kitty.announce.AnnouncementStats;
import io.kitty.hub.DeviceCodec;
import io.kitty.hub.Hub;
import io.kitty.hub.ModuleConfigurator;
import io.kitty.inventory.DeviceEditor;
import io.kitty.notification.Notifications;
import io.kitty.wake.WakeOnLan;
import io.kitty.web.http.Counters;
import io.kitty.web.metrics.Metrics;
import io.kitty.web.token.NamedTokens;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The services that the resources use. They outlive the server, which is replaced when the
 * configuration changes.
 *
 * @param modules changes the configurations of modules
 * @param announcementStats the present counters of publishers and listener
 * @param notifications sends messages to people, if that is installed now
 * @param metrics all metrics
 * @param tokens the named tokens
 * @param tokenFile the file of the owner's token
 * @param onNewToken called with a token that was created
 * @param timer a single thread, which runs the writes of event streams
 */
public record WebServices(
    Hub hub,
    DeviceCodec codec,
    DeviceEditor editor,
    ModuleConfigurator modules,
    WakeOnLan wakeOnLan,
    Supplier<List<AnnouncementStats>> announcementStats,
    Supplier<Optional<Notifications>> notifications,
    Counters counters,
    Metrics metrics,
    NamedTokens tokens,
    Path tokenFile,
    Consumer<String> onNewToken,
    ScheduledExecutorService timer) {

  public WebServices(
      Hub hub,
      DeviceCodec codec,
      DeviceEditor editor,
      ModuleConfigurator modules,
      WakeOnLan wakeOnLan,
      Supplier<List<AnnouncementStats>> announcementStats,
      Supplier<Optional<Notifications>> notifications,
      Counters counters,
      NamedTokens tokens,
      Path tokenFile,
      Consumer<String> onNewToken,
      ScheduledExecutorService timer) {
    this(
        hub,
        codec,
        editor,
        modules,
        wakeOnLan,
        announcementStats,
        notifications,
        counters,
        new Metrics(hub, announcementStats, counters::responses, counters::values),
        tokens,
        tokenFile,
        onNewToken,
        timer);
  }
}
