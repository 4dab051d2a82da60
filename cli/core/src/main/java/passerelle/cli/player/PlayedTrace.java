package passerelle.cli.player;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import passerelle.picture.Picture;

/**
 * A trace, ready to be played.
 *
 * @param command what was typed for it
 * @param packets in the order in which they first appeared
 * @param left how many more packets there were
 * @param verdict what became of it all, a sentence each
 * @param asked what is asked for before anything else is shown
 */
public record PlayedTrace(
    String command,
    List<Packet> packets,
    int left,
    List<String> verdict,
    Optional<Decision> asked) {

  /**
   * A stop that is asked about before it is shown.
   *
   * @param packet index of the packet
   * @param stop index of its stop
   */
  public record Decision(int packet, int stop) {}

  /**
   * The same, which first asks for a decision.
   *
   * @param which {@code fate}, or {@code route}, {@code chain}, {@code source} or {@code
   *     destination} and a place
   * @return empty where no packet has it on its way
   */
  public Optional<PlayedTrace> asking(String which) {
    for (int p = 0; p < packets.size(); p++) {
      List<Stop> stops = packets.get(p).stops();
      for (int s = 0; s < stops.size(); s++) {
        if (stops.get(s).decides(which)) {
          Optional<Decision> first = Optional.of(new Decision(p, s));
          return Optional.of(new PlayedTrace(command, packets, left, verdict, first));
        }
      }
    }
    return Optional.empty();
  }

  /** The same, which asks for nothing. */
  public PlayedTrace asking() {
    return new PlayedTrace(command, packets, left, verdict, Optional.empty());
  }

  /** What became of a packet. */
  public enum Fate {
    DELIVERED,
    DROPPED,
    /** Others were made of it, or the trace ended before it did. */
    OTHER
  }

  /**
   * A packet's way.
   *
   * @param skb its number in the trace
   * @param text it in a few words, as it set out
   * @param mark it in a word: what it is
   * @param chatter of the network with itself: ARP, bare acknowledgements
   * @param reply on the way back
   */
  public record Packet(
      long skb,
      String text,
      String mark,
      boolean chatter,
      boolean reply,
      Fate fate,
      List<Stop> stops) {}

  /**
   * Where something happens to a packet.
   *
   * @param time nanoseconds since the begin of the trace
   * @param place name of the namespace
   * @param device empty before one is chosen
   * @param at its place in the picture, where it is in the picture
   * @param kind what happens
   * @param story whether it changes the packet or its way, so that nobody should miss it
   * @param sentence what happens
   * @param why and why; may be empty
   * @param steps the steps of the trace that it is made of, in the trace's words
   * @param functions of the kernel
   * @param header what is known of the packet's header after this, by field
   * @param packet in a few words, after this
   * @param filter what netfilter did
   * @param routes the one that won first, then those that lost
   * @param question what can be asked before it is shown
   */
  public record Stop(
      long time,
      String place,
      String device,
      Optional<Picture.Place> at,
      String kind,
      boolean story,
      String sentence,
      String why,
      List<String> steps,
      List<String> functions,
      Map<String, String> header,
      String packet,
      Filter filter,
      List<Route> routes,
      Optional<Question> question) {

    private boolean decides(String which) {
      return question
          .filter(q -> which.equals(q.isOfPlace() ? q.about() + " " + place : q.about()))
          .isPresent();
    }

    Stop asking(Question asked) {
      return new Stop(
          time,
          place,
          device,
          at,
          kind,
          story,
          sentence,
          why,
          steps,
          functions,
          header,
          packet,
          filter,
          routes,
          Optional.of(asked));
    }
  }

  /**
   * What netfilter did at a stop.
   *
   * @param hook empty outside of the five
   * @param rules that were looked at, in order
   * @param connection what connection tracking knows of the packet here
   */
  public record Filter(String hook, List<Rule> rules, Optional<Connection> connection) {}

  /**
   * A rule that was looked at, or a policy.
   *
   * @param where table, chain and number
   * @param text the rule
   * @param matched whether it was for this packet
   * @param decides whether it ended the search
   * @param author a sentence about who wrote it; may be empty
   */
  public record Rule(String where, String text, boolean matched, boolean decides, String author) {}

  /**
   * An entry of connection tracking.
   *
   * @param state of the packet: NEW, ESTABLISHED...
   * @param original the way of the first packet, as conntrack prints it
   * @param reply the way back
   * @param back whether this packet is on the way back
   */
  public record Connection(String state, String original, String reply, boolean back) {}

  /**
   * A route.
   *
   * @param text as {@code ip route} prints it
   * @param why it won or lost
   */
  public record Route(String text, String why) {}

  /**
   * A question with one right answer.
   *
   * @param about what is decided: {@code fate}, {@code route}, {@code chain}, {@code source},
   *     {@code destination}
   * @param right index of an answer
   */
  public record Question(String about, String text, List<String> answers, int right) {
    static final String FATE = "fate";

    private boolean isOfPlace() {
      return !about.equals(FATE);
    }
  }
}
