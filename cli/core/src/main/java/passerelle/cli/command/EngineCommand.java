package passerelle.cli.command;

import java.util.List;
import passerelle.cli.daemon.DaemonFlags;
import passerelle.cli.daemon.DaemonOptions;
import passerelle.cli.daemon.DaemonWords;
import passerelle.cli.lab.LabSettings;
import passerelle.cli.lab.Recipe;
import passerelle.engine.EngineProfile;
import passerelle.engine.EngineSettings;
import passerelle.engine.EngineVersion;
import passerelle.engine.cli.ParsedFlags;
import passerelle.engine.cli.Problem;
import passerelle.scenarios.replay.LabException;
import passerelle.text.Messages;

/**
 * {@code engine [VERSION] [OPTIONS]}: shows the engine, or starts another one in a fresh lab. What
 * was typed on the machines before stays done, so that an engine can be started on a bridge that
 * was made by hand; containers do not stay.
 */
final class EngineCommand implements LabCommand {
  @Override
  public int run(List<String> words, Workbench bench, Printer out) throws CommandException {
    LabSettings old = bench.lab().settings();
    if (words.isEmpty()) {
      show(bench.lab().engine().settings(), bench, out);
      return 0;
    }
    if (words.get(0).equals("restart")) {
      return restart(words.subList(1, words.size()), bench);
    }
    try {
      EngineSettings engine = settings(words, old.engine().profile(), bench);
      Recipe next =
          bench.lab().recipe().forEngine(new LabSettings(engine, old.images(), old.seed()));
      List<String> loss = new Loss(bench).of(next);
      bench.replace(next, "engine " + Words.join(words));
      out.lines(loss);
      return 0;
    } catch (LabException e) {
      throw new CommandException(e);
    }
  }

  private static int restart(List<String> words, Workbench bench) throws CommandException {
    EngineSettings now = bench.lab().engine().settings();
    try {
      EngineSettings next = words.isEmpty() ? now : restarted(words, now, bench);
      bench.lab().restartEngine(next);
      return 0;
    } catch (LabException e) {
      throw new CommandException(e);
    }
  }

  private static EngineSettings restarted(List<String> words, EngineSettings now, Workbench bench)
      throws LabException {
    Messages messages = Messages.of(bench.language(), Workbench.BUNDLE);
    try {
      ParsedFlags parsed = DaemonFlags.parse(words);
      if (!parsed.arguments().isEmpty()) {
        throw new LabException(messages.get("engine.restart.usage", String.join(" ", words)));
      }
      return DaemonOptions.read(parsed.values(), now.profile(), messages);
    } catch (Problem e) {
      throw new LabException(messages.get("engine.restart.usage", String.join(" ", words)));
    }
  }

  private static void show(EngineSettings engine, Workbench bench, Printer out) {
    String version = engine.profile().versions().engine();
    String options = DaemonWords.of(engine);
    out.line(
        options.isEmpty()
            ? bench.text("engine.plain", version)
            : bench.text("engine.options", version, options));
  }

  private static EngineSettings settings(List<String> words, EngineProfile now, Workbench bench)
      throws LabException {
    Messages messages = Messages.of(bench.language(), Workbench.BUNDLE);
    ParsedFlags parsed = parsed(words, messages);
    String version = parsed.arguments().isEmpty() ? now.label() : parsed.arguments().get(0);
    EngineProfile profile =
        EngineProfile.of(version).orElseThrow(() -> DaemonOptions.noEngine(version, messages));
    return DaemonOptions.read(parsed.values(), profile, messages);
  }

  private static ParsedFlags parsed(List<String> words, Messages messages) throws LabException {
    try {
      ParsedFlags parsed = DaemonFlags.parse(words);
      if (parsed.arguments().size() <= 1) {
        return parsed;
      }
    } catch (Problem e) {
      // The usage says what there is.
    }
    throw new LabException(
        messages.get("engine.usage", String.join(" ", words), EngineVersion.choice()));
  }
}
