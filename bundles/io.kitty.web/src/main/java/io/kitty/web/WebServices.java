// SPDX-License-Identifier: Apache-2.0
package io.kitty.web;

import io.kitty.announce.AnnouncementStats;
import io.kitty.hub.DeviceCodec;
import io.kitty.hub.DeviceEditor;
import io.kitty.hub.Hub;
import io.kitty.hub.ModuleConfigurator;
import io.kitty.web.access.NamedTokens;
import io.kitty.web.metrics.Metrics;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What the resources have their answers from. It outlives the server, which comes and goes with the
 * configuration.
 *
 * @param modules changes their configurations
 * @param meters those that are there at the moment
 * @param metrics all that can be measured
 * @param tokens the named tokens
 * @param tokenFile where the owner's token is kept
 * @param onNewToken told a token that was made
 * @param timer a single thread, by which event streams are woken
 */
record WebServices(
    Hub hub,
    DeviceCodec codec,
    DeviceEditor editor,
    ModuleConfigurator modules,
    Supplier<List<AnnouncementStats>> meters,
    Counters counters,
    Metrics metrics,
    NamedTokens tokens,
    Path tokenFile,
    Consumer<String> onNewToken,
    ScheduledExecutorService timer) {

  WebServices(
      Hub hub,
      DeviceCodec codec,
      DeviceEditor editor,
      ModuleConfigurator modules,
      Supplier<List<AnnouncementStats>> meters,
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
        meters,
        counters,
        new Metrics(hub, meters, counters::answers, counters::values),
        tokens,
        tokenFile,
        onNewToken,
        timer);
  }
}
