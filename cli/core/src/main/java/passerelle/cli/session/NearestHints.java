package passerelle.cli.session;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import passerelle.text.Messages;
import passerelle.text.Nearest;

/**
 * Finds in the answer of a line that failed the word that was not known, and the words of the lab
 * that are nearest to it. The cases are data, in nearest-hints.tsv.
 */
record NearestHints(Vocabulary vocabulary, Spot spot, Messages messages) {
  private static final String NONE = "-";

  /** The drivers of Docker's networks. */
  private static final List<String> DRIVERS =
      List.of("bridge", "host", "ipvlan", "macvlan", "none", "null", "overlay");

  private static final String RESOURCE = "/passerelle/cli/nearest-hints.tsv";
  private static final List<Case> CASES = HintTable.read(RESOURCE).map(NearestHints::line).toList();

  /** What a word was meant to name. */
  enum Kind {
    COMMAND,
    PROGRAM,
    BEHIND_IMAGE,
    DOCKER_COMMAND,
    DOCKER_OPTION,
    CONTAINER,
    NETWORK,
    IMAGE,
    IP_OBJECT,
    IP_COMMAND,
    DEVICE,
    TABLE,
    TARGET,
    CHAIN,
    DRIVER,
    LOGIN,
    HOST,
    PLACE,
    TOPIC,
    LESSON
  }

  /**
   * A word that was not known.
   *
   * @param near what may have been meant
   */
  record Unknown(Kind kind, String word, List<String> near) {}

  private record Case(String answered, Optional<Pattern> typed, Kind kind) {
    Optional<String> word(String line, String answer, Messages messages) {
      // What Passerelle says is folded to the terminal's columns.
      String said = answered.startsWith("@") ? answer.replaceAll("\\s+", " ") : answer;
      Matcher found = pattern(messages).matcher(said);
      if (!found.find()) {
        return Optional.empty();
      }
      return typed.isEmpty()
          ? group(found.toMatchResult())
          : typed.map(p -> p.matcher(line)).filter(Matcher::find).flatMap(m -> group(m));
    }

    private Pattern pattern(Messages messages) {
      if (!answered.startsWith("@")) {
        return Pattern.compile(answered);
      }
      String[] parts = messages.get(answered.substring(1), "\n", "\n").split("\n");
      String after = parts.length > 1 ? folded(parts[1]) : "";
      return Pattern.compile(folded(parts[0]) + "(\\S+?)" + after);
    }

    /** A text that may have been folded at its spaces. */
    private static String folded(String text) {
      return Pattern.quote(text).replace(" ", "\\E\\s+\\Q");
    }

    /** The first group that took part. */
    private static Optional<String> group(MatchResult match) {
      return IntStream.rangeClosed(1, match.groupCount())
          .mapToObj(match::group)
          .filter(Objects::nonNull)
          .findFirst();
    }
  }

  /** What was not known in a line; empty when it failed for another reason. */
  Optional<Unknown> unknown(String line, String answer) {
    for (Case one : CASES) {
      Optional<String> word = one.word(line, answer, messages);
      if (word.isPresent()) {
        return Optional.of(unknown(one.kind(), word.get(), line));
      }
    }
    return Optional.empty();
  }

  private Unknown unknown(Kind kind, String word, String line) {
    return new Unknown(kind, word, Nearest.of(word, known(kind, line)));
  }

  private Collection<String> known(Kind kind, String line) {
    List<String> words = Arrays.asList(line.strip().split("\\s+"));
    List<String> docker = words.subList(words.indexOf("docker") + 1, words.size());
    List<String> path = vocabulary.dockerPath(docker);
    return switch (kind) {
      case COMMAND -> vocabulary.commands(spot);
      case PROGRAM ->
          docker.stream()
              .filter(vocabulary.runningContainers()::contains)
              .findFirst()
              .map(vocabulary::programsOf)
              .orElse(List.of());
      case BEHIND_IMAGE -> List.of();
      case DOCKER_COMMAND -> vocabulary.dockerCommands(path);
      case DOCKER_OPTION -> vocabulary.dockerOptions(path);
      case CONTAINER -> vocabulary.containers();
      case NETWORK -> vocabulary.networks();
      case IMAGE -> vocabulary.images();
      case IP_OBJECT -> ToolWords.IP_OBJECTS;
      case IP_COMMAND -> ToolWords.ipCommands();
      case DEVICE -> vocabulary.devices(spot.netns());
      case TABLE -> vocabulary.tables();
      case CHAIN -> vocabulary.chains(spot.netns(), ToolWords.table(words));
      case TARGET -> vocabulary.targets(spot.netns(), ToolWords.table(words));
      case DRIVER -> DRIVERS;
      case HOST, LOGIN, PLACE -> vocabulary.places();
      case TOPIC -> vocabulary.topics();
      case LESSON -> vocabulary.lessons();
    };
  }

  private static Case line(String[] columns) {
    return new Case(
        columns[0],
        columns[1].equals(NONE) ? Optional.empty() : Optional.of(Pattern.compile(columns[1])),
        Kind.valueOf(columns[2]));
  }
}
