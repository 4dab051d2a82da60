package passerelle.sim.shell;

import passerelle.sim.process.Process;

/** How builtins say what is wrong. */
record Complaints(Process self, ShellState shell) {
  /** Says it in the name of a builtin, and returns the status: bash's, or ash's 2. */
  int fail(String builtin, String message, int bashStatus) {
    self.stderr().print(shell.prefix(builtin) + message + "\n");
    return shell.dialect == Dialect.BASH ? bashStatus : 2;
  }

  /**
   * Says it of a special builtin, whose failure ends all but bash (POSIX.1-2017, XCU 2.8.1).
   *
   * @return bash's status
   */
  int failSpecial(String builtin, String message, int bashStatus) {
    if (!isBash()) {
      throw new ShellError(builtin, message, 2);
    }
    return fail(builtin, message, bashStatus);
  }

  /** bash says it with how the builtin is to be used, a line of its own. */
  int usage(String builtin, String message, String usage) {
    fail(builtin, message, 2);
    return self.stderr().println(builtin + ": usage: " + usage, 2);
  }

  /**
   * Says it as the tool of the same name inside BusyBox does: without the builtin's name in ash.
   */
  int tool(String builtin, String message, int status) {
    String prefix = shell.dialect == Dialect.ASH ? shell.prefix() : shell.prefix(builtin);
    return self.stderr().print(prefix + message + "\n", status);
  }

  /** The words of this shell. */
  String worded(String bash, String ash, String dash) {
    return shell.dialect.choose(bash, ash, dash);
  }

  boolean isDash() {
    return shell.dialect == Dialect.DASH;
  }

  boolean isBash() {
    return shell.dialect == Dialect.BASH;
  }
}
