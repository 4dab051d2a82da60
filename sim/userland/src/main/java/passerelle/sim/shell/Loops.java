package passerelle.sim.shell;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** {@code while}, {@code until}, {@code for} and {@code select}, and how one leaves them. */
record Loops(Interpreter interpreter, Expander expander, ShellState shell) {
  Loops(Interpreter interpreter, Expander expander) {
    this(interpreter, expander, interpreter.shell());
  }

  int run(Command.Loop loop) {
    BooleanSupplier holds = () -> interpreter.tested(loop.condition()) == 0;
    return repeat(() -> holds.getAsBoolean() != loop.until(), loop.body(), () -> {});
  }

  int run(Command.For loop) {
    Iterator<String> values = values(loop.words()).iterator();
    if (!loop.name().matches("[A-Za-z_][A-Za-z0-9_]*")) {
      String text = shell.prefix() + "`" + loop.name() + "': not a valid identifier";
      return interpreter.self().stderr().println(text, 1);
    }
    return repeat(
        () -> {
          boolean more = values.hasNext();
          if (more) {
            interpreter.traced(loop.text());
            shell.variables.set(loop.name(), values.next());
          }
          return more;
        },
        loop.body(),
        () -> {});
  }

  int run(Command.ForArithmetic loop) {
    shell.line = loop.line();
    expander.evaluate(loop.first());
    boolean always = loop.condition().parts().isEmpty();
    return repeat(
        () -> always || expander.evaluate(loop.condition()) != 0,
        loop.body(),
        () -> expander.evaluate(loop.step()));
  }

  /** An empty line shows the menu again; the end of input ends it. */
  int run(Command.Select select) {
    List<String> values = values(select.words());
    if (values.isEmpty()) {
      return 0;
    }
    Menu menu = new Menu(interpreter.self(), shell, values);
    int status =
        repeat(
            () -> {
              Optional<String> chosen = menu.ask();
              chosen.ifPresent(value -> shell.variables.set(select.name(), value));
              return chosen.isPresent();
            },
            select.body(),
            () -> {});
    return menu.isOver() ? 1 : status;
  }

  private List<String> values(Optional<List<Word>> words) {
    return words.isPresent() ? expander.fields(words.get()) : shell.positional;
  }

  private int repeat(BooleanSupplier condition, Command body, Runnable step) {
    int status = 0;
    shell.loopDepth++;
    try {
      while (condition.getAsBoolean()) {
        status = iteration(body);
        step.run();
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
  private int afterJump(Jump jump) {
    boolean loops = jump.kind() == Jump.Kind.BREAK || jump.kind() == Jump.Kind.CONTINUE;
    if (!loops) {
      throw jump;
    }
    if (jump.number() > 1) {
      throw jump.outwards();
    }
    return shell.status;
  }
}
