package dev.confab.gateway.input;

import dev.confab.schema.command.Command;
import dev.confab.schema.error.Violation;
import java.util.List;

/// A command as a client asked for it, or what is wrong with it.
public sealed interface Checked<C extends Command> {
  record Valid<C extends Command>(C command) implements Checked<C> {}

  /// At least one.
  record Invalid<C extends Command>(List<Violation> violations) implements Checked<C> {}
}
