// SPDX-License-Identifier: Apache-2.0
package io.kitty.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;
import static org.ops4j.pax.exam.CoreOptions.composite;
import static org.ops4j.pax.exam.CoreOptions.environment;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.configureConsole;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.editConfigurationFilePut;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.karafDistributionConfiguration;

import io.kitty.announce.Announcement;
import io.kitty.announce.AnnouncementListener;
import io.kitty.announce.AnnouncementStats;
import io.kitty.announce.Announcer;
import io.kitty.announce.AnnouncerFactory;
import io.kitty.announce.ReceivedAnnouncement;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.inject.Inject;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;

/** Tests that run inside the container. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class InsideIT {
  @Inject private BundleContext context;
  @Inject private ServiceComponentRuntime components;

  @Configuration
  public Option[] container() throws IOException {
    leaveStandardInputAlone();
    return new Option[] {
      karafDistributionConfiguration()
          .frameworkUrl(new File(System.getProperty("kitty.archive")).toURI().toString())
          .name("Kitty Discovery")
          .unpackDirectory(new File(System.getProperty("kitty.hubs"), "inside"))
          .useDeployFolder(false),
      environment("API_PORT=" + HubProcess.freePort()),
      configureConsole().ignoreLocalConsole().ignoreRemoteShell(),
      editConfigurationFilePut(
          "etc/org.ops4j.pax.url.mvn.cfg",
          "org.ops4j.pax.url.mvn.localRepository",
          System.getProperty("kitty.repository")),
      onLoopbackOnly(),
    };
  }

  private static Option onLoopbackOnly() throws IOException {
    List<Option> edits = new ArrayList<>();
    for (String pid : HubProcess.protocols()) {
      String file = "etc/" + pid + ".cfg";
      edits.add(editConfigurationFilePut(file, "interfaces", HubProcess.loopback()));
    }
    return composite(edits.toArray(Option[]::new));
  }

  /** Waits for all features, as the container starts tests before. */
  @Before
  public void waitForTheFeatures() throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (context.getServiceReference("org.apache.karaf.features.BootFinished") == null) {
      assertTrue("the features are installed in time", System.nanoTime() < deadline);
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  @Test
  public void everyBundleIsActive() {
    List<Bundle> ours = ours();

    assertTrue(ours.toString(), ours.size() >= 7);
    for (Bundle bundle : ours) {
      assertEquals(bundle.toString(), Bundle.ACTIVE, bundle.getState());
    }
  }

  @Test
  public void everyComponentIsSatisfied() {
    Bundle[] ours = ours().toArray(Bundle[]::new);

    List<ComponentConfigurationDTO> unsatisfied =
        components.getComponentDescriptionDTOs(ours).stream()
            .map(components::getComponentConfigurationDTOs)
            .flatMap(Collection::stream)
            .filter(
                component ->
                    component.state != ComponentConfigurationDTO.SATISFIED
                        && component.state != ComponentConfigurationDTO.ACTIVE)
            .collect(Collectors.toList());

    assertEquals(List.of(), unsatisfied);
  }

  @Test
  public void anotherBundleReceivesAnnouncements() throws Exception {
    BlockingQueue<ReceivedAnnouncement> heard = new LinkedBlockingQueue<>();
    ServiceRegistration<AnnouncementListener> listener =
        context.registerService(
            AnnouncementListener.class,
            heard::add,
            new Hashtable<>(Map.of(AnnouncementListener.TYPE, "side")));
    try {
      ReceivedAnnouncement first = null;
      for (int i = 0; i < 100 && first == null; i++) {
        MulticastPeer.announce("127.0.5.8", "{\"type\": \"other\", \"addr\": \"127.0.5.8:1\"}");
        MulticastPeer.announce("127.0.5.8", "{\"type\": \"inside\", \"addr\": \"127.0.5.8:1\"}");
        first = heard.poll(100, TimeUnit.MILLISECONDS);
      }

      assertNotNull(first);
      assertEquals("inside", first.type());
      assertEquals("127.0.5.8", first.host());
      assertEquals(1, first.port());
    } finally {
      listener.unregister();
    }
  }

  @Test
  public void anotherBundleAnnounces() throws Exception {
    AnnouncerFactory announcers =
        context.getService(context.getServiceReference(AnnouncerFactory.class));
    Announcement what =
        new Announcement(
            "{\"type\": \"inside\"}",
            InetAddress.getByName("224.1.1.1"),
            5004,
            1,
            Duration.ofSeconds(1));

    Announcer announcer = announcers.announce("inside", what);

    for (int i = 0; i < 100 && !announcer.running(); i++) {
      TimeUnit.MILLISECONDS.sleep(100);
    }
    assertTrue("it runs", announcer.running());
    String byName = "(name=inside)";
    assertEquals(1, context.getServiceReferences(Announcer.class, byName).size());
    assertEquals(1, context.getServiceReferences(AnnouncementStats.class, byName).size());
    announcer.update("{\"type\": \"inside\", \"name\": \"updated\"}");
    assertThrows(IllegalArgumentException.class, () -> announcer.update("nothing"));
    assertThrows(IllegalArgumentException.class, () -> announcers.announce("inside", what));
    announcer.close();
    assertEquals(0, context.getServiceReferences(Announcer.class, byName).size());
  }

  /**
   * Keeps standard input: Pax Exam passes it to the container, which would consume Maven's commands
   * to this process, such as the one to exit.
   */
  private static void leaveStandardInputAlone() {
    System.setIn(InputStream.nullInputStream());
  }

  private List<Bundle> ours() {
    return Arrays.stream(context.getBundles())
        .filter(bundle -> bundle.getSymbolicName().startsWith("io.kitty."))
        .collect(Collectors.toList());
  }
}
