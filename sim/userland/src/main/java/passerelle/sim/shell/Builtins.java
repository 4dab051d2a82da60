package passerelle.sim.shell;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The builtins of one shell, by name. */
final class Builtins {
  private static final List<String> UNMODELLED_OF_BASH =
      List.of("bind", "complete", "enable", "help", "suspend");

  private Builtins() {}

  static Map<String, Builtin> of(Interpreter interpreter, SimpleCommands commands) {
    Map<String, Builtin> builtins = new TreeMap<>();
    Complaints complaints = new Complaints(interpreter.self(), interpreter.shell());
    new ControlBuiltins(interpreter, commands, complaints).register(builtins);
    new VariableBuiltins(interpreter.self(), interpreter.shell(), commands, complaints)
        .register(builtins);
    new SetBuiltin(interpreter.self(), interpreter.shell(), complaints).register(builtins);
    new LimitBuiltins(interpreter.self(), interpreter.shell(), complaints).register(builtins);
    new UmaskBuiltin(interpreter.self(), complaints).register(builtins);
    new DeclareBuiltins(interpreter.self(), interpreter.shell(), complaints).register(builtins);
    new DirectoryBuiltins(interpreter.self(), interpreter.shell(), complaints).register(builtins);
    new GetoptsBuiltin(interpreter.self(), interpreter.shell(), complaints).register(builtins);
    if (complaints.isBash()) {
      new MapfileBuiltin(interpreter.self(), interpreter.shell()).register(builtins);
      new ShoptBuiltin(interpreter.self(), interpreter.shell(), complaints).register(builtins);
    }
    new ReadBuiltin(interpreter.self(), interpreter.shell(), complaints).register(builtins);
    new TrapBuiltin(interpreter.self(), interpreter.shell(), complaints).register(builtins);
    new JobBuiltins(interpreter, complaints).register(builtins);
    new HistoryBuiltin(interpreter.self(), interpreter.shell(), complaints).register(builtins);
    new PrintingBuiltins(interpreter.self(), interpreter.shell(), complaints).register(builtins);
    interpreter.shell().aliases.register(builtins, interpreter.self(), complaints);
    for (String name : complaints.isBash() ? UNMODELLED_OF_BASH : List.<String>of()) {
      builtins.put(
          name, arguments -> complaints.fail(name, "Passerelle does not model this builtin", 2));
    }
    return builtins;
  }
}
