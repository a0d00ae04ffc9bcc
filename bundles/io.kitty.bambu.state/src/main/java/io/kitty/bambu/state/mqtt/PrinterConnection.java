// SPDX-License-Identifier: Apache-2.0
package io.kitty.bambu.state.mqtt;

import io.kitty.commons.key.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.paho.client.mqttv3.IMqttActionListener;
import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.IMqttToken;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttCallback;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to a printer, which subscribes to its reports and is not used again once it is
 * lost. It sends nothing but the request for a complete report: any other command acts on the
 * machine. Thread-safe.
 */
public final class PrinterConnection implements AutoCloseable {

  /** What happens to a connection; called by a thread of it, one call at a time. */
  public interface Listener {

    /** The printer accepted the login and the subscription. */
    void onOpen(PrinterConnection connection);

    /** A report arrived. */
    void onReport(PrinterConnection connection, byte[] payload);

    /**
     * The connection has ended, or there was none; called once, and not after {@link #close}.
     *
     * @param refused whether the printer refused the login
     * @param reason why, for people
     */
    void onLost(PrinterConnection connection, boolean refused, String reason);
  }

  private static final String USER = "bblp";
  private static final int CONNECT_TIMEOUT_S = 10;
  private static final int KEEP_ALIVE_S = 30;
  private static final String FULL_REPORT =
      "{\"pushing\":{\"sequence_id\":\"0\",\"command\":\"pushall\"}}";
  private static final Logger LOG = LoggerFactory.getLogger(PrinterConnection.class);

  private final String serial;
  private final Listener listener;
  private final PrinterSocket socket;
  private final MqttAsyncClient client;
  private final MqttConnectOptions options = new MqttConnectOptions();
  private final AtomicBoolean ended = new AtomicBoolean();
  private volatile boolean open;

  /**
   * Creates a connection that is not open yet.
   *
   * @throws IOException if there can be none to this address
   */
  public PrinterConnection(
      String serial, Secret code, PrinterTrust trust, InetSocketAddress address, Listener listener)
      throws IOException {
    this.serial = serial;
    this.listener = listener;
    this.socket = new PrinterSocket(trust.sockets(), address);
    options.setUserName(USER);
    options.setPassword(code.reveal().toCharArray());
    options.setMqttVersion(MqttConnectOptions.MQTT_VERSION_3_1_1);
    options.setCleanSession(true);
    options.setAutomaticReconnect(false);
    options.setConnectionTimeout(CONNECT_TIMEOUT_S);
    options.setKeepAliveInterval(KEEP_ALIVE_S);
    options.setSocketFactory(new SingleSocketFactory(socket));
    try {
      client = new MqttAsyncClient(uri(address), clientId(), new MemoryPersistence());
      client.setCallback(new Callback());
    } catch (MqttException | IllegalArgumentException e) {
      throw new IOException("no connection to " + address, e);
    }
  }

  /** The scheme is that of plain text, as the socket itself speaks TLS. */
  private static String uri(InetSocketAddress printer) {
    InetAddress address = printer.getAddress();
    String host = address.getHostAddress().replaceFirst("%.*", "");
    return "tcp://" + (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + printer.getPort();
  }

  private static String clientId() {
    return "kitty-" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
  }

  /** Starts to connect; does not block. */
  public void open() {
    try {
      client.connect(options, null, onSuccess(this::subscribe));
    } catch (MqttException e) {
      end(e);
    }
  }

  private void subscribe() {
    try {
      client.subscribe("device/" + serial + "/report", 0, null, onSuccess(this::opened));
    } catch (MqttException e) {
      end(e);
    }
  }

  private void opened() {
    if (!ended.get()) {
      open = true;
      listener.onOpen(this);
    }
  }

  /** Returns whether the printer accepted the login and the subscription. */
  public boolean isOpen() {
    return open && !ended.get();
  }

  /** Requests a complete report. */
  public void requestFullReport() {
    try {
      client.publish(
          "device/" + serial + "/request", FULL_REPORT.getBytes(StandardCharsets.UTF_8), 0, false);
    } catch (MqttException e) {
      end(e);
    }
  }

  /** Ends the connection as lost. */
  public void abort(String reason) {
    if (ended.compareAndSet(false, true)) {
      closeSocket();
      listener.onLost(this, false, reason);
    }
  }

  private void end(Throwable failure) {
    if (ended.compareAndSet(false, true)) {
      closeSocket();
      LOG.debug("The connection to {} ended", serial, failure);
      listener.onLost(this, Failures.isRefusal(failure), Failures.sentence(failure));
    }
  }

  /** Ends the connection with a goodbye, within a second even if the printer reads nothing. */
  @Override
  public void close() {
    if (ended.compareAndSet(false, true)) {
      if (open) {
        goodbye();
      }
      closeSocket();
    }
  }

  private void goodbye() {
    Executor later = CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS);
    later.execute(this::closeSocket);
    try {
      socket.disconnect();
    } catch (IOException e) {
      LOG.debug("No goodbye to {}", serial, e);
    }
  }

  private void closeSocket() {
    try {
      socket.close();
    } catch (IOException e) {
      LOG.debug("The connection to {} could not be closed", serial, e);
    }
  }

  private IMqttActionListener onSuccess(Runnable next) {
    return new IMqttActionListener() {
      @Override
      public void onSuccess(IMqttToken token) {
        next.run();
      }

      @Override
      public void onFailure(IMqttToken token, Throwable failure) {
        end(failure);
      }
    };
  }

  private final class Callback implements MqttCallback {

    @Override
    public void connectionLost(Throwable cause) {
      end(cause);
    }

    @Override
    public void messageArrived(String topic, MqttMessage message) {
      if (!ended.get() && topic.equals("device/" + serial + "/report")) {
        listener.onReport(PrinterConnection.this, message.getPayload());
      }
    }

    @Override
    public void deliveryComplete(IMqttDeliveryToken token) {}
  }
}
