// SPDX-License-Identifier: Apache-2.0
package io.kitty.shell;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.kitty.hub.AccessTokens;
import io.kitty.hub.AccessTokens.Issued;
import io.kitty.hub.AccessTokens.Scope;
import io.kitty.hub.AccessTokens.Token;
import io.kitty.shell.format.Labels;
import io.kitty.shell.format.SafeTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.CommandException;
import org.jspecify.annotations.Nullable;

/** Creates, lists and revokes named tokens, and prints the owner's. */
@Service
@Command(
    scope = "kitty",
    name = "token",
    description = "Creates a token for a program, or lists them.")
public class TokenCommand implements Action {

  private static final int MAX_DAYS = 36500;

  @Reference(optional = true)
  private @Nullable AccessTokens tokens;

  @Reference private Session session;

  @Option(name = "--full", description = "Allow changes, not only reading.")
  private boolean full;

  @Option(name = "--days", description = "The days until it expires; never if not given.")
  private @Nullable Integer days;

  @Option(name = "--revoke", description = "Remove the token of this name.")
  private boolean revoke;

  @Option(name = "--owner", description = "Print the owner's token, which grants all rights.")
  private boolean owner;

  @Option(name = "--json", description = "Print JSON.")
  private boolean json;

  @Argument(
      name = "name",
      description = "The token's name: letters, digits, dots, dashes; without one all are listed.")
  private @Nullable String name;

  @Override
  public @Nullable Object execute() throws CommandException {
    AccessTokens all = tokens;
    if (all == null) {
      throw new CommandException("The web module does not run; kitty:health says why.");
    }
    try {
      if (owner) {
        printOwners(all.ownersFile());
      } else if (name == null) {
        list(all);
      } else if (revoke) {
        revoke(all, name);
      } else {
        create(all, name);
      }
    } catch (IOException e) {
      throw new CommandException("The tokens cannot be read or kept: " + e.getMessage());
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new CommandException(e.getMessage());
    }
    return null;
  }

  private void printOwners(Path file) throws IOException {
    String secret = Files.readString(file).strip();
    System.out.println(
        json
            ? JsonNodeFactory.instance
                .objectNode()
                .put("file", file.toString())
                .put("token", secret)
            : secret);
  }

  private void create(AccessTokens all, String name) throws IOException, CommandException {
    if (days != null && (days < 1 || days > MAX_DAYS)) {
      throw new CommandException("--days " + days + " is not allowed: 1 to " + MAX_DAYS);
    }
    Instant expires = days == null ? null : Instant.now().plus(Duration.ofDays(days));
    Issued issued = all.create(name, full ? Scope.FULL : Scope.READ, expires);
    System.out.println(
        json
            ? JsonNodeFactory.instance.objectNode().put("name", name).put("token", issued.secret())
            : issued.secret());
  }

  private void revoke(AccessTokens all, String name) throws IOException, CommandException {
    if (!all.revoke(name)) {
      throw new CommandException(
          "There is no token " + SafeTable.fit(name, 64) + "; kitty:token lists them.");
    }
    System.out.println(
        json ? JsonNodeFactory.instance.objectNode().put("revoked", name) : "Revoked " + name);
  }

  private void list(AccessTokens all) {
    if (json) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      for (Token token : all.list()) {
        array.addObject().put("name", token.name()).put("scope", Labels.of(token.scope()));
      }
      System.out.println(array);
      return;
    }
    SafeTable table =
        new SafeTable("No program has a token. kitty:token NAME makes one.")
            .column("Name", 40)
            .column("Allows", 8)
            .column("Until", 26);
    for (Token token : all.list()) {
      Instant expires = token.expires();
      String until =
          expires == null
              ? "for ever"
              : token.expired(Instant.now()) ? "expired" : expires.toString();
      table.row(token.name(), Labels.of(token.scope()), until);
    }
    table.print(session);
    System.out.println(
        "The owner's token is in " + all.ownersFile() + "; kitty:token --owner prints it.");
  }
}
