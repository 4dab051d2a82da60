package passerelle.scenarios.slides;

import java.util.regex.Pattern;
import passerelle.scenarios.format.TypedBlock.Typed;

/** Captures whose packets a deck prints: they were begun before what sends those. */
final class PrintedCaptures {
  private static final Pattern CAPTURES = Pattern.compile("\\bt(?:cpdump|shark)\\b");

  /** How a packet is printed: when, or which it was. */
  private static final Pattern PACKET =
      Pattern.compile(
          "(?:\\d\\d:\\d\\d:\\d\\d\\.\\d+|\\s*\\d+ +\\d+\\.\\d+) .*|\\S+ > \\S+(?:: |, ethertype"
              + " ).*");

  private PrintedCaptures() {}

  /** Whether a command is one, with packets below it. */
  static boolean is(Typed typed) {
    return CAPTURES.matcher(typed.command()).find()
        && typed.output().stream().anyMatch(line -> PACKET.matcher(line).matches());
  }
}
