package passerelle.compare;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import passerelle.scenarios.compare.Observation;

/** Frames changed octet by octet, their IP header summed again as a kernel would have. */
final class Octets {
  private static final int IP = 14;
  private static final int TRANSPORT = 34;
  private static final int ICMP = 1;
  private static final int UDP = 17;
  private static final int TCP_SYN = 2;
  private static final int[] PING_TIME = IntStream.range(42, 58).toArray();

  private Octets() {}

  /** The frame with an octet set, and all checksums made right but TCP's and UDP's. */
  static byte[] with(byte[] frame, int offset, int value) {
    byte[] copy = frame.clone();
    copy[offset] = (byte) value;
    boolean checksum =
        offset == 24 || offset == 25 || isIcmp(frame) && (offset == 36 || offset == 37);
    if (isIpv4(frame) && !checksum) {
      sum(copy, IP, TRANSPORT, 24);
      if (isIcmp(frame) && !isFragment(frame)) {
        sum(copy, TRANSPORT, copy.length, 36);
      }
    }
    return copy;
  }

  private static void sum(byte[] bytes, int from, int to, int field) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes).putShort(field, (short) 0);
    long sum = 0;
    for (int i = from; i < to; i++) {
      sum += (bytes[i] & 0xff) << ((i - from) % 2 == 0 ? 8 : 0);
    }
    while (sum > 0xffff) {
      sum = (sum & 0xffff) + (sum >> 16);
    }
    buffer.putShort(field, (short) ~sum);
  }

  static boolean isArp(byte[] f) {
    return word(f, 12) == 0x0806;
  }

  /** Of ARP: the sender's and the target's IP address are one. */
  static boolean isAnnouncement(byte[] f) {
    return isArp(f) && Arrays.equals(f, 28, 32, f, 38, 42);
  }

  static boolean isIpv4(byte[] f) {
    return word(f, 12) == 0x0800;
  }

  static boolean isFragment(byte[] f) {
    return isIpv4(f) && (word(f, 20) & 0x3fff) != 0;
  }

  static boolean isIcmp(byte[] f) {
    return isIpv4(f) && f[23] == ICMP;
  }

  static boolean isTcp(byte[] f) {
    return isIpv4(f) && f[23] == 6;
  }

  static boolean isUdp(byte[] f) {
    return isIpv4(f) && f[23] == UDP;
  }

  static int icmpType(byte[] f) {
    return f[TRANSPORT];
  }

  static int word(byte[] f, int offset) {
    return ByteBuffer.wrap(f).getShort(offset) & 0xffff;
  }

  /** TCP flags of a frame: 2 is SYN. */
  static int flags(byte[] f) {
    return f[47];
  }

  /** A short name of what a frame is, so that one of each kind can be looked at. */
  static String kind(Observation.Seen seen) {
    byte[] f = seen.bytes();
    if (isArp(f)) {
      return "arp " + f[21];
    }
    if (isFragment(f)) {
      return "fragment " + (word(f, 20) & 0x1fff);
    }
    if (isIcmp(f)) {
      return "icmp " + icmpType(f);
    }
    if (isTcp(f)) {
      return "tcp " + flags(f) + " " + (f.length > 66);
    }
    return isUdp(f) ? "udp " + word(f, 36) + " " + (f.length > 60) : "other " + word(f, 12);
  }

  /** The answer to an ARP request, to the station that asks. */
  static byte[] answer(byte[] unicast, byte[] request) {
    byte[] answer = request.clone();
    System.arraycopy(request, 6, answer, 0, 6);
    System.arraycopy(unicast, 0, answer, 6, 6);
    answer[21] = 2;
    System.arraycopy(unicast, 0, answer, 22, 6);
    System.arraycopy(request, 38, answer, 28, 4);
    System.arraycopy(request, 22, answer, 32, 10);
    return answer;
  }

  /** The offsets that the rules leave open in a frame of a kind. */
  static Set<Integer> open(String kind) {
    int[] ipId = {18, 19};
    String[] words = kind.split(" ");
    return switch (words[0]) {
      case "tcp" -> {
        boolean syn = (Integer.parseInt(words[1]) & TCP_SYN) != 0;
        int times = syn ? 62 : 58;
        // What echoes a time must not be zero, nor be anything else in a SYN.
        int count = words[1].equals("2") ? 4 : 8;
        yield union(ipId, new int[] {50, 51}, IntStream.range(times, times + count).toArray());
      }
      // A question to a server goes once over the device, and so does the cookie at its end.
      case "udp" ->
          union(
              ipId,
              new int[] {40, 41},
              words[1].equals("53") ? IntStream.range(86, 94).toArray() : new int[0]);
      case "fragment" -> words[1].equals("0") ? union(new int[] {36, 37}, PING_TIME) : Set.of();
      case "icmp" ->
          switch (words[1]) {
            // What it quotes is summed, so that even the time in it cannot be changed alone.
            case "11" -> union(ipId);
            case "3" -> union(ipId, new int[] {68, 69});
            default -> union(ipId, PING_TIME);
          };
      default -> Set.of();
    };
  }

  /** Numbers, flags and window of an established connection, which is compared as two streams. */
  static Set<Integer> openInStreams(String kind) {
    String[] words = kind.split(" ");
    boolean established = words[0].equals("tcp") && (Integer.parseInt(words[1]) & TCP_SYN) == 0;
    return established
        ? union(IntStream.range(38, 46).toArray(), new int[] {47, 48, 49})
        : Set.of();
  }

  /** A segment cut into two. */
  static List<byte[]> cut(byte[] frame) {
    int half = (frame.length - 66) / 2;
    byte[] head = Arrays.copyOf(frame, 66 + half);
    byte[] tail = Arrays.copyOf(frame, frame.length - half);
    System.arraycopy(frame, 66 + half, tail, 66, tail.length - 66);
    ByteBuffer sequence = ByteBuffer.wrap(tail);
    sequence.putInt(38, sequence.getInt(38) + half);
    for (byte[] part : List.of(head, tail)) {
      ByteBuffer.wrap(part).putShort(16, (short) (part.length - IP));
      sum(part, IP, TRANSPORT, 24);
    }
    return List.of(head, tail);
  }

  private static Set<Integer> union(int[]... parts) {
    return Stream.of(parts)
        .flatMapToInt(IntStream::of)
        .boxed()
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
