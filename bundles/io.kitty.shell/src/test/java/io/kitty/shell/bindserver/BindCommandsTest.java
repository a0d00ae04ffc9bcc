// SPDX-License-Identifier: Apache-2.0
package io.kitty.shell.bindserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kitty.shell.Console;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The commands for virtual printers. */
class BindCommandsTest {

  private static final String FIRST = "01P00A391800001";
  private static final String SECOND = "01P00B391800001";

  @RegisterExtension final Console console = new Console();

  private void register(FakePrinter... printers) {
    for (FakePrinter printer : printers) {
      console.listeners.installed.service(printer.serial(), printer);
    }
  }

  @AfterEach
  void givesAllServicesBack() {
    assertThat(console.listeners.installed.held()).isEmpty();
  }

  @Test
  void showsPortsAndTls() throws Exception {
    register(FakePrinter.off(SECOND, "Attic"), FakePrinter.on(FIRST, "Bench\u001b[31m"));

    assertThat(console.run("kitty:bind-server").lines().map(String::stripTrailing))
        .containsExactly(
            "Printer   | Serial          | Port | Address   | State  | Answered",
            "----------+-----------------+------+-----------+--------+---------",
            "Bench[31m | 01P00A391800001 | 3000 | 192.0.2.2 | open   |        6",
            "Bench[31m | 01P00A391800001 | 3002 | 192.0.2.2 | failed |        0",
            "Attic     | 01P00B391800001 |      |           | off    |",
            "01P00A391800001 refused 3 callers on port 3000",
            "01P00A391800001: TCP port 3002 of 192.0.2.2: Address already in use",
            "01P00A391800001 offers TLS_AES_256_GCM_SHA384, TLS_AES_128_GCM_SHA256",
            "01P00A391800001 does not offer TLS_RSA_WITH_AES_256_GCM_SHA384: this Java has switched"
                + " them off");
  }

  @Test
  void showsTheSameAsJson() throws Exception {
    register(FakePrinter.off(SECOND, "Attic"), FakePrinter.on(FIRST, "Bench"));

    assertThat(console.run("kitty:bind-server --json").strip())
        .isEqualTo(
            """
            [{"serial":"01P00A391800001","model":"C12","name":"Bench","running":true,"ports":[\
            {"for":"plain","port":3000,"address":"192.0.2.2","state":"open","failure":"",\
            "connections":9,"answered":6,"refused":{"magic":2,"hung_up":1}},\
            {"for":"tls","port":3002,"address":"192.0.2.2","state":"failed","failure":\
            "TCP port 3002 of 192.0.2.2: Address already in use",\
            "connections":0,"answered":0,"refused":{}}],\
            "cipher_suites":{"TLS_AES_256_GCM_SHA384":true,"TLS_AES_128_GCM_SHA256":true,\
            "TLS_RSA_WITH_AES_256_GCM_SHA384":false}},\
            {"serial":"01P00B391800001","model":"C12","name":"Attic","running":false,"ports":[],\
            "cipher_suites":{}}]\
            """);
  }

  @Test
  void showsHowToConfigureOneIfThereIsNone() throws Exception {
    assertThat(console.run("kitty:bind-server"))
        .contains(
            "No virtual printer is configured. etc/io.kitty.bindserver-example.cfg shows how.");
    assertThat(console.run("kitty:bind-server --json").strip()).isEqualTo("[]");
    assertThatThrownBy(() -> console.run("kitty:bind-certificate"))
        .hasMessage("No virtual printer is running.");
  }

  @Test
  void printsTheCertificateOfTheOnlyOrTheGivenPrinter() throws Exception {
    register(FakePrinter.on(SECOND, "Attic"), FakePrinter.off("01P00C391800001", "Cellar"));
    String pem = "-----BEGIN of " + SECOND + "-----\n";
    assertThat(console.run("kitty:bind-certificate")).isEqualTo(pem);

    register(FakePrinter.on(FIRST, "Bench"));

    assertThat(console.run("kitty:bind-certificate " + SECOND.toLowerCase())).isEqualTo(pem);
    assertThat(console.run("kitty:bind-certificate --json " + FIRST).strip())
        .isEqualTo(
            """
            {"serial":"01P00A391800001","expires":"2045-01-01T10:00:00Z",\
            "pem":"-----BEGIN of 01P00A391800001-----\\n"}\
            """);
    for (String unclear : new String[] {"", " 01P00C391800001"}) {
      assertThatThrownBy(() -> console.run("kitty:bind-certificate" + unclear))
          .hasMessage("Say which of them: 01P00A391800001, 01P00B391800001");
    }
  }

  @Test
  void completesSerialNumbers() {
    register(FakePrinter.on(FIRST, "Bench"), FakePrinter.off("", ""));

    assertThat(console.complete("kitty:bind-certificate ")).containsExactly(FIRST);
  }
}
