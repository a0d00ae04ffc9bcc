// SPDX-License-Identifier: Apache-2.0
package io.kitty.prusalink.state;

import io.kitty.commons.json.JsonAnswer;
import io.kitty.commons.poll.PollTarget;
import io.kitty.http.DeviceHttpClient;
import io.kitty.http.DeviceRequest;
import io.kitty.http.DeviceResponse;
import io.kitty.prusalink.PrusaLinkCredential;
import io.kitty.prusalink.digest.DigestAuthentication;
import io.kitty.prusalink.digest.DigestAuthentication.Verdict;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * Sends requests to one printer with its key, and keeps what does not change from one poll to the
 * next: the nonce of the server, the printer's identity and the name of the job. One request at a
 * time is sent.
 */
final class PrinterConnection {

  static final Duration TIMEOUT = Duration.ofSeconds(5);
  static final int MAX_BODY = 64 * 1024;

  private static final int UNAUTHORIZED = 401;

  /** One without authentication, one with the challenge, and one more if that had expired. */
  private static final int MAX_ATTEMPTS = 3;

  private final DeviceHttpClient http;
  private final PrusaLinkCredential credential;
  private final DigestAuthentication digest;
  private volatile PrinterIdentity identity = PrinterIdentity.UNKNOWN;
  private volatile long namedJob = -1;
  private volatile String jobName = "";

  PrinterConnection(DeviceHttpClient http, PrusaLinkCredential credential) {
    this.http = http;
    this.credential = credential;
    this.digest = new DigestAuthentication(credential.user(), credential.password());
  }

  /** Returns the response to a GET; with status 401 or 403 the key is refused. */
  CompletableFuture<DeviceResponse> get(PollTarget target, String path) {
    return send(target, target.prefix() + path, 1);
  }

  private CompletableFuture<DeviceResponse> send(PollTarget target, String path, int attempt) {
    return http.send(authenticated(request(target, path)))
        .thenCompose(
            response ->
                mayRepeat(response, attempt)
                    ? send(target, path, attempt + 1)
                    : CompletableFuture.completedFuture(response));
  }

  static DeviceRequest request(PollTarget target, String path) {
    return DeviceRequest.get(target.endpoint().address(), target.port(), path)
        .timeout(TIMEOUT)
        .maxBody(MAX_BODY);
  }

  private DeviceRequest authenticated(DeviceRequest request) {
    return credential.password().isEmpty()
        ? request.header("X-Api-Key", credential.apiKey().reveal())
        : digest
            .authorization(request.method(), request.path())
            .map(value -> request.header("Authorization", value))
            .orElse(request);
  }

  /** The first request of all has no challenge, and later that of the last one may have expired. */
  private boolean mayRepeat(DeviceResponse response, int attempt) {
    if (response.status() != UNAUTHORIZED || credential.password().isEmpty()) {
      return false;
    }
    Verdict verdict = digest.challenged(response.header("WWW-Authenticate"));
    return attempt < MAX_ATTEMPTS
        && (verdict == Verdict.STALE || verdict == Verdict.CHALLENGED && attempt == 1);
  }

  /** Returns the identity, which is asked for until there is an answer. */
  CompletableFuture<PrinterIdentity> identity(PollTarget target) {
    if (!identity.equals(PrinterIdentity.UNKNOWN)) {
      return CompletableFuture.completedFuture(identity);
    }
    return get(target, "/api/v1/info")
        .thenCompose(
            info ->
                get(target, "/api/version")
                    .thenApply(
                        version -> {
                          identity = PrinterIdentity.of(info, version);
                          return identity;
                        }));
  }

  /**
   * Returns the name of the job, which is asked for once.
   *
   * @param job the id of the job; negative if there is none
   */
  CompletableFuture<String> jobName(PollTarget target, long job) {
    if (job == namedJob || job < 0) {
      return CompletableFuture.completedFuture(job < 0 ? "" : jobName);
    }
    return get(target, "/api/v1/job")
        .thenApply(
            response -> {
              jobName = PrinterStatus.jobName(JsonAnswer.of(response));
              namedJob = jobName.isEmpty() ? -1 : job;
              return jobName;
            });
  }
}
