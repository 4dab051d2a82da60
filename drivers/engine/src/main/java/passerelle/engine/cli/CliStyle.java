package passerelle.engine.cli;

import java.util.List;
import java.util.Optional;
import passerelle.addr.IpAddress;
import passerelle.engine.EngineException;
import passerelle.engine.EngineVersion;
import passerelle.engine.Phrase;
import passerelle.engine.Trait;
import passerelle.engine.Versioned;
import passerelle.gotemplate.GoValue;

/** What the versions of the docker command say differently. */
public interface CliStyle extends Versioned {

  /** The style of a version. */
  static CliStyle of(EngineVersion version) {
    return switch (version) {
      case V26_1 -> new CliStyle26();
      case V28_5 -> new CliStyle28();
      case V29_1 -> new CliStyle29();
    };
  }

  /**
   * Nobody answers where the daemon should listen.
   *
   * @param host {@code unix:///var/run/docker.sock}, {@code tcp://192.0.2.1:2375}
   * @param why in the words of Go's package net
   */
  default String unreachable(String host, String why) {
    return "Cannot connect to the Docker daemon at " + host + ". Is the docker daemon running?";
  }

  /** A wrong option, status 125. */
  CliException wrongFlag(CommandHelp help, String problem);

  /**
   * Too few or too many arguments, status 1.
   *
   * @param rule {@code requires}, {@code requires at least}, {@code requires at most}, {@code
   *     accepts no}
   */
  CliException wrongArguments(CommandHelp help, Arguments rule);

  /** A word that is no command of a group like {@code docker network}. */
  CliException unknownSubcommand(CommandHelp group, String word);

  /** Why {@code docker run} and {@code docker create} do nothing, status 125. */
  CliException refused(String command, String problem);

  /** Why {@code docker run} could not start what it had created. */
  CliException notStarted(String problem, int status);

  /** A published port as typed that cannot be read. */
  String portProblem(String problem);

  /** What is wrong with a size like {@code 10x} (docker/go-units size.go:parseSize). */
  String wrongSize(String value);

  /** The status of an attached command that INT or TERM has cancelled, but for run and attach. */
  default int cancelledStatus() {
    return has(Trait.COUNTS_SIGNALS) ? 0 : Interruption.STATUS;
  }

  /** What is wrong with the host's address of a published port. */
  default Optional<String> wrongHostAddress(String text) {
    String bare = FlagValues.address(text);
    return bare.isEmpty() || IpAddress.parse(bare).isPresent()
        ? Optional.empty()
        : Optional.of(says(Phrase.WRONG_ADDRESS, bare));
  }

  /** What is wrong with a range of ports. */
  default String wrongRange(PortSyntax.WrongRange wrong) {
    if (wrong.range().isEmpty()) {
      return says(Phrase.NO_PORTS);
    }
    return wrong.why().isEmpty()
        ? says(Phrase.PORTS_BACKWARDS, wrong.range())
        : "strconv.ParseUint: parsing \"" + wrong.part() + "\": " + wrong.why();
  }

  /** What the client itself finds wrong with an address of {@code --network}. */
  default Optional<String> wrongAddress(String text) {
    return Optional.empty();
  }

  /** What is wrong with a line of a file of {@code --env-file} or {@code --label-file}. */
  default String variableProblem(String file, String problem) {
    return "invalid env file (" + file + "): " + problem;
  }

  /** What the client itself finds wrong with a subnet, before the engine is asked. */
  default Optional<String> wrongPrefix(String text) {
    return Optional.empty();
  }

  /** A container's platform as {@code docker ps} has it; empty when it does not have it. */
  Optional<GoValue> platform();

  /** What the client says itself where the name of a container, a network... is empty. */
  default String unnamed(String kind) {
    return switch (kind) {
      case "image" -> "Error: No such image: ";
      case "object" -> unnamed("container");
      default -> "invalid " + kind + " name or ID: value is empty";
    };
  }

  /** A refusal as the client prints it; an empty name it does not even send. */
  default String told(EngineException refusal) {
    return !refusal.unnamed().isEmpty()
        ? unnamed(refusal.unnamed())
        : "Error response from daemon: " + refusal.getMessage().strip();
  }

  /**
   * How many arguments a command takes.
   *
   * @param low at least so many
   * @param high at most so many, -1 without limit
   */
  record Arguments(int low, int high) {
    public static final Arguments NONE = new Arguments(0, 0);
    public static final Arguments ANY = new Arguments(0, -1);

    public static Arguments atLeast(int low) {
      return new Arguments(low, -1);
    }

    public static Arguments exactly(int count) {
      return new Arguments(count, count);
    }

    public boolean accept(List<String> words) {
      return words.size() >= low && (high < 0 || words.size() <= high);
    }

    /** {@code requires exactly 1 argument}, without the full stop. */
    String rule(String exactly) {
      if (high == 0) {
        return "accepts no arguments";
      } else if (high < 0) {
        return "requires at least " + count(low);
      } else if (low == high) {
        return "requires " + exactly + count(low);
      } else if (low == 0) {
        return "requires at most " + count(high);
      }
      return "requires at least " + low + " and at most " + count(high);
    }

    private static String count(int number) {
      return number + (number == 1 ? " argument" : " arguments");
    }
  }
}
