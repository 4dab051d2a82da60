package passerelle.sim.userland.tc;

import java.util.Optional;
import passerelle.sim.userland.tool.ToolFailure;
import passerelle.sim.userland.tool.Words;

/** The options before the object: {@code tc -s -j qdisc} (tc/tc.c:main). */
final class TcOptions {
  boolean statistics;
  boolean details;
  boolean json;
  boolean pretty;
  boolean oneLine;
  boolean version;
  Optional<String> netns = Optional.empty();

  static TcOptions parse(Words words) throws ToolFailure {
    TcOptions options = new TcOptions();
    while (words.peek().startsWith("-")) {
      options.take(words.next().replaceFirst("^--", "-"), words);
    }
    return options;
  }

  private void take(String option, Words words) throws ToolFailure {
    if (Words.matches(option, "-statistics", "-stats")) {
      statistics = true;
    } else if (Words.matches(option, "-details")) {
      details = true;
    } else if (Words.matches(option, "-json")) {
      json = true;
    } else if (Words.matches(option, "-pretty")) {
      pretty = true;
    } else if (Words.matches(option, "-oneline")) {
      oneLine = true;
    } else if (Words.matches(option, "-Version")) {
      version = true;
    } else if (Words.matches(option, "-netns")) {
      netns = Optional.of(words.argument());
    } else if (Words.matches(option, "-raw", "-batch", "-cf", "-conf", "-nm", "-names")) {
      throw ToolFailure.notModelled("tc", "option " + option);
    } else if (!Words.matches(
        option, "-color", "-Numeric", "-brief", "-force", "-iec", "-timestamp", "-tshort")) {
      throw new ToolFailure(255, "Option \"" + option + "\" is unknown, try \"tc -help\".\n");
    }
  }
}
