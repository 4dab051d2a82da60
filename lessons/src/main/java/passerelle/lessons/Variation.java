package passerelle.lessons;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import passerelle.scenarios.format.Part;
import passerelle.scenarios.format.Transcript;
import passerelle.scenarios.format.TranscriptException;

/**
 * A lesson with other names of containers and networks, other ports of the host and other subnets
 * for each student. The same name gives the same lesson; checks, hints and solutions follow.
 */
public final class Variation {
  private static final Pattern NAME = Pattern.compile("--name[ =]([A-Za-z][\\w.-]*)");
  private static final Pattern NETWORK =
      Pattern.compile(
          "docker network create (?:-\\S+ \\S+ |--\\S+=\\S+ |--internal"
              + " )*([A-Za-z][\\w.-]*)(?=\\s|$)");
  private static final Pattern PORT =
      Pattern.compile("(?:-p|--publish)[ =](?:[0-9.]+:)?([0-9]{4,5}):[0-9]+");

  /** The port at which a server listens, whoever takes the lesson. */
  private static final Pattern SERVED = Pattern.compile("(?:-p|--publish)[ =]\\S*:([0-9]+)\\b");

  private static final Pattern SUBNET = Pattern.compile("--subnet[ =]10\\.([0-9]{1,3})\\.");

  /** What is in code, between fences or backticks; names count only there. */
  private static final Pattern CODE = Pattern.compile("(?s)```console\\n.*?\\n```|`[^`\\n]+`");

  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;
  private static final int FIRST_PORT = 8000;
  private static final int PORTS = 1000;
  private static final int NAMES = 90;
  private static final int LOWEST_NAME = 10;
  private static final int SUBNETS = 200;

  private long state = FNV_OFFSET;
  private int shift = -1;

  private Variation(String student) {
    for (byte octet : student.getBytes(StandardCharsets.UTF_8)) {
      state = (state ^ octet & 0xff) * FNV_PRIME;
    }
  }

  /**
   * A student's own lesson.
   *
   * @param student empty for the lesson as it stands
   * @param isTaken whether a word means something else in the lab: an image, a machine
   */
  public static Lesson of(Lesson lesson, String student, Predicate<String> isTaken)
      throws LessonException, TranscriptException {
    if (student.isEmpty()) {
      return lesson;
    }
    Transcript transcript = lesson.transcript();
    String text = new Variation(student).vary(transcript, isTaken);
    String number = lesson.number() == 0 ? "" : lesson.key() + "-";
    return Lesson.of(number + lesson.name(), Transcript.parse(transcript.file(), text));
  }

  private String vary(Transcript transcript, Predicate<String> isTaken) {
    StringBuilder commands = new StringBuilder();
    transcript.steps().stream()
        .map(Part.Step::command)
        .forEach(c -> commands.append(c).append('\n'));
    Map<String, String> names = new LinkedHashMap<>();
    for (Pattern pattern : new Pattern[] {NAME, NETWORK}) {
      for (String name : found(pattern, commands)) {
        if (!isTaken.test(name)) {
          names.put(name, name + (LOWEST_NAME + next(NAMES)));
        }
      }
    }
    Replacement named = new Replacement("(?<![\\w.-])", names, "(?![\\w-])");
    String text =
        CODE.matcher(transcript.source())
            .replaceAll(m -> Matcher.quoteReplacement(named.in(m.group())));
    Map<String, String> others = new LinkedHashMap<>();
    TreeSet<String> ports = found(PORT, commands);
    ports.removeAll(found(SERVED, commands));
    for (String port : ports) {
      String other = String.valueOf(FIRST_PORT + next(PORTS));
      while (others.containsValue(other)) {
        other = String.valueOf(FIRST_PORT + next(PORTS));
      }
      others.put(port, other);
    }
    Map<String, String> subnets = new LinkedHashMap<>();
    for (String octet : found(SUBNET, commands)) {
      // By as much for all, so that those which differ go on to differ.
      int other = (Integer.parseInt(octet) + shift()) % SUBNETS;
      subnets.put("10." + octet + ".", "10." + other + ".");
    }
    String published = new Replacement("(?<![\\w.])", others, "(?![\\w])").in(text);
    return new Replacement("(?<![\\d.])", subnets, "(?=\\d)").in(published);
  }

  private int shift() {
    shift = shift < 0 ? 1 + next(SUBNETS - 2) : shift;
    return shift;
  }

  private static TreeSet<String> found(Pattern pattern, CharSequence commands) {
    TreeSet<String> found = new TreeSet<>();
    Matcher matcher = pattern.matcher(commands);
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    return found;
  }

  /** Replaces all at once, so that what has been replaced is not replaced again. */
  private static final class Replacement {
    private final Pattern any;
    private final Map<String, String> others;

    /**
     * Of words.
     *
     * @param before pattern of what stands before each, looked at once for all
     * @param words with what stands in place of each
     * @param behind pattern of what stands behind each
     */
    Replacement(String before, Map<String, String> words, String behind) {
      String all = words.keySet().stream().map(Pattern::quote).collect(Collectors.joining("|"));
      any = Pattern.compile(before + "(?:" + all + ")" + behind);
      others = Map.copyOf(words);
    }

    String in(String text) {
      return others.isEmpty() ? text : any.matcher(text).replaceAll(this::other);
    }

    private String other(MatchResult found) {
      return Matcher.quoteReplacement(others.get(found.group()));
    }
  }

  /** A number from 0; the generator is that of Steele, Lea and Flood's SplitMix. */
  private int next(int bound) {
    state += 0x9e3779b97f4a7c15L;
    long mixed = (state ^ state >>> 30) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
    return (int) Long.remainderUnsigned(mixed ^ mixed >>> 31, bound);
  }
}
