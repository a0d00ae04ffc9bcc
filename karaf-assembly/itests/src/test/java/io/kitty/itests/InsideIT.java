// SPDX-License-Identifier: Apache-2.0
package io.kitty.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;
import static org.ops4j.pax.exam.CoreOptions.composite;
import static org.ops4j.pax.exam.CoreOptions.environment;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.configureConsole;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.editConfigurationFilePut;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.karafDistributionConfiguration;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import javax.inject.Inject;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;

/** What can be seen from inside the container only. */
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

  /**
   * Pax Exam hands standard input to the container, and so would swallow what Maven tells this
   * process: that it may end, for one, which it then waits for half a minute.
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
