// SPDX-License-Identifier: Apache-2.0
package io.kitty.http;

import java.util.concurrent.CompletableFuture;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Sends requests to the web servers of devices, within bounds that a device cannot exceed. Each
 * provider has its own client. Thread-safe; no call blocks.
 *
 * <p>What it never does: look up a name, follow a redirection, use a proxy, keep cookies or a
 * connection.
 *
 * <ul>
 *   <li>A request goes to an address in a network of a selected interface, or to one that a present
 *       device has; to a loopback address only if a loopback interface is selected; never to a
 *       multicast or broadcast address, or to a port that this hub itself serves.
 *   <li>One request at a time is sent to one address, and a limited number in all. Others wait, in
 *       turn by address; too many are refused.
 *   <li>One deadline covers connecting, TLS, request, headers and body. It begins when the request
 *       is sent, not while it waits.
 *   <li>Headers have 16 KiB at most, the body as much as the request allows.
 *   <li>Over https nothing is verified, neither issuer nor name nor validity, as devices sign their
 *       certificates themselves: it protects from who listens, not from who pretends to be the
 *       device. A credential must be one of that device only.
 * </ul>
 */
@ProviderType
public interface DeviceHttpClient {

  /**
   * Sends a request.
   *
   * @return the response, of whatever status; completed on a thread that may block briefly, while
   *     which no other request is sent to the address. If there is none it fails with a {@link
   *     DeviceHttpException} and nothing else; when the context closes, with {@link
   *     DeviceHttpException.Reason#CLOSED}
   */
  CompletableFuture<DeviceResponse> send(DeviceRequest request);
}
