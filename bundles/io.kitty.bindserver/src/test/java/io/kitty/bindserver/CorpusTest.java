// SPDX-License-Identifier: Apache-2.0
package io.kitty.bindserver;

import com.fasterxml.jackson.databind.JsonNode;
import io.kitty.testkit.FakeContext;
import io.kitty.testkit.contract.CorpusContract;
import io.kitty.testkit.contract.Sample;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Requests are sent to a printer over a socket, and replies are received over one. */
class CorpusTest extends CorpusContract {

  @Override
  protected boolean covers(Sample sample) {
    return sample.protocol().equals("bambu-detect");
  }

  @Override
  protected Optional<Map<String, Object>> read(Sample sample) throws Exception {
    return sample.transport().contains("printer->client") ? reply(sample) : request(sample);
  }

  private static Optional<Map<String, Object>> request(Sample sample) throws Exception {
    try (FakeContext context = new FakeContext()) {
      BindServerProvider provider = Printers.provider();
      provider.start(context);
      int port = provider.server().orElseThrow().ports().get(0).number();
      try (Socket socket = Slicer.connect(port)) {
        socket.getOutputStream().write(sample.bytes());
        socket.shutdownOutput();
        return Slicer.reply(socket).map(CorpusTest::fields);
      }
    }
  }

  private static Optional<Map<String, Object>> reply(Sample sample) throws IOException {
    try (ServerSocket printer = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        Socket slicer = Slicer.connect(printer.getLocalPort())) {
      try (Socket client = printer.accept()) {
        client.getOutputStream().write(sample.bytes());
      }
      return Slicer.reply(slicer).map(CorpusTest::fields);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Map<String, Object> fields(JsonNode login) {
    Map<String, Object> fields = new HashMap<>();
    login.properties().forEach(field -> fields.put(field.getKey(), field.getValue().asText()));
    fields.put("model_code", fields.remove("model"));
    return fields;
  }

  @Override
  protected Collection<byte[]> requests(Sample sample) {
    return List.of();
  }
}
