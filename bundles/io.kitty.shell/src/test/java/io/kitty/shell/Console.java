// SPDX-License-Identifier: Apache-2.0
package io.kitty.shell;

import io.kitty.shell.announcement.AnnouncementsCommand;
import io.kitty.shell.announcement.MulticastCommand;
import io.kitty.shell.announcement.MulticastResetCommand;
import io.kitty.shell.bindserver.BindCertificateCommand;
import io.kitty.shell.bindserver.BindServerCommand;
import io.kitty.shell.completion.DeviceIdCompleter;
import io.kitty.shell.completion.KindCompleter;
import io.kitty.shell.completion.ModuleCompleter;
import io.kitty.shell.completion.NotifyCompleter;
import io.kitty.shell.completion.ProtocolCompleter;
import io.kitty.shell.completion.PublisherNameCompleter;
import io.kitty.shell.completion.SerialCompleter;
import io.kitty.shell.completion.StatusCompleter;
import io.kitty.shell.device.DeviceCommand;
import io.kitty.shell.device.DevicesCommand;
import io.kitty.shell.device.ForgetCommand;
import io.kitty.shell.device.HistoryCommand;
import io.kitty.shell.device.PrintersCommand;
import io.kitty.shell.device.WakeCommand;
import io.kitty.shell.device.WatchCommand;
import io.kitty.shell.edit.IgnoreCommand;
import io.kitty.shell.edit.MergeCommand;
import io.kitty.shell.edit.NameCommand;
import io.kitty.shell.edit.NoteCommand;
import io.kitty.shell.edit.RoomCommand;
import io.kitty.shell.edit.SleepsCommand;
import io.kitty.shell.edit.SplitCommand;
import io.kitty.shell.edit.TagsCommand;
import io.kitty.shell.edit.UndoCommand;
import io.kitty.shell.module.DisableCommand;
import io.kitty.shell.module.EnableCommand;
import io.kitty.shell.module.InterfacesCommand;
import io.kitty.shell.module.MqttCommand;
import io.kitty.shell.module.ProtocolsCommand;
import io.kitty.shell.module.RegistryCommand;
import io.kitty.shell.module.ScanCommand;
import io.kitty.shell.notification.NotifyCommand;
import io.kitty.testkit.FakeCodec;
import io.kitty.testkit.hub.FakeConfigurator;
import io.kitty.testkit.hub.FakeDeviceEditor;
import io.kitty.testkit.hub.FakeHub;
import io.kitty.testkit.hub.FakeWakeOnLan;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.felix.gogo.runtime.threadio.ThreadIOImpl;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.impl.action.command.ManagerImpl;
import org.apache.karaf.shell.impl.console.HeadlessSessionImpl;
import org.apache.karaf.shell.impl.console.SessionFactoryImpl;
import org.apache.karaf.shell.support.parsing.DefaultParser;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Karaf's console with the hub's commands and a fake hub, without a container. */
public final class Console implements BeforeEachCallback, AfterEachCallback {

  public static final List<Class<?>> COMMANDS =
      List.of(
          AnnouncementsCommand.class,
          BindCertificateCommand.class,
          BindServerCommand.class,
          DeviceCommand.class,
          DevicesCommand.class,
          PrintersCommand.class,
          DisableCommand.class,
          EnableCommand.class,
          ForgetCommand.class,
          HealthCommand.class,
          HelpCommand.class,
          HistoryCommand.class,
          IgnoreCommand.class,
          InterfacesCommand.class,
          MergeCommand.class,
          MqttCommand.class,
          MulticastCommand.class,
          MulticastResetCommand.class,
          NameCommand.class,
          NoteCommand.class,
          NotifyCommand.class,
          ProtocolsCommand.class,
          RegistryCommand.class,
          RoomCommand.class,
          ScanCommand.class,
          SleepsCommand.class,
          SplitCommand.class,
          TagsCommand.class,
          TokenCommand.class,
          UndoCommand.class,
          WakeCommand.class,
          WatchCommand.class);

  private static final List<Class<?>> COMPLETERS =
      List.of(
          DeviceIdCompleter.class,
          KindCompleter.class,
          PublisherNameCompleter.class,
          ModuleCompleter.class,
          NotifyCompleter.class,
          ProtocolCompleter.class,
          SerialCompleter.class,
          StatusCompleter.class);

  public final FakeHub hub = new FakeHub();
  public final FakeDeviceEditor editor = new FakeDeviceEditor(hub);
  public final FakeConfigurator modules = new FakeConfigurator();
  public final FakeWakeOnLan wakeOnLan = new FakeWakeOnLan();
  public final Listeners listeners = new Listeners();

  private final ThreadIOImpl io = new ThreadIOImpl();
  private final SessionFactoryImpl factory = new SessionFactoryImpl(io);
  private volatile boolean hungUp;
  private final ByteArrayOutputStream out =
      new ByteArrayOutputStream() {
        @Override
        public void flush() throws IOException {
          if (hungUp) {
            throw new IOException("connection reset");
          }
        }
      };
  private final Session session =
      factory.create(
          new ByteArrayInputStream(new byte[0]),
          new PrintStream(out, true, StandardCharsets.UTF_8),
          new PrintStream(out, true, StandardCharsets.UTF_8));

  @Override
  public void beforeEach(ExtensionContext context) {
    io.start();
    factory.register(hub);
    factory.register(editor);
    factory.register(modules);
    factory.register(wakeOnLan);
    factory.register(new FakeCodec());
    factory.register(listeners.context());
    ManagerImpl manager = new ManagerImpl(factory, factory);
    COMPLETERS.forEach(manager::register);
    COMMANDS.forEach(manager::register);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    session.close();
    factory.stop();
    io.stop();
  }

  /** Adds a service, and offers the commands anew. */
  public void register(Object service) {
    factory.register(service);
  }

  /** Runs a command line and returns its output. */
  public String run(String line) throws Exception {
    out.reset();
    session.execute(line);
    return printed();
  }

  /** Runs a command line and returns its output lines without the head of a table. */
  public List<String> rows(String line) throws Exception {
    return run(line).lines().skip(2).toList();
  }

  /** Presses Ctrl-C. */
  public void interrupt() {
    ((HeadlessSessionImpl) session).getSession().foregroundJob().interrupt();
  }

  /** Closes the reading end of the output. */
  public void hangUp() {
    hungUp = true;
  }

  /** Closes the session. */
  public void close() {
    session.close();
  }

  /** Returns the output since the start of the last {@link #run}. */
  public String printed() {
    return out.toString(StandardCharsets.UTF_8);
  }

  /** Returns the completions at the end of a line. */
  public List<String> complete(String line) {
    String name = line.substring(0, line.indexOf(' '));
    List<String> candidates = new ArrayList<>();
    factory
        .getCommand("kitty", name.substring("kitty:".length()))
        .getCompleter(false)
        .complete(session, new DefaultParser().parse(session, line, line.length()), candidates);
    return candidates.stream().map(String::strip).toList();
  }
}
