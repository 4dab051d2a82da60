package passerelle.sim.process;

import java.util.List;

/** Unwinds the stack of a program that becomes another one. */
final class Exec extends Error {
  private final transient Program program;
  private final transient List<String> argv;

  Exec(Program program, List<String> argv) {
    super("exec", null, false, false);
    this.program = program;
    this.argv = List.copyOf(argv);
  }

  Program program() {
    return program;
  }

  List<String> argv() {
    return argv;
  }
}
