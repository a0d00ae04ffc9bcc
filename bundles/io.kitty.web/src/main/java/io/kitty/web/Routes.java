// SPDX-License-Identifier: Apache-2.0
package io.kitty.web;

import io.kitty.hub.DeviceCodec;
import io.kitty.hub.Hub;
import io.kitty.web.Route.Access;
import java.util.List;
import java.util.Map;

/** All resources of the server, and where they are. */
final class Routes {

  private Routes() {}

  static List<Route> of(
      WebServices backend, EventsResource events, AccessPolicy guard, Dashboard dashboard) {
    Hub hub = backend.hub();
    DeviceCodec codec = backend.codec();
    SessionResource session = new SessionResource(guard);
    TokensResource tokens = new TokensResource(backend.tokens());
    HealthResource health = new HealthResource(hub, codec);
    DevicesResource devices = new DevicesResource(hub, codec);
    DeviceEditResource edits = new DeviceEditResource(devices, backend.editor());
    HistoryResource history = new HistoryResource(devices, hub, codec);
    EnabledResource switches = new EnabledResource(hub, backend.modules());
    ProtocolsResource protocols = new ProtocolsResource(hub, codec);
    AnnouncementsResource announcements = new AnnouncementsResource(hub);
    AnnouncementMetricsResource meters = new AnnouncementMetricsResource(backend.meters());
    OpenApiResource description = new OpenApiResource(hub.health().version());
    MetricsResource metrics = new MetricsResource(backend.metrics());
    return List.of(
        new Route(HealthResource.PATH, Access.OPEN, Map.of("GET", health::show)),
        new Route("/dashboard/login.js", Access.OPEN, Map.of("GET", dashboard::loginScript)),
        new Route("/dashboard/login.css", Access.OPEN, Map.of("GET", dashboard::loginStyle)),
        new Route("/", Map.of("GET", dashboard::index)),
        new Route("/dashboard/*", Map.of("GET", dashboard::file)),
        new Route("/dashboard/*/*", Map.of("GET", dashboard::file)),
        new Route(
            "/session",
            Access.READERS,
            Map.of("GET", session::show, "POST", session::begin, "DELETE", session::end)),
        new Route("/tokens", Access.OWNER, Map.of("GET", tokens::list, "POST", tokens::create)),
        new Route("/tokens/*", Access.OWNER, Map.of("DELETE", tokens::revoke)),
        new Route("/devices", Listing.PARAMETERS, Map.of("GET", devices::list)),
        new Route(
            "/devices/*",
            List.of("fields"),
            Map.of("GET", devices::one, "DELETE", devices::forget)),
        new Route("/devices/*/history", HistoryPeriod.PARAMETERS, Map.of("GET", history::show)),
        new Route("/devices/*/user", Map.of("PUT", edits::putUser, "DELETE", edits::deleteUser)),
        new Route("/devices/*/merge", Map.of("POST", edits::merge)),
        new Route("/devices/*/split", Map.of("POST", edits::split)),
        new Route("/corrections", Map.of("GET", edits::list)),
        new Route("/corrections/*", Map.of("DELETE", edits::undo)),
        new Route(EventsResource.PATH, EventsResource.PARAMETERS, Map.of("GET", events::stream)),
        new Route("/protocols", Map.of("GET", protocols::list)),
        new Route("/protocols/*/enabled", Map.of("PUT", switches::put)),
        new Route(
            "/protocols/*/configurations", Map.of("GET", switches::keys, "POST", switches::add)),
        new Route("/protocols/*/scan", Map.of("POST", protocols::scan)),
        new Route("/announcements", List.of("type"), Map.of("GET", announcements::list)),
        new Route("/announcements/metrics", Map.of("GET", meters::list)),
        new Route("/announcements/metrics/reset", Map.of("POST", meters::resetAll)),
        new Route("/announcements/metrics/*/reset", Map.of("POST", meters::reset)),
        new Route("/metrics", Map.of("GET", metrics::show)),
        new Route("/openapi.json", Map.of("GET", description::show)));
  }
}
