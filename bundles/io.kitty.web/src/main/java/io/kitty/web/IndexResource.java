// SPDX-License-Identifier: Apache-2.0
package io.kitty.web;

import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Response;

/** The resource {@code /}: the page for people, and for programs where to find the others. */
final class IndexResource {

  private static final String LINKS =
      """
      {"health":"/health","devices":"/devices","device":"/devices/{id}","events":"/events",\
      "protocols":"/protocols","scan":"/protocols/{id}/scan",\
      "announcements":"/announcements","announcement_metrics":"/announcements/metrics",\
      "metrics":"/metrics","session":"/session"}""";

  private final Guard guard;
  private final Assets assets;

  IndexResource(Guard guard, Assets assets) {
    this.guard = guard;
    this.assets = assets;
  }

  void show(Exchange exchange, List<String> variables) {
    boolean wantsPage = exchange.wantsPage();
    if (wantsPage && guard.isOwner(exchange.request())) {
      Response.addCookie(exchange.response(), guard.sessions().begin(exchange.request()));
    }
    Optional<Assets.Asset> page = wantsPage ? assets.find("index.html") : Optional.empty();
    if (page.isPresent()) {
      exchange.asset(HttpStatus.OK_200, page.get());
    } else {
      exchange.json(HttpStatus.OK_200, LINKS);
    }
  }
}
