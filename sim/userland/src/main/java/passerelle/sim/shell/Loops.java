package passerelle.sim.shell;

import java.util.List;

/** {@code while}, {@code until} and {@code for}, and how one leaves them. */
final class Loops {
  private final Interpreter interpreter;
  private final ShellState shell;
  private final Expander expander;

  Loops(Interpreter interpreter, Expander expander) {
    this.interpreter = interpreter;
    this.expander = expander;
    shell = interpreter.shell();
  }

  int run(Command.Loop loop) {
    int status = 0;
    shell.loopDepth++;
    try {
      while ((interpreter.tested(loop.condition()) == 0) != loop.until()) {
        status = iteration(loop.body());
      }
    } catch (Jump jump) {
      return afterJump(jump);
    } finally {
      shell.loopDepth--;
    }
    return status;
  }

  int run(Command.For loop) {
    List<String> values =
        loop.words().isPresent() ? expander.fields(loop.words().get()) : shell.positional;
    int status = 0;
    shell.loopDepth++;
    try {
      for (String value : values) {
        shell.variables.set(loop.name(), value);
        status = iteration(loop.body());
      }
    } catch (Jump jump) {
      return afterJump(jump);
    } finally {
      shell.loopDepth--;
    }
    return status;
  }

  /** Runs the body once; a {@code continue} of this loop ends here. */
  private int iteration(Command body) {
    try {
      return interpreter.run(body);
    } catch (Jump jump) {
      if (jump.kind() == Jump.Kind.CONTINUE && jump.number() <= 1) {
        return 0;
      }
      throw jump;
    }
  }

  /** A {@code break} of this loop ends here, one of an outer loop goes on. */
  private static int afterJump(Jump jump) {
    boolean loops = jump.kind() == Jump.Kind.BREAK || jump.kind() == Jump.Kind.CONTINUE;
    if (!loops) {
      throw jump;
    }
    if (jump.number() > 1) {
      throw jump.outwards();
    }
    return 0;
  }
}
