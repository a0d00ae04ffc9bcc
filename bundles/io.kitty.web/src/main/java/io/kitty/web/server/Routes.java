// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.server;

import static io.kitty.web.server.Route.withBody;

import io.kitty.hub.DeviceCodec;
import io.kitty.hub.Hub;
import io.kitty.web.access.AccessPolicy;
import io.kitty.web.access.SessionResource;
import io.kitty.web.access.SessionsResource;
import io.kitty.web.access.TokensResource;
import io.kitty.web.announcement.AnnouncementMetricsResource;
import io.kitty.web.announcement.AnnouncementsResource;
import io.kitty.web.dashboard.Dashboard;
import io.kitty.web.dashboard.OpenApiResource;
import io.kitty.web.device.DeviceEditResource;
import io.kitty.web.device.DevicesResource;
import io.kitty.web.device.HistoryPeriod;
import io.kitty.web.device.HistoryResource;
import io.kitty.web.device.IdentityResource;
import io.kitty.web.device.Listing;
import io.kitty.web.device.WakeResource;
import io.kitty.web.event.EventsResource;
import io.kitty.web.metrics.MetricsResource;
import io.kitty.web.module.EnabledResource;
import io.kitty.web.module.HealthResource;
import io.kitty.web.module.ProtocolsResource;
import io.kitty.web.notification.NotificationsResource;
import io.kitty.web.server.Route.Access;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** The paths of all resources. */
public final class Routes {

  private Routes() {}

  public static List<Route> of(
      WebServices services, EventsResource events, AccessPolicy policy, Dashboard dashboard) {
    Hub hub = services.hub();
    DeviceCodec codec = services.codec();
    SessionResource session = new SessionResource(policy);
    SessionsResource sessions =
        new SessionsResource(policy, services.tokens(), InstantSource.system());
    TokensResource tokens = new TokensResource(services.tokens());
    HealthResource health = new HealthResource(hub, codec);
    DevicesResource devices = new DevicesResource(hub, codec);
    DeviceEditResource editor = new DeviceEditResource(devices, services.editor());
    IdentityResource identity = new IdentityResource(devices, services.editor());
    WakeResource wake = new WakeResource(devices, services.wakeOnLan());
    HistoryResource history = new HistoryResource(devices, hub, codec);
    EnabledResource enabled = new EnabledResource(hub, services.modules());
    ProtocolsResource protocols = new ProtocolsResource(hub, codec);
    AnnouncementsResource announcements = new AnnouncementsResource(hub);
    AnnouncementMetricsResource announcementMetrics =
        new AnnouncementMetricsResource(services.announcementStats());
    NotificationsResource notifications =
        new NotificationsResource(services.notifications(), codec);
    OpenApiResource description = new OpenApiResource(hub.health().version());
    MetricsResource metrics = new MetricsResource(services.metrics());
    return List.of(
        new Route(HealthResource.PATH, Access.OPEN, Map.of("GET", health::show)),
        new Route("/", Map.of("GET", dashboard::index)),
        new Route("/dashboard/*", Access.OPEN, Map.of("GET", dashboard::file)),
        new Route("/dashboard/*/*", Access.OPEN, Map.of("GET", dashboard::file)),
        new Route(
            "/session",
            Access.READERS,
            Map.of("GET", session::show, "POST", session::begin, "DELETE", session::end)),
        new Route("/session/code", Access.OWNER, Map.of("POST", sessions::create)),
        new Route("/session/redeem", Access.OPEN, Map.of("POST", sessions::redeem)),
        new Route("/sessions", Access.OWNER, Map.of("GET", sessions::list)),
        new Route("/sessions/*", Access.OWNER, Map.of("DELETE", sessions::end)),
        new Route(
            "/tokens", Access.OWNER, Map.of("GET", tokens::list, "POST", withBody(tokens::create))),
        new Route("/tokens/*", Access.OWNER, Map.of("DELETE", tokens::revoke)),
        new Route("/devices", Listing.PARAMETERS, Map.of("GET", devices::list)),
        new Route(
            "/devices/*",
            List.of("fields"),
            Map.of("GET", devices::one, "DELETE", devices::forget)),
        new Route("/devices/*/history", HistoryPeriod.PARAMETERS, Map.of("GET", history::show)),
        new Route(
            "/devices/*/user",
            Map.of("PUT", withBody(editor::putUser), "DELETE", editor::deleteUser)),
        new Route("/devices/*/wake", Map.of("POST", wake::wake)),
        new Route("/devices/*/merge", Map.of("POST", withBody(identity::merge))),
        new Route("/devices/*/suggestions", Map.of("GET", identity::suggestions)),
        new Route("/devices/*/split", Map.of("POST", withBody(identity::split))),
        new Route("/devices/*/splits", Map.of("GET", identity::splits)),
        new Route("/corrections", Map.of("GET", identity::list)),
        new Route("/corrections/*", Map.of("DELETE", identity::undo)),
        new Route(EventsResource.PATH, EventsResource.PARAMETERS, Map.of("GET", events::stream)),
        new Route("/modules", Map.of("GET", protocols::listAll)),
        new Route("/protocols", Map.of("GET", protocols::list)),
        new Route("/protocols/*/enabled", Map.of("PUT", withBody(enabled::put))),
        new Route(
            "/protocols/*/configurations",
            Map.of("GET", enabled::keys, "POST", withBody(enabled::add))),
        new Route("/protocols/*/scan", Map.of("POST", protocols::scan)),
        new Route("/announcements", List.of("type"), Map.of("GET", announcements::list)),
        new Route("/announcements/metrics", Map.of("GET", announcementMetrics::list)),
        new Route("/announcements/metrics/reset", Map.of("POST", announcementMetrics::resetAll)),
        new Route("/announcements/metrics/*/reset", Map.of("POST", announcementMetrics::reset)),
        new Route("/notifications", Map.of("GET", notifications::show)),
        new Route(
            "/notifications/pause",
            Map.of("POST", withBody(notifications::pause), "DELETE", notifications::resume)),
        new Route("/notifications/targets/*/test", Map.of("POST", notifications::test)),
        new Route("/metrics", Map.of("GET", metrics::show)),
        new Route("/openapi.json", Map.of("GET", description::show)));
  }
}
