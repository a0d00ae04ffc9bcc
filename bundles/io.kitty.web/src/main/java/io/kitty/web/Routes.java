// SPDX-License-Identifier: Apache-2.0
package io.kitty.web;

import io.kitty.hub.DeviceCodec;
import io.kitty.hub.Hub;
import java.util.List;
import java.util.Map;

/** All resources of the server, and where they are. */
final class Routes {

  private Routes() {}

  static List<Route> of(Backend backend, Events events, Guard guard, Assets assets) {
    Hub hub = backend.hub();
    DeviceCodec codec = backend.codec();
    IndexResource index = new IndexResource(guard, assets);
    SessionResource session = new SessionResource(guard);
    HealthResource health = new HealthResource(hub, codec);
    DevicesResource devices = new DevicesResource(hub, codec);
    ProtocolsResource protocols = new ProtocolsResource(hub, codec);
    AnnouncementsResource announcements = new AnnouncementsResource(hub);
    MetersResource meters = new MetersResource(backend.meters());
    MetricsResource metrics = new MetricsResource(backend.metrics());
    return List.of(
        Route.open("/health", Map.of("GET", health::show)),
        Route.open("/ui/login.js", Map.of("GET", assets::login)),
        new Route("/", Map.of("GET", index::show)),
        new Route("/ui/**", Map.of("GET", assets::show)),
        new Route(
            "/session",
            Map.of("GET", session::show, "POST", session::begin, "DELETE", session::end)),
        new Route("/devices", Map.of("GET", devices::list)),
        new Route("/devices/*", Map.of("GET", devices::one)),
        new Route("/events", Map.of("GET", events::stream)),
        new Route("/protocols", Map.of("GET", protocols::list)),
        new Route("/protocols/*/scan", Map.of("POST", protocols::scan)),
        new Route("/announcements", Map.of("GET", announcements::list)),
        new Route("/announcements/metrics", Map.of("GET", meters::list)),
        new Route("/announcements/metrics/reset", Map.of("POST", meters::resetAll)),
        new Route("/announcements/metrics/*/reset", Map.of("POST", meters::reset)),
        new Route("/metrics", Map.of("GET", metrics::show)));
  }
}
