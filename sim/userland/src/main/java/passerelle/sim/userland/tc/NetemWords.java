package passerelle.sim.userland.tc;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;
import passerelle.sim.uapi.Chance;
import passerelle.sim.uapi.Distribution;
import passerelle.sim.uapi.NetemSettings;
import passerelle.sim.userland.tool.ToolFailure;
import passerelle.sim.userland.tool.Words;

/** The words behind {@code netem} (tc/q_netem.c:netem_parse_opt). */
final class NetemWords {
  private static final String TABLES = "/usr/lib/x86_64-linux-gnu/tc/";
  private final Words words;
  private int limit = 1000;
  private long latency;
  private long jitter;
  private long correlation;
  private Distribution distribution = Distribution.UNIFORM;
  private boolean distributed;
  private Optional<NetemSettings.Loss> loss = Optional.empty();
  private Chance duplicate = Chance.NEVER;
  private Chance corrupt = Chance.NEVER;
  private Chance reorder = Chance.NEVER;
  private int gap;
  private NetemSettings.Rate rate = NetemSettings.Rate.UNLIMITED;
  private boolean ecn;
  private OptionalLong seed = OptionalLong.empty();

  private NetemWords(Words words) {
    this.words = words;
  }

  /**
   * Reads the words to their end.
   *
   * @param random where the randomness begins when nobody says
   */
  static NetemSettings parse(Words words, long random) throws ToolFailure {
    NetemWords netem = new NetemWords(words);
    while (words.hasNext()) {
      netem.take(words.next());
    }
    netem.check();
    return new NetemSettings(
        netem.limit,
        new NetemSettings.Delay(netem.latency, netem.jitter, netem.correlation, netem.distribution),
        netem.loss.orElse(new NetemSettings.Loss.Random(Chance.NEVER)),
        netem.duplicate,
        netem.corrupt,
        netem.reorder,
        netem.gap,
        netem.rate,
        netem.ecn,
        netem.seed.orElse(random));
  }

  private void take(String word) throws ToolFailure {
    if (Words.matches(word, "limit")) {
      limit = (int) number("limit", TcUnits::size);
    } else if (Words.matches(word, "latency", "delay")) {
      delay();
    } else if (Words.matches(word, "loss", "drop")) {
      loss();
    } else if (Words.matches(word, "ecn")) {
      ecn = true;
    } else if (Words.matches(word, "reorder")) {
      reorder = chance("reorder");
    } else if (Words.matches(word, "corrupt")) {
      corrupt = chance("corrupt");
    } else if (Words.matches(word, "seed")) {
      seed = OptionalLong.of(number("seed", NetemWords::unsigned));
    } else if (Words.matches(word, "gap")) {
      gap = (int) number("gap", NetemWords::unsigned);
    } else if (Words.matches(word, "duplicate")) {
      duplicate = chance("duplicate");
    } else if (Words.matches(word, "distribution")) {
      distribution();
    } else if (Words.matches(word, "rate")) {
      rate();
    } else if (Words.matches(word, "slot")) {
      throw ToolFailure.notModelled("tc", "netem's slots");
    } else if (word.equals("help")) {
      throw new ToolFailure(1, TcTool.text("netem"));
    } else {
      throw new ToolFailure(1, "What is \"" + word + "\"?\n" + TcTool.text("netem"));
    }
  }

  private static OptionalLong unsigned(String text) {
    try {
      boolean hexadecimal = text.startsWith("0x");
      return OptionalLong.of(
          Long.parseUnsignedLong(hexadecimal ? text.substring(2) : text, hexadecimal ? 16 : 10));
    } catch (NumberFormatException malformed) {
      return OptionalLong.empty();
    }
  }

  private long number(String what, Function<String, OptionalLong> reader) throws ToolFailure {
    return reader.apply(words.argument()).orElseThrow(() -> illegal(what));
  }

  private static ToolFailure illegal(String what) {
    return new ToolFailure(1, "Illegal \"" + what + "\"\n");
  }

  private boolean isNumberNext() {
    return !words.peek().isEmpty() && Character.isDigit(words.peek().charAt(0));
  }

  private long chanceOf(String what) throws ToolFailure {
    OptionalDouble share = TcUnits.share(words.argument());
    return Chance.of(share.orElseThrow(() -> illegal(what)));
  }

  private Chance chance(String what) throws ToolFailure {
    long probability = chanceOf(what);
    return new Chance(probability, isNumberNext() ? chanceOf(what) : 0);
  }

  private void delay() throws ToolFailure {
    latency = number("latency", TcUnits::time);
    if (isNumberNext()) {
      jitter = number("latency", TcUnits::time);
      correlation = isNumberNext() ? chanceOf("latency") : 0;
    }
  }

  private void loss() throws ToolFailure {
    if (loss.isPresent()) {
      throw illegal("duplicate loss argument\n");
    }
    String model = isNumberNext() ? "random" : words.argument();
    loss =
        Optional.of(
            switch (model) {
              case "random" -> {
                long probability = chanceOf("loss percent");
                long follows = isNumberNext() ? chanceOf("loss correllation") : 0;
                yield new NetemSettings.Loss.Random(new Chance(probability, follows));
              }
              case "state" -> fourStates();
              case "gemodel" -> gilbert();
              default -> throw new ToolFailure(1, "Unknown loss parameter: " + model + "\n");
            });
  }

  private NetemSettings.Loss fourStates() throws ToolFailure {
    long p13 = chanceOf("loss p13");
    long p31 = isNumberNext() ? chanceOf("loss p31") : Chance.ALWAYS - p13;
    long p32 = isNumberNext() ? chanceOf("loss p32") : 0;
    long p23 = isNumberNext() ? chanceOf("loss p23") : Chance.ALWAYS;
    long p14 = isNumberNext() ? chanceOf("loss p14") : 0;
    return new NetemSettings.Loss.FourStates(p13, p31, p32, p23, p14);
  }

  private NetemSettings.Loss gilbert() throws ToolFailure {
    long p = chanceOf("loss gemodel p");
    long r = isNumberNext() ? chanceOf("loss gemodel r") : Chance.ALWAYS;
    long h = isNumberNext() ? Chance.ALWAYS - chanceOf("loss gemodel h") : 0;
    long k1 = isNumberNext() ? chanceOf("loss gemodel k") : 0;
    return new NetemSettings.Loss.Gilbert(p, r, h, k1);
  }

  private void distribution() throws ToolFailure {
    String name = words.argument();
    for (Distribution known : Distribution.values()) {
      if (known != Distribution.UNIFORM && known.name().toLowerCase(Locale.ROOT).equals(name)) {
        distribution = known;
        distributed = true;
        return;
      }
    }
    throw new ToolFailure(
        1,
        "No distribution data for "
            + name
            + (" (" + TABLES + "/" + name + ".dist: No such file or directory)\n"));
  }

  private void rate() throws ToolFailure {
    long octets = number("rate", TcUnits::rate);
    int[] more = new int[3];
    for (int i = 0; i < more.length && words.peek().matches("[-0-9].*"); i++) {
      try {
        more[i] = Integer.parseInt(words.next());
      } catch (NumberFormatException malformed) {
        throw illegal("rate");
      }
    }
    rate = new NetemSettings.Rate(octets, more[0], more[1], more[2]);
  }

  private void check() throws ToolFailure {
    String wrong = "";
    if (reorder.probability() != 0) {
      wrong = latency == 0 ? "reordering not possible without specifying some delay\n" : "";
      gap = gap == 0 ? 1 : gap;
    } else if (gap > 0) {
      wrong = "gap specified without reorder probability\n";
    } else if (ecn && loss.isEmpty()) {
      wrong = "ecn requested without loss model\n";
    } else if (distributed && (latency == 0 || jitter == 0)) {
      wrong = "distribution specified but no latency and jitter values\n";
    }
    if (!wrong.isEmpty()) {
      throw new ToolFailure(1, wrong + TcTool.text("netem"));
    }
  }
}
