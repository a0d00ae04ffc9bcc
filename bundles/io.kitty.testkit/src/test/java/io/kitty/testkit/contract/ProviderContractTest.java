// SPDX-License-Identifier: Apache-2.0
package io.kitty.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kitty.discovery.Datagram;
import io.kitty.discovery.DiscoveryContext;
import io.kitty.discovery.DiscoveryProvider;
import io.kitty.testkit.EchoProvider;
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

  /** Runs the contract on a provider that violates it. */
  private static final class Contract extends ProviderContract {
    private final DiscoveryProvider provider;

    Contract(DiscoveryProvider provider) {
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
  void rejectsThrowingHandlers() {
    EchoProvider throwing =
        new EchoProvider() {
          @Override
          public void onDatagram(DiscoveryContext context, Datagram datagram) {
            assertThat(datagram.payload()[0]).isNotNegative();
          }
        };
    assertThatThrownBy(() -> new Contract(throwing).survivesMalformedDatagrams())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("datagram number");
  }

  @Test
  void rejectsUnboundedState() {
    EchoProvider hoarding =
        new EchoProvider() {
          private final List<Object> received = new ArrayList<>();

          @Override
          public void onDatagram(DiscoveryContext context, Datagram datagram) {
            received.add(List.of(datagram.address(), datagram.text()));
          }
        };
    assertThatThrownBy(() -> new Contract(hoarding).survivesMalformedDatagrams())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("objects that it holds on to");
  }

  @Test
  void rejectsUnboundedTasks() {
    EchoProvider busy =
        new EchoProvider() {
          @Override
          public void onDatagram(DiscoveryContext context, Datagram datagram) {
            context.execute(() -> context.count(datagram.text(), 1));
          }
        };
    assertThatThrownBy(() -> new Contract(busy).survivesMalformedDatagrams())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("objects that it holds on to");
  }

  @Test
  void rejectsLeakedThreads() {
    CountDownLatch end = new CountDownLatch(1);
    DiscoveryProvider leaking = context -> new Thread(() -> await(end), "leaked").start();
    try {
      assertThatThrownBy(() -> new Contract(leaking).leavesNoThreadBehind())
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
  void rejectsMixedContexts() {
    EchoProvider mixing =
        new EchoProvider() {
          private DiscoveryContext last;

          @Override
          public void start(DiscoveryContext context) throws Exception {
            last = context;
            super.start(context);
          }

          @Override
          public void onDatagram(DiscoveryContext context, Datagram datagram) {
            super.onDatagram(last, datagram);
          }
        };
    assertThatThrownBy(() -> new Contract(mixing).lateCallsHaveNoEffect())
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void rejectsMissingAnnotations() {
    assertThatThrownBy(() -> new Contract(context -> {}).declaresItsProtocol())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("no component");
  }
}
