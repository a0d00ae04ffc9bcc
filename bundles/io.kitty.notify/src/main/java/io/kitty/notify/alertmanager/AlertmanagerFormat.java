// SPDX-License-Identifier: Apache-2.0
package io.kitty.notify.alertmanager;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.kitty.notify.message.Message;
import io.kitty.notify.transport.HttpPost;
import io.kitty.notify.transport.ServiceFormat;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Posts alerts to Alertmanager (its API v2, "POST /api/v2/alerts"), one for each subject. An alert
 * that lasts is repeated until its end is told, since Alertmanager takes it for resolved after five
 * minutes of silence; an alert that does not last is left to just that.
 */
public final class AlertmanagerFormat implements ServiceFormat {

  private final URI endpoint;
  private final FiringAlerts firing;

  /**
   * @param endpoint the URL of {@code /api/v2/alerts}
   */
  public AlertmanagerFormat(URI endpoint, FiringAlerts firing) {
    this.endpoint = endpoint;
    this.firing = firing;
  }

  @Override
  public HttpPost post(Message message) {
    return post(alerts(message).stream().map(firing::withStart).toList());
  }

  private HttpPost post(Collection<? extends JsonNode> alerts) {
    ArrayNode json = JsonNodeFactory.instance.arrayNode();
    json.addAll(alerts);
    return HttpPost.json(endpoint, json);
  }

  private static List<Alert> alerts(Message message) {
    return message.subjects().isEmpty()
        ? List.of(Alert.of(message))
        : message.subjects().stream().map(subject -> Alert.of(subject, message)).toList();
  }

  @Override
  public void onAccepted(Message message) {
    firing.update(alerts(message));
  }

  @Override
  public Optional<HttpPost> repeated() {
    List<JsonNode> alerts = firing.current();
    return alerts.isEmpty() ? Optional.empty() : Optional.of(post(alerts));
  }
}
