package passerelle.sim.userland.ipset;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import passerelle.addr.IpAddress;
import passerelle.addr.IpPrefix;
import passerelle.sim.uapi.SetOptions;
import passerelle.sim.uapi.SetType;
import passerelle.text.WordList;

/** What {@code ipset create} was told of a set. */
final class NewSet {
  private static final List<String> OTHER_TYPES =
      WordList.of(
          """
          hash:mac hash:ip,mac hash:ip,mark hash:ip,port,ip hash:ip,port,net hash:net,net
          hash:net,port,net hash:net,iface bitmap:ip,mac list:set
          """);

  private static final long MOST_SECONDS = 2_147_483;
  private static final long WORD = 0xffff_ffffL;
  private static final int LEAST_BUCKETS = 64;
  private static final long MOST_BITS = 1 << 16;

  private final SetType type;
  private int hashSize = 1024;
  private int most = 65_536;
  private OptionalLong timeout = OptionalLong.empty();
  private boolean counters;
  private boolean comment;
  private Optional<int[]> range = Optional.empty();
  private OptionalInt seed = OptionalInt.empty();

  private NewSet(SetType type) {
    this.type = type;
  }

  /** The type of a name, as ipset knows it. */
  static SetType type(String name) throws IpsetFailure {
    String today = name.equals("iphash") ? "hash:ip" : name.equals("nethash") ? "hash:net" : name;
    Optional<SetType> type = SetType.of(today);
    if (type.isEmpty()) {
      throw OTHER_TYPES.contains(today)
          ? IpsetFailure.notModelled("sets of type " + name)
          : IpsetFailure.syntax("typename '" + name + "' is unknown");
    }
    return type.get();
  }

  /**
   * Reads the options.
   *
   * @param start the hash's start value unless one is given
   */
  static SetOptions read(SetType type, IpsetWords words, int start) throws IpsetFailure {
    NewSet made = new NewSet(type);
    while (words.hasNext()) {
      made.option(words.next(), words);
    }
    if (type.isBitmap() && made.range.isEmpty()) {
      throw IpsetFailure.usage("Mandatory option `range' is missing");
    }
    int[] ends = made.range.orElse(new int[] {0, 0});
    SetOptions options =
        new SetOptions(
            Math.max(LEAST_BUCKETS, Integer.highestOneBit(2 * made.hashSize - 1)),
            made.most,
            made.timeout,
            made.counters,
            made.comment,
            ends[0],
            ends[1],
            made.seed.orElse(start));
    if (type.isBitmap() && (long) ends[1] - ends[0] >= MOST_BITS) {
      throw IpsetFailure.refused("The range you specified exceeds the size limit of the set type");
    }
    return options;
  }

  private void option(String word, IpsetWords words) throws IpsetFailure {
    switch (word) {
      case "timeout" -> timeout = OptionalLong.of(words.number(word, MOST_SECONDS));
      case "counters" -> counters = true;
      case "comment" -> comment = true;
      case "netmask", "skbinfo", "forceadd", "bitmask" ->
          throw IpsetFailure.notModelled("option " + word + " of a set");
      default -> {
        if (type.isBitmap()) {
          bitmap(word, words);
        } else {
          hash(word, words);
        }
      }
    }
  }

  private void hash(String word, IpsetWords words) throws IpsetFailure {
    switch (word) {
      case "family" -> family(words.value(word));
      case "hashsize" -> hashSize = (int) words.number(word, 1 << 26);
      case "maxelem" -> most = (int) words.number(word, Integer.MAX_VALUE);
      case "bucketsize" -> words.number(word, 12);
      case "initval" -> seed = OptionalInt.of((int) words.number(word, WORD));
      default -> throw unknown(word);
    }
  }

  private static void family(String name) throws IpsetFailure {
    if (name.matches("inet6|ipv6|6|-6")) {
      throw IpsetFailure.notModelled("sets of IPv6");
    }
    if (!name.matches("inet|ipv4|4|-4")) {
      throw IpsetFailure.syntax("unknown inet family " + name);
    }
  }

  private void bitmap(String word, IpsetWords words) throws IpsetFailure {
    if (!word.equals("range")) {
      throw unknown(word);
    }
    String value = words.value(word);
    String[] ends = value.split("-", 2);
    if (type.hasPorts()) {
      if (ends.length == 1) {
        throw IpsetFailure.usage("Mandatory option `to' is missing");
      }
      int one = (int) IpsetWords.upTo(65_535, ends[0]);
      int other = (int) IpsetWords.upTo(65_535, ends[1]);
      range = Optional.of(new int[] {Math.min(one, other), Math.max(one, other)});
      return;
    }
    range = Optional.of(addresses(value, ends));
  }

  private static int[] addresses(String value, String[] ends) throws IpsetFailure {
    if (ends.length == 2) {
      IpAddress one = MemberWords.address(ends[0]);
      IpAddress other = MemberWords.address(ends[1]);
      boolean inOrder = one.compareTo(other) <= 0;
      return new int[] {(inOrder ? one : other).lastWord(), (inOrder ? other : one).lastWord()};
    }
    String[] parts = value.split("/", 2);
    if (parts.length == 1) {
      throw IpsetFailure.usage("Mandatory option `to-ip' is missing");
    }
    int length = (int) IpsetWords.upTo(32, parts[1]);
    IpPrefix network = new IpPrefix(MemberWords.address(parts[0]), length);
    return new int[] {network.network().lastWord(), network.last().lastWord()};
  }

  private static IpsetFailure unknown(String word) {
    return IpsetFailure.usage("Unknown argument: `" + word + "'");
  }
}
