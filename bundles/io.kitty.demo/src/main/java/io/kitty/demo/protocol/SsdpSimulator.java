// SPDX-License-Identifier: Apache-2.0
package io.kitty.demo.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import io.kitty.demo.network.Http;
import io.kitty.demo.network.LoopbackNetwork;
import io.kitty.demo.network.ProtocolSimulator;
import io.kitty.demo.network.SimulatedAddress;
import io.kitty.demo.network.SimulatedWebServer;
import io.kitty.demo.network.SimulatedWebServer.Response;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A UPnP device: it announces itself, answers searches, serves its description over HTTP, and sends
 * byebye (UPnP Device Architecture 1.1, chapters 1 and 2).
 */
public final class SsdpSimulator implements ProtocolSimulator {

  private static final Logger LOG = LoggerFactory.getLogger(SsdpSimulator.class);

  public static final InetAddress GROUP = LoopbackNetwork.address(239, 255, 255, 250);
  public static final int PORT = 1900;

  private static final Duration PERIOD = Duration.ofSeconds(60);
  private static final String DESCRIPTION_PATH = "/description.xml";

  private final SimulatedAddress host;
  private final JsonNode values;
  private final String udn;
  private final List<String> types;
  private String location = "";

  public SsdpSimulator(SimulatedAddress host, JsonNode values) {
    this.host = host;
    this.values = values;
    this.udn = "uuid:" + values.path("uuid").asText();
    this.types = List.of("upnp:rootdevice", udn, values.path("type").asText());
  }

  @Override
  public void start() throws IOException {
    int port = SimulatedWebServer.start(host, 0, this::serve);
    location = "http://" + host.ip() + ":" + port + DESCRIPTION_PATH;
    host.join(GROUP, PORT, this::handle);
    host.periodically(PERIOD, () -> announce("ssdp:alive"));
  }

  private Response serve(HttpExchange request) {
    boolean description = request.getRequestURI().getPath().equals(DESCRIPTION_PATH);
    return Response.of(
        (description ? "text/xml" : "text/html") + "; charset=utf-8",
        (description ? description() : page()).getBytes(UTF_8));
  }

  @Override
  public void goodbye() {
    try {
      announce("ssdp:byebye");
    } catch (IOException e) {
      LOG.debug("{} could not send its goodbye", host.ip(), e);
    }
  }

  private void announce(String subtype) throws IOException {
    for (String type : types) {
      List<String> headers = new ArrayList<>();
      headers.add("HOST: 239.255.255.250:1900");
      headers.add("NT: " + type);
      headers.add("NTS: " + subtype);
      headers.add("USN: " + usn(type));
      if (subtype.equals("ssdp:alive")) {
        headers.addAll(presence());
      }
      String message = Http.message("NOTIFY * HTTP/1.1", headers);
      host.send(PORT, message.getBytes(UTF_8), new InetSocketAddress(GROUP, PORT));
    }
  }

  private void handle(byte[] payload, InetSocketAddress from) throws IOException {
    String message = new String(payload, UTF_8);
    Map<String, String> headers = Http.headers(message);
    if (message.startsWith("M-SEARCH * HTTP/1.1")
        && headers.getOrDefault("man", "").equals("\"ssdp:discover\"")) {
      String target = headers.getOrDefault("st", "");
      for (String type : types) {
        if (target.equals("ssdp:all") || target.equals(type)) {
          host.send(PORT, answer(type).getBytes(UTF_8), from);
        }
      }
    }
  }

  private String answer(String type) {
    List<String> headers = new ArrayList<>(presence());
    headers.add("EXT:");
    headers.add("ST: " + type);
    headers.add("USN: " + usn(type));
    return Http.message("HTTP/1.1 200 OK", headers);
  }

  private List<String> presence() {
    return List.of(
        "CACHE-CONTROL: max-age=1800",
        "LOCATION: " + location,
        "SERVER: " + values.path("server").asText("Linux UPnP/1.1"),
        "BOOTID.UPNP.ORG: 1",
        "CONFIGID.UPNP.ORG: 1");
  }

  private String usn(String type) {
    return type.equals(udn) ? udn : udn + "::" + type;
  }

  String description() {
    return """
    <?xml version="1.0"?>
    <root xmlns="urn:schemas-upnp-org:device-1-0">
      <specVersion><major>1</major><minor>1</minor></specVersion>
      <device>
        <deviceType>%s</deviceType>
        <friendlyName>%s</friendlyName>
        <manufacturer>%s</manufacturer>
        <modelName>%s</modelName>
        <modelNumber>%s</modelNumber>
        <serialNumber>%s</serialNumber>
        <UDN>%s</UDN>
        <presentationURL>/</presentationURL>
      </device>
    </root>
    """
        .formatted(
            text("type"),
            text("name"),
            text("manufacturer"),
            text("model"),
            text("number"),
            text("serial"),
            udn);
  }

  private String page() {
    return "<!doctype html><title>%1$s</title><h1>%1$s</h1><p>%2$s %3$s, simulated by the demo.</p>"
        .formatted(text("name"), text("manufacturer"), text("model"));
  }

  private String text(String name) {
    return values.path(name).asText().replace("&", "&amp;").replace("<", "&lt;");
  }
}
