// SPDX-License-Identifier: Apache-2.0
package io.kitty.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kitty.discovery.Datagram;
import io.kitty.discovery.DiscoveryContext;
import io.kitty.discovery.DiscoveryProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ProviderContractTest extends ProviderContract {

  @Override
  protected DiscoveryProvider provider() {
    return new EchoProvider();
  }

  @Override
  protected List<byte[]> samples() {
    return List.of(EchoProvider.SAMPLE);
  }

  /** Runs the kit on a provider that it should object to. */
  private static final class Kit extends ProviderContract {
    private final DiscoveryProvider provider;

    Kit(DiscoveryProvider provider) {
      this.provider = provider;
    }

    @Override
    protected DiscoveryProvider provider() {
      return provider;
    }

    @Override
    protected List<byte[]> samples() {
      return List.of(EchoProvider.SAMPLE);
    }
  }

  @Test
  void objectsToAHandlerThatThrows() {
    EchoProvider throwing =
        new EchoProvider() {
          @Override
          void heard(DiscoveryContext context, Datagram datagram) {
            assertThat(datagram.payload()[0]).isNotNegative();
          }
        };
    assertThatThrownBy(() -> new Kit(throwing).noDatagramHarmsIt())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("datagram number");
  }

  @Test
  void objectsToAProviderThatRemembersEverybody() {
    EchoProvider hoarding =
        new EchoProvider() {
          private final List<Object> heard = new ArrayList<>();

          @Override
          void heard(DiscoveryContext context, Datagram datagram) {
            heard.add(List.of(datagram.address(), datagram.text()));
          }
        };
    assertThatThrownBy(() -> new Kit(hoarding).noDatagramHarmsIt())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("objects that it holds on to");
  }

  @Test
  void objectsToTasksWithoutEnd() {
    EchoProvider busy =
        new EchoProvider() {
          @Override
          void heard(DiscoveryContext context, Datagram datagram) {
            context.execute(() -> context.count(datagram.text(), 1));
          }
        };
    assertThatThrownBy(() -> new Kit(busy).noDatagramHarmsIt())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("objects that it holds on to");
  }

  @Test
  void objectsToAThreadThatStays() {
    CountDownLatch end = new CountDownLatch(1);
    DiscoveryProvider leaking = context -> new Thread(() -> await(end), "leaked").start();
    try {
      assertThatThrownBy(() -> new Kit(leaking).leavesNoThreadBehind())
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("leaked");
    } finally {
      end.countDown();
    }
  }

  private static void await(CountDownLatch end) {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void objectsToAProviderThatMixesItsContexts() {
    EchoProvider mixing =
        new EchoProvider() {
          private DiscoveryContext last;

          @Override
          public void start(DiscoveryContext context) throws Exception {
            last = context;
            super.start(context);
          }

          @Override
          void heard(DiscoveryContext context, Datagram datagram) {
            super.heard(last, datagram);
          }
        };
    assertThatThrownBy(() -> new Kit(mixing).whatHappensLateHarmsNobody())
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void objectsToAProviderWithoutAnnotations() {
    assertThatThrownBy(() -> new Kit(context -> {}).saysWhichProtocolItIs())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("no component");
  }
}
