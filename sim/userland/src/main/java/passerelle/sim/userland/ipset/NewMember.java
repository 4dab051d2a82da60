package passerelle.sim.userland.ipset;

import java.util.OptionalLong;
import passerelle.sim.uapi.SetElement;
import passerelle.sim.uapi.SetInfo;
import passerelle.sim.uapi.SetMember;

/** What {@code ipset add} was told of a member. */
final class NewMember {
  private static final long MOST_SECONDS = 2_147_483;
  private final SetInfo set;
  private OptionalLong timeout = OptionalLong.empty();
  private boolean exception;
  private String comment = "";
  private long packets;
  private long bytes;

  private NewMember(SetInfo set) {
    this.set = set;
  }

  static NewMember read(SetInfo set, IpsetWords words) throws IpsetFailure {
    NewMember member = new NewMember(set);
    while (words.hasNext()) {
      member.option(words.next(), words);
    }
    return member;
  }

  private void option(String word, IpsetWords words) throws IpsetFailure {
    switch (word) {
      case "timeout" -> {
        timeout = OptionalLong.of(words.number(word, MOST_SECONDS));
        require(set.options().timeout().isPresent(), "Timeout", "timeout");
      }
      case "comment" -> {
        comment = words.value(word);
        if (comment.indexOf('"') >= 0) {
          throw IpsetFailure.syntax("\" character is not permitted in comments");
        }
        require(set.options().comment(), "Comment", "comment");
      }
      case "packets", "bytes" -> {
        long value = words.number(word, Long.MAX_VALUE);
        packets = word.equals("packets") ? value : packets;
        bytes = word.equals("bytes") ? value : bytes;
        require(set.options().counters(), "Packet/byte counters", "counter");
      }
      case "nomatch" -> {
        if (!set.type().hasNetworks()) {
          throw unknown(word);
        }
        exception = true;
      }
      default -> throw unknown(word);
    }
  }

  private static void require(boolean there, String what, String support) throws IpsetFailure {
    if (!there) {
      throw IpsetFailure.refused(
          what + " cannot be used: set was created without " + support + " support");
    }
  }

  static IpsetFailure unknown(String word) {
    return IpsetFailure.usage("Unknown argument: `" + word + "'");
  }

  SetElement element(SetMember member) {
    long seconds = timeout.orElse(set.options().timeout().orElse(0));
    return new SetElement(member, seconds, exception, comment, packets, bytes);
  }
}
